import {listWords, suggest} from '../../findings/nearest-word.ts'
import {pointer} from '../../spec/pointer.ts'
import {buildSecret} from '../build-secret.ts'
import type {Origin, ShareApplication, ShareClustering} from '../cluster.ts'
import {kinds} from '../kinds.ts'
import {field, host, sourced} from '../origin.ts'
import type {ResolvedApplication, ResolvedShareClustering} from './resolve.ts'
import {type Neighbours, buildProduct} from './product.ts'

type Fields = Extract<ResolvedApplication, {kind: 'alfresco-share'}>

/** Share on the nodes. Reports LB102, LB105, LB106 and LB139. */
export function buildShare(name: string, origin: Origin, fields: Fields, neighbours: Neighbours): ShareApplication {
  const at = (key: string): Origin => pointer(origin, key)
  reportRepository(name, fields.repository, at('repository'), neighbours)
  return {
    ...buildProduct(name, origin, fields, neighbours),
    repository: sourced(fields.repository, at('repository')),
    serverName: fields.serverName === undefined ? undefined : host(fields.serverName, at('serverName'), neighbours.report),
    endpoints: sourced(fields.endpoints, at('endpoints')),
    repositoryPort: field(fields, 'repositoryPort', origin),
    sso: sourced(fields.sso, at('sso')),
    userHeader: field(fields, 'userHeader', origin),
    csrf: sourced(fields.csrf, at('csrf')),
    jvmRoute: field(fields, 'jvmRoute', origin),
    clustering: fields.clustering === false ? undefined : buildClustering(fields.clustering, at('clustering')),
  }
}

const buildClustering = (fields: ResolvedShareClustering, origin: Origin): ShareClustering => ({
  origin,
  join: sourced(fields.join, pointer(origin, 'join')),
  name: sourced(fields.name, pointer(origin, 'name')),
  password: fields.password === undefined ? undefined : buildSecret(fields.password, pointer(origin, 'password')),
  port: sourced(fields.port, pointer(origin, 'port')),
  interface: field(fields, 'interface', origin),
  multicastGroup: sourced(fields.multicastGroup, pointer(origin, 'multicastGroup')),
  multicastPort: sourced(fields.multicastPort, pointer(origin, 'multicastPort')),
  hazelcast: field(fields, 'hazelcast', origin),
})

function reportRepository(name: string, repository: string, path: Origin, {applications, report}: Neighbours): void {
  const known = Object.entries(applications).flatMap(([each, {kind}]) => (kind === 'alfresco' ? [each] : []))
  if (known.includes(repository)) return
  report({
    ...kinds.unknownApplication,
    message: `Application \`${name}\` shows application \`${repository}\`, which is ${Object.hasOwn(applications, repository) ? 'not of kind `alfresco`' : 'not defined'}.`,
    hint:
      known.length === 0
        ? 'Define one of `kind: alfresco` under `applications`.'
        : suggest(repository, known, `Applications of that kind: ${listWords(known, 'and')}.`),
    path,
  })
}

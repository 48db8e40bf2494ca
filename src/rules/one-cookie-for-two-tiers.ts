import {tiersOf} from '../model/applications/tier.ts'
import type {Service} from '../model/cluster.ts'
import type {Rule} from './rule.ts'
import {shareSpec} from './share-spec.ts'

const spec = (name: string): string =>
  shareSpec({
    repository: `clientAddress: header, nodes: [{node: alf1, cookie: r1}, {node: alf2, cookie: r2}], persistence: {type: cookie, name: ${name}}`,
    application: ', endpoints: local',
  })

export const oneCookieForTwoTiers: Rule = {
  code: 'LB330',
  name: 'one-cookie-for-two-tiers',
  family: 'product',
  severity: 'warning',
  summary: 'Share and its repository stick by cookies of one name, with other nodes in them.',
  why: 'A browser that uses both keeps one cookie of a name for a host, whatever the port. Each of the two services finds a node in it that it does not know, and overwrites it: the user stays with a node of neither.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-cookie',
  bad: spec('SHARENODE'),
  good: spec('REPONODE'),
  check(cluster, find) {
    for (const {shareService, repositoryService} of tiersOf(cluster)) {
      if (shareService === undefined || repositoryService === undefined || shareService === repositoryService) continue
      // Where one listener leads to both, another rule says so.
      if (shareService.routedListeners.length > 0 || repositoryService.routedListeners.length > 0) continue
      const name = cookieOf(shareService)
      if (name === undefined || name !== cookieOf(repositoryService) || valuesOf(shareService) === valuesOf(repositoryService)) continue
      find({
        message: `Services \`${shareService.name}\` and \`${repositoryService.name}\` lead to Share and to its repository, and each writes its own nodes into the cookie \`${name}\`.`,
        hint: 'Write `persistence: {type: cookie, name: …}` with another name on one of them.',
        path: repositoryService.persistence.origin,
      })
    }
  },
}

/** The cookie that a service has for itself: one that it only prefixes is the application's, for its own path. */
const cookieOf = ({persistence}: Service): string | undefined =>
  persistence.type === 'cookie' && persistence.method.value !== 'prefix' ? persistence.name.value : undefined

const valuesOf = ({servers}: Service): string =>
  servers
    .map(({node, cookie}) => cookie?.value ?? node.name)
    .sort()
    .join(' ')

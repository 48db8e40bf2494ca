import {hasFeature} from '../../model/applications/alfresco-releases.ts'
import type {Report} from '../../findings/finding.ts'
import type {AlfrescoApplication, AlfrescoClustering, Cluster, Node, Origin, Secret, Sourced} from '../../model/cluster.ts'
import {type SharedHeader, sharedHeaderOf} from '../header.ts'
import type {Artifact, Surroundings} from '../target.ts'
import {escapeXml, fitsXml} from '../xml.ts'
import {roleOf} from './facts.ts'
import {classPath, fileRoles, jlanFile} from './file-servers.ts'
import {kinds} from './kinds.ts'
import {addressBetween} from './rows/clustering.ts'
import type {NodeSettings} from './settings.ts'
import {type Secrets, valueOf} from './view.ts'

/** The files in XML by which the nodes of releases up to 4.1 find each other. Reports LB861. */
export function clusterFiles(
  cluster: Cluster,
  {node, applications}: NodeSettings,
  {print, secrets}: Surroundings,
  report: Report,
): readonly Artifact[] {
  const application = applications.find(
    ({clustering, release}) => clustering?.enabled.value === true && hasFeature(release.value, 'jgroups'),
  )
  const clustering = application?.clustering
  if (application === undefined || clustering === undefined) return []
  const caches = print('alfresco/ehcache-custom.xsl', cachesView(cluster, clustering), escapeXml)
  const files = [artifact(node, 'ehcache-custom.xsl', caches, 0o644)]
  if (!hasFeature(application.release.value, 'jlanCluster') || !applications.some(each => fileRoles.some(role => roleOf(each, role))))
    return files
  reportUnfit(clustering, secrets, report)
  const servers = print('alfresco/hazelcastConfig.xml', serversView(cluster, application, clustering, node, secrets), escapeXml)
  const hasSecret = [clustering.name, clustering.password].some(one => one !== undefined && one.from.kind !== 'literal')
  return [...files, artifact(node, 'hazelcastConfig.xml', servers, hasSecret || clustering.password !== undefined ? 0o600 : 0o644)]
}

const artifact = (node: Node, name: string, text: string, mode: number): Artifact => ({
  path: `${node.name}/${name}`,
  target: 'alfresco',
  chunks: [text],
  mode,
  owner: 'alfresco:alfresco',
  install: name === 'hazelcastConfig.xml' ? jlanFile : `${classPath}/alfresco/extension/${name}`,
  extent: 'file',
  check: undefined,
  reload: undefined,
  // What was made from it would go on without it, and later releases must not find it.
  ...(name === 'ehcache-custom.xsl' && {undo: ['rm', '-f', `${classPath}/alfresco/extension/ehcache-custom.xml`]}),
})

interface HeadView extends SharedHeader {
  readonly origin: Origin
}

const headView = (cluster: Cluster, {origin}: AlfrescoClustering): HeadView => ({...sharedHeaderOf(cluster), origin})

const cachesView = (cluster: Cluster, clustering: AlfrescoClustering) => ({
  ...headView(cluster, clustering),
  multicast: clustering.protocol.value === 'multicast' && {
    origin: clustering.protocol.origin,
    address: {value: clustering.multicastAddress.value.text, origin: clustering.multicastAddress.origin},
    port: clustering.multicastPort,
  },
})

/** What Hazelcast takes where a group has none; its schema has no group without one. */
const SHIPPED_PASSWORD = 'dev-pass'

function serversView(
  cluster: Cluster,
  {nodes}: AlfrescoApplication,
  clustering: AlfrescoClustering,
  node: Node,
  secrets: Secrets,
): HeadView &
  Readonly<Record<'name' | 'port' | 'interface', Sourced<string | number>>> & {
    readonly password: Sourced<string>
    readonly members: readonly Sourced<string>[]
  } {
  const textOf = ({value, origin}: ReturnType<typeof addressBetween>): Sourced<string> => ({value: value.text, origin})
  const told = (one: Secret): Sourced<string> => ({value: valueOf(one, secrets), origin: one.origin})
  return {
    ...headView(cluster, clustering),
    name: clustering.name ? told(clustering.name) : {value: cluster.name, origin: clustering.origin},
    password: clustering.password ? told(clustering.password) : {value: SHIPPED_PASSWORD, origin: clustering.origin},
    port: clustering.port,
    members: nodes.map(each => textOf(addressBetween(clustering, each))),
    interface: clustering.interface ?? textOf(addressBetween(clustering, node)),
  }
}

function reportUnfit({name, password}: AlfrescoClustering, secrets: Secrets, report: Report): void {
  for (const one of [name, password].filter(each => each !== undefined)) {
    if (fitsXml(valueOf(one, secrets))) continue
    report({
      ...kinds.unfitForXml,
      message: '`hazelcastConfig.xml` is XML, which has no way to write one of the characters of this.',
      hint: 'Use letters, digits and `-`.',
      path: one.origin,
    })
  }
}

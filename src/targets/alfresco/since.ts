import type {AlfrescoRole} from '../../model/cluster.ts'
import {compareReleases} from '../../model/release.ts'
import {type Span, lineOf, within} from './release.ts'

/** Whether a property is a node's own, the same on all of them, or either. */
export type Scope = 'node' | 'cluster' | 'either'

/** A property that matters behind a load balancer. */
export interface KnownProperty {
  readonly scope: Scope
  /** The releases that read it; several where it went and came back. */
  readonly releases: readonly Span[]
}

const always: readonly Span[] = [['3.0', undefined]]
const since = (release: string): readonly Span[] => [[release, undefined]]
const between = (first: string, after: string): readonly Span[] => [[first, after]]
const until = (after: string): readonly Span[] => [['3.0', after]]

const node = (releases: readonly Span[]): KnownProperty => ({scope: 'node', releases})
const cluster = (releases: readonly Span[]): KnownProperty => ({scope: 'cluster', releases})
const either = (releases: readonly Span[]): KnownProperty => ({scope: 'either', releases})

/** The lines that there have been. */
const lines: readonly Span[] = [
  ...between('3.4', '3.5'),
  ...between('4.0', '4.3'),
  ...between('5.0', '5.3'),
  ...between('6.0', '6.3'),
  ...between('7.0', '7.5'),
  ...since('23.1'),
]

/** Whether there is an Alfresco of that release, as far as anybody knows: later ones may come. */
export const isKnownRelease = (release: string): boolean => isIn(release, lines)

const jgroups = until('4.2')
const jlanCluster = between('4.0', '4.2')
const hazelcast = since('4.2')
const hazelcastPassword = between('4.2', '6.0')
const hazelcastClient = since('23.1')
/** CIFS is no longer part of Alfresco, from here on. */
const cifsGone = '6.1'
const cifs = until(cifsGone)
const nfs = until('5.1')
const spp = until('6.0')
const solr = since('4.0')

/** What lbgen asks of a release beside its properties. */
const features = {
  /** Nodes find each other through JGroups or EHCache. */
  jgroups: jgroups,
  /** The file servers of the nodes have a Hazelcast cluster of their own. */
  jlanCluster: jlanCluster,
  /** Nodes find each other through Hazelcast and the database. */
  hazelcast: hazelcast,
  /** Nodes can be clients of a Hazelcast cluster of its own. */
  hazelcastClient: hazelcastClient,
  /** Who joins has to know a password. */
  hazelcastPassword: hazelcastPassword,
  /** The shared folder has a variable of its own, `dir.remote`. */
  remoteFolder: since('5.2'),
  /** Solr takes requests that nothing protects. */
  plainSolr: between('4.0', '7.2'),
  solr: between('4.0', '5.0'),
  solr4: between('5.0', '5.2'),
  solr6: since('5.2'),
} as const satisfies Record<string, readonly Span[]>

export const hasFeature = (release: string, feature: keyof typeof features): boolean => isIn(release, features[feature])

/** The releases that have a role; all have those without a row. */
const roles: Partial<Record<AlfrescoRole, readonly Span[]>> = {cifs, nfs, spp, solr}

/** The first release with a role and the first without it again, where an Alfresco release lacks it. */
export function lackOfRole(release: string, role: AlfrescoRole): Span | undefined {
  const spans = roles[role] ?? always
  return isIn(release, spans) ? undefined : spans[0]
}

/** Whether an Alfresco release reads a property; true for one that does not matter to a load balancer. */
export const readsProperty = (release: string, key: string): boolean => isIn(release, knownProperty(key)?.releases ?? always)

const isIn = (release: string, spans: readonly Span[]): boolean => spans.some(span => within(release, span))

/**
 * What each release makes of a property: which ones read it, and whether nodes differ in it. A key that ends in `*` is
 * every key that begins so and has no row of its own. From Alfresco's documentation of each release, the upgrade list of
 * 4.2 to 23.x, and the history of its source. No other place compares releases for a property.
 */
export const properties: Readonly<Record<string, KnownProperty>> = {
  'alfresco.cluster.name': cluster([...jgroups, ...hazelcastClient]),
  'alfresco.jgroups.defaultProtocol': cluster(jgroups),
  'alfresco.jgroups.bind_address': node(jgroups),
  'alfresco.jgroups.bind_interface': node(jgroups),
  'alfresco.jgroups.*': cluster(jgroups),
  'alfresco.tcp.*': cluster(jgroups),
  'alfresco.udp.*': cluster(jgroups),
  'alfresco.fping.shared.dir': cluster(jgroups),
  'alfresco.ehcache.rmi.hostname': node(jgroups),
  'alfresco.ehcache.rmi.*': either(jgroups),
  'alfresco.rmi.services.external.host': node(always),
  'index.recovery.mode': cluster(until('5.1')),
  'filesystem.cluster.*': cluster(jlanCluster),
  'alfresco.cluster.enabled': either(hazelcast),
  'alfresco.cluster.interface': node(hazelcast),
  'alfresco.cluster.hostname': node(hazelcast),
  'alfresco.cluster.nodetype': either(hazelcast),
  'alfresco.cluster.additional-members': cluster(hazelcastClient),
  'alfresco.cluster.*': cluster(hazelcast),
  'alfresco.hazelcast.password': cluster(hazelcastPassword),
  'alfresco.hazelcast.embedded': cluster(hazelcastClient),
  'alfresco.hazelcast.client.address': node(hazelcastClient),
  'alfresco.hazelcast.client.*': cluster(hazelcastClient),
  'alfresco.hazelcast.bind.any': cluster(since('7.4')),
  'alfresco.hazelcast.*': cluster(hazelcast),
  'dir.root': either(always),
  'dir.remote': cluster(always),
  'dir.contentstore': cluster(always),
  'dir.contentstore.deleted': cluster(always),
  'dir.auditcontentstore': cluster(until('5.2')),
  'dir.cachedcontent': either(always),
  'index.subsystem.name': cluster(solr),
  'solr.sharedSecret': cluster(since('7.1')),
  'solr.*': cluster(solr),
  'alfresco.context': cluster(always),
  'alfresco.host': cluster(always),
  'alfresco.port': cluster(always),
  'alfresco.protocol': cluster(always),
  'share.*': cluster(always),
  'opencmis.*': cluster(since('4.0')),
  'csrf.filter.*': cluster(since('6.0')),
  'aos.*': cluster(since('5.0')),
  'cifs.serverName': node(cifs),
  'cifs.bindto': node(cifs),
  'cifs.sessionTimeout': either(cifs),
  'cifs.*': cluster(cifs),
  'ftp.bindto': node(always),
  'ftp.dataPortFrom': either(always),
  'ftp.dataPortTo': either(always),
  'ftp.externalAddress': cluster(since('6.0')),
  'ftp.sessionTimeout': cluster(since('5.0')),
  'ftp.*': cluster(always),
  'nfs.*': cluster(nfs),
  'imap.*': cluster(always),
  'email.*': cluster(always),
  'vti.server.sessionIdManager.workerName': node(spp),
  'vti.server.*': cluster(spp),
}

/** What is known of a property; undefined for one that does not matter to a load balancer. */
export function knownProperty(key: string): KnownProperty | undefined {
  if (Object.hasOwn(properties, key)) return properties[key]
  return prefixes.find(({prefix}) => key.startsWith(prefix))?.known
}

/** The longest first. */
const prefixes = Object.entries(properties)
  .filter(([key]) => key.endsWith('*'))
  .map(([key, known]) => ({prefix: key.slice(0, -1), known}))
  .toSorted((one, other) => other.prefix.length - one.prefix.length)

/**
 * The first release with `cifs.loadBalancerList` (Alfresco issue MNT-12291) in each line of service packs that got it.
 * Lines before the first, and lines between them, lack it; later lines have it.
 */
const loadBalancerList = ['3.4.14', '4.1.10', '4.2.4', '5.0']

/** What a release makes of `cifs.loadBalancerList`; `unsure` when it does not say its service pack, and that decides. */
export type ListSupport =
  | {readonly kind: 'has' | 'gone'}
  /** `first`: the releases that would have it, as text. */
  | {readonly kind: 'lacks' | 'unsure'; readonly first: readonly string[]}

/** Whether an Alfresco release (`4.1.10`, or `4.1` of any service pack) reads `cifs.loadBalancerList`. */
export function listSupport(release: string): ListSupport {
  const line = lineOf(release)
  if (compareReleases(line, cifsGone) >= 0) return {kind: 'gone'}
  const first = loadBalancerList.findLast(each => compareReleases(lineOf(each), line) <= 0)
  const isLater = first !== undefined && compareReleases(line, lineOf(first)) > 0
  if (first === undefined || (isLater && first !== loadBalancerList.at(-1))) return {kind: 'lacks', first: loadBalancerList}
  if (isLater || compareReleases(release, first) >= 0) return {kind: 'has'}
  return {kind: release === line ? 'unsure' : 'lacks', first: [first]}
}

import {type Span, always, features, isIn, since, until} from '../../model/applications/alfresco-releases.ts'

/** Whether a property is a node's own, the same on all of them, or either. */
export type Scope = 'node' | 'cluster' | 'either'

/** A property that matters behind a load balancer. */
export interface KnownProperty {
  readonly scope: Scope
  /** The releases that read it; several where it went and came back. */
  readonly releases: readonly Span[]
}

const node = (releases: readonly Span[]): KnownProperty => ({scope: 'node', releases})
const cluster = (releases: readonly Span[]): KnownProperty => ({scope: 'cluster', releases})
const either = (releases: readonly Span[]): KnownProperty => ({scope: 'either', releases})

/** Whether an Alfresco release reads a property; true for one that does not matter to a load balancer. */
export const readsProperty = (release: string, key: string): boolean => isIn(release, knownProperty(key)?.releases ?? always)

/**
 * What each release makes of a property: which ones read it, and whether nodes differ in it. A key that ends in `*` is
 * every key that begins so and has no row of its own. From Alfresco's documentation of each release, the upgrade list of
 * 4.2 to 23.x, and the history of its source. What a release has beside its properties is the model's to say.
 */
export const properties: Readonly<Record<string, KnownProperty>> = {
  'alfresco.cluster.name': cluster([...features.jgroups, ...features.hazelcastClient]),
  'alfresco.jgroups.defaultProtocol': cluster(features.jgroups),
  'alfresco.jgroups.bind_address': node(features.jgroups),
  'alfresco.jgroups.bind_interface': node(features.jgroups),
  'alfresco.jgroups.*': cluster(features.jgroups),
  'alfresco.tcp.*': cluster(features.jgroups),
  'alfresco.udp.*': cluster(features.jgroups),
  'alfresco.fping.shared.dir': cluster(features.jgroups),
  'alfresco.ehcache.rmi.hostname': node(features.jgroups),
  'alfresco.ehcache.rmi.*': either(features.jgroups),
  'alfresco.rmi.services.external.host': node(always),
  'index.recovery.mode': cluster(until('5.1')),
  'filesystem.cluster.*': cluster(features.jlanCluster),
  'alfresco.cluster.enabled': either(features.hazelcast),
  'alfresco.cluster.interface': node(features.hazelcast),
  'alfresco.cluster.hostname': node(features.hazelcast),
  'alfresco.cluster.nodetype': either(features.hazelcast),
  'alfresco.cluster.additional-members': cluster(features.hazelcastClient),
  'alfresco.cluster.*': cluster(features.hazelcast),
  'alfresco.hazelcast.password': cluster(features.hazelcastPassword),
  'alfresco.hazelcast.embedded': cluster(features.hazelcastClient),
  'alfresco.hazelcast.client.address': node(features.hazelcastClient),
  'alfresco.hazelcast.client.*': cluster(features.hazelcastClient),
  'alfresco.hazelcast.bind.any': cluster(since('7.4')),
  'alfresco.hazelcast.*': cluster(features.hazelcast),
  'dir.root': either(always),
  'dir.remote': cluster(always),
  'dir.contentstore': cluster(always),
  'dir.contentstore.deleted': cluster(always),
  'dir.auditcontentstore': cluster(until('5.2')),
  'dir.cachedcontent': either(always),
  'index.subsystem.name': cluster(features.search),
  'solr.sharedSecret': cluster(features.solrSecret),
  'solr.*': cluster(features.search),
  'alfresco.context': cluster(always),
  'alfresco.host': cluster(always),
  'alfresco.port': cluster(always),
  'alfresco.protocol': cluster(always),
  'share.*': cluster(always),
  'opencmis.*': cluster(since('4.0')),
  'csrf.filter.*': cluster(features.csrfFilter),
  'aos.*': cluster(since('5.0')),
  'cifs.serverName': node(features.cifs),
  'cifs.bindto': node(features.cifs),
  'cifs.sessionTimeout': either(features.cifs),
  'cifs.*': cluster(features.cifs),
  'ftp.bindto': node(always),
  'ftp.dataPortFrom': either(always),
  'ftp.dataPortTo': either(always),
  'ftp.externalAddress': cluster(features.announcedFtp),
  'ftp.sessionTimeout': cluster(since('5.0')),
  'ftp.*': cluster(always),
  'nfs.*': cluster(features.nfs),
  'imap.*': cluster(always),
  'email.*': cluster(always),
  'vti.server.sessionIdManager.workerName': node(features.spp),
  'vti.server.*': cluster(features.spp),
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

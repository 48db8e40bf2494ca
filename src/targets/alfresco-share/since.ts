import {compareReleases} from '../../model/release.ts'

/** The beans by which Share hears of what changed on other nodes. */
export type Beans = 'uncached' | 'persister' | 'service'

/** How a release is told of its cluster. */
interface ClusterShape {
  readonly from: string
  /**
   * `uncached`: no Hazelcast, and nothing kept that another node may change; `persister`: what stores pages sends and
   * hears; `service`: a bean of its own does.
   */
  readonly beans: Beans
  /** The Hazelcast in Share's `WEB-INF/lib`, whose schema is in its jar: one that is not there is fetched from the Internet. */
  readonly hazelcast: string
  readonly beansSchema: '-2.5' | ''
}

/**
 * What each release takes, from the samples that it ships and from the libraries in it: Alfresco's documentation of each
 * release, "Configuring Hazelcast between Share instances", and https://github.com/Alfresco/share. The samples of 7.0 to
 * 23.1 name a schema (2.4) that the library beside them no longer has; the rows have the library's.
 */
const clusterShapes: readonly [ClusterShape, ...ClusterShape[]] = [
  {from: '0.0', beans: 'uncached', hazelcast: '', beansSchema: '-2.5'},
  {from: '3.4.8', beans: 'persister', hazelcast: '1.9', beansSchema: '-2.5'},
  {from: '4.0', beans: 'uncached', hazelcast: '', beansSchema: '-2.5'},
  {from: '4.0.1', beans: 'persister', hazelcast: '1.9', beansSchema: '-2.5'},
  {from: '5.0', beans: 'persister', hazelcast: '2.4', beansSchema: '-2.5'},
  {from: '5.1', beans: 'service', hazelcast: '2.4', beansSchema: '-2.5'},
  {from: '7.0', beans: 'service', hazelcast: '3.12', beansSchema: '-2.5'},
  {from: '23.1', beans: 'service', hazelcast: '5.3', beansSchema: ''},
]

/**
 * What a release of Hazelcast calls its namespace, and how a cluster is named: by a group with a password, or, from 4 on, by
 * a name alone. The schemas are in each release: https://github.com/hazelcast/hazelcast (`hazelcast-spring/src/main/resources`).
 */
const hazelcastShapes = [
  {from: 1, namespace: 'config', naming: 'group'},
  {from: 2, namespace: 'spring', naming: 'group'},
  {from: 4, namespace: 'spring', naming: 'cluster-name'},
] as const

export function hazelcastShapeOf(hazelcast: string): {readonly namespace: 'config' | 'spring'; readonly naming: 'group' | 'cluster-name'} {
  const [major = 1] = hazelcast.split('.').map(Number)
  return hazelcastShapes.findLast(({from}) => from <= major) ?? hazelcastShapes[0]
}

/** `alfresco-api` is an endpoint of its own from here on. */
const apiEndpoint = '5.0'

/** Share's own connector speaks to repositories with single sign-on from here on; before it, Surf's. */
const slingshotConnector = '4.1'

/** Requests are held against a policy from the first on; from the second on it names its values once. */
const csrfPolicy = '4.2'
const csrfProperties = '5.0'

export function clusterShapeOf(release: string): ClusterShape {
  const [oldest, ...later] = clusterShapes
  return later.findLast(({from}) => isSince(from, release)) ?? oldest
}

/** The first service pack with Hazelcast, where a release does not say its own and that decides what it takes. */
export const firstPackOf = (release: string): string | undefined =>
  clusterShapes.find(({from}) => from.split('.').length > 2 && from.startsWith(`${release}.`))?.from

export const hasApiEndpoint = (release: string): boolean => isSince(apiEndpoint, release)

export const hasSlingshotConnector = (release: string): boolean => isSince(slingshotConnector, release)

/** `literal`: a policy whose shape is another one. */
export function csrfShapeOf(release: string): 'none' | 'literal' | 'properties' {
  if (isSince(csrfProperties, release)) return 'properties'
  return isSince(csrfPolicy, release) ? 'literal' : 'none'
}

/** Whether a release is the first that has something, or a later one. Without a service pack it is the last of its line. */
function isSince(first: string, release: string): boolean {
  const isLine = release.split('.').length < 3
  return compareReleases(first, isLine ? `${release}.${Number.MAX_SAFE_INTEGER}` : release) <= 0
}

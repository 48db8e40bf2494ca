import type {AlfrescoRole} from '../cluster.ts'
import {compareReleases} from '../release.ts'

/**
 * What Alfresco's releases have and lack, for everybody who asks: no other place names them, but for what is a property's
 * own (`targets/alfresco/since.ts`). From Alfresco's documentation of each release and the history of its source.
 */

/** The first release of a span, and the first after it; undefined: it goes on. */
export type Span = readonly [since: string, until: string | undefined]

export const always: readonly Span[] = [['3.0', undefined]]
export const since = (release: string): readonly Span[] => [[release, undefined]]
export const between = (first: string, after: string): readonly Span[] => [[first, after]]
export const until = (after: string): readonly Span[] => [['3.0', after]]

/** The lines that there have been, each span within one major release. */
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

/** The releases that there have been, for a sentence: `3.4`, `4.0 to 4.2`, `23.1 and later`. */
export const knownReleases: readonly string[] = lines.map(([first, after]) => {
  if (after === undefined) return `${first} and later`
  const [major = '', minor = ''] = after.split('.')
  const last = `${major}.${Number(minor) - 1}`
  return first === last ? first : `${first} to ${last}`
})

/** What depends on the release, and in which ones it is. */
export const features = {
  /** Nodes find each other through JGroups or EHCache. */
  jgroups: until('4.2'),
  /** The file servers of the nodes have a Hazelcast cluster of their own. */
  jlanCluster: between('4.0', '4.2'),
  /** Nodes tell each other which files are open or locked, by one cluster or another. */
  sharedLocks: since('4.0'),
  /** Nodes find each other through Hazelcast and the database. */
  hazelcast: since('4.2'),
  /** Nodes can be clients of a Hazelcast cluster of its own. */
  hazelcastClient: since('23.1'),
  /** Who joins has to know a password. */
  hazelcastPassword: between('4.2', '6.0'),
  /** The shared folder has a variable of its own, `dir.remote`. */
  remoteFolder: since('5.2'),
  /** Solr is what searches, or can be. */
  search: since('4.0'),
  /** Solr takes requests that nothing protects. */
  plainSolr: between('4.0', '7.2'),
  /** Solr takes requests with a word that both know. */
  solrSecret: since('7.1'),
  solr: between('4.0', '5.0'),
  solr4: between('5.0', '5.2'),
  solr6: since('5.2'),
  cifs: until('6.1'),
  nfs: until('5.1'),
  spp: until('6.0'),
  /** FTP tells its clients another address than the node's own. */
  announcedFtp: since('6.0'),
  /** Requests are held against where they come from. */
  csrfFilter: since('6.0'),
  /** The addresses `-ready-` and `-live-`, for whoever watches a node. */
  probes: since('6.1'),
} as const satisfies Record<string, readonly Span[]>

export type AlfrescoFeature = keyof typeof features

export const hasFeature = (release: string, feature: AlfrescoFeature): boolean => isIn(release, features[feature])

/** The first release with a feature. */
export const firstWith = (feature: AlfrescoFeature): string => features[feature][0]?.[0] ?? ''

/** The first release without a feature that there has been; undefined: it goes on. */
export const firstWithout = (feature: AlfrescoFeature): string | undefined => features[feature].at(-1)?.[1]

/** The releases that have a role; all have those without a row. */
const roles: Partial<Record<AlfrescoRole, AlfrescoFeature>> = {cifs: 'cifs', nfs: 'nfs', spp: 'spp', solr: 'search'}

/** The first release with a role and the first without it again, where an Alfresco release lacks it. */
export function lackOfRole(release: string, role: AlfrescoRole): Span | undefined {
  const feature = roles[role]
  const spans = feature === undefined ? always : features[feature]
  return isIn(release, spans) ? undefined : spans[0]
}

export const isIn = (release: string, spans: readonly Span[]): boolean => spans.some(span => within(release, span))

/** Whether the line of a release is in a span. */
function within(release: string, [first, after]: Span): boolean {
  const line = lineOf(release)
  return compareReleases(line, first) >= 0 && (after === undefined || compareReleases(line, after) < 0)
}

/** The line of service packs that a release is of, by its first: `5.2` of `5.2.7`. */
const lineOf = (release: string): string => release.split('.').slice(0, 2).join('.')

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
  const gone = firstWithout('cifs')
  if (gone !== undefined && compareReleases(line, gone) >= 0) return {kind: 'gone'}
  const first = loadBalancerList.findLast(each => compareReleases(lineOf(each), line) <= 0)
  const isLater = first !== undefined && compareReleases(line, lineOf(first)) > 0
  if (first === undefined || (isLater && first !== loadBalancerList.at(-1))) return {kind: 'lacks', first: loadBalancerList}
  if (isLater || compareReleases(release, first) >= 0) return {kind: 'has'}
  return {kind: release === line ? 'unsure' : 'lacks', first: [first]}
}

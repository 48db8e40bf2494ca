/** Major, minor and service pack. */
type Release = readonly [major: number, minor: number, servicePack: number]

/**
 * The first release with `cifs.loadBalancerList` (Alfresco issue MNT-12291) in each line of service packs that got it.
 * Lines before the first, and lines between them, lack it; later lines have it.
 */
const loadBalancerList: readonly Release[] = [
  [3, 4, 14],
  [4, 1, 10],
  [4, 2, 4],
  [5, 0, 0],
]

/** CIFS is switched off unless `cifs.enabled` is set, from here on. */
const cifsOffByDefault: Release = [6, 0, 0]

/** CIFS is no longer part of Alfresco, from here on. */
const cifsGone: Release = [6, 1, 0]

/** What a release makes of `cifs.loadBalancerList`; `unsure` when it does not say its service pack, and that decides. */
export type ListSupport =
  | {readonly kind: 'has' | 'gone'}
  /** `first`: the releases that would have it, as text. */
  | {readonly kind: 'lacks' | 'unsure'; readonly first: readonly string[]}

/** Whether an Alfresco release (`4.1.10`, or `4.1` of any service pack) reads `cifs.loadBalancerList`. */
export function listSupport(release: string): ListSupport {
  const line = lineOf(release)
  if (compare(line, cifsGone) >= 0) return {kind: 'gone'}
  const first = loadBalancerList.findLast(each => compare(lineStart(each), line) <= 0)
  if (first === undefined || (isLater(line, first) && first !== loadBalancerList.at(-1))) {
    return {kind: 'lacks', first: loadBalancerList.map(format)}
  }
  const servicePack = servicePackOf(release)
  if (isLater(line, first) || first[2] === 0 || (servicePack ?? 0) >= first[2]) return {kind: 'has'}
  return {kind: servicePack === undefined ? 'unsure' : 'lacks', first: [format(first)]}
}

/** Whether an Alfresco release has CIFS, and has it switched off unless told otherwise. */
export function hasCifsOff(release: string): boolean {
  const line = lineOf(release)
  return compare(line, cifsOffByDefault) >= 0 && compare(line, cifsGone) < 0
}

function lineOf(release: string): Release {
  const [major = 0, minor = 0] = release.split('.').map(Number)
  return [major, minor, 0]
}

function servicePackOf(release: string): number | undefined {
  const [, , servicePack] = release.split('.').map(Number)
  return servicePack
}

const lineStart = ([major, minor]: Release): Release => [major, minor, 0]

const isLater = (line: Release, first: Release): boolean => compare(line, lineStart(first)) > 0

const format = (release: Release): string => (release[2] === 0 ? `${release[0]}.${release[1]}` : release.join('.'))

const compare = (one: Release, other: Release): number => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]

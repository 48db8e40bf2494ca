/** Major, minor and service pack of an Alfresco release. */
export type Release = readonly [major: number, minor: number, servicePack: number]

/** The first release of a span, and the first after it; undefined: it goes on. */
export type Span = readonly [since: Release, until: Release | undefined]

/** A release as it is written, `5.2` or `4.1.10`; without a service pack it is the first of its line. */
export function releaseOf(text: string): Release {
  const [major = 0, minor = 0, servicePack = 0] = text.split('.').map(Number)
  return [major, minor, servicePack]
}

export const formatRelease = (release: Release): string => (release[2] === 0 ? `${release[0]}.${release[1]}` : release.join('.'))

export const compareReleases = (one: Release, other: Release): number => one[0] - other[0] || one[1] - other[1] || one[2] - other[2]

export const within = (release: string, [since, until]: Span): boolean => {
  const [major, minor] = releaseOf(release)
  const line: Release = [major, minor, 0]
  return compareReleases(line, since) >= 0 && (until === undefined || compareReleases(line, until) < 0)
}

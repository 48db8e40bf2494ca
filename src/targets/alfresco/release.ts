import {compareReleases} from '../../model/release.ts'

/** The first release of a span, and the first after it; undefined: it goes on. */
export type Span = readonly [since: string, until: string | undefined]

/** The line of service packs that a release is of, by its first: `5.2` of `5.2.7`. */
export const lineOf = (release: string): string => release.split('.').slice(0, 2).join('.')

/** Whether the line of a release is in a span. */
export const within = (release: string, [since, until]: Span): boolean => {
  const line = lineOf(release)
  return compareReleases(line, since) >= 0 && (until === undefined || compareReleases(line, until) < 0)
}

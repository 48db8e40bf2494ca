/** Below 0 when the first of two releases (`10.0`, `5.2.7`) is the older one, 0 when they are the same. A number that is not said is 0. */
export function compareReleases(one: string, other: string): number {
  const [ours, theirs] = [one, other].map(release => release.split('.').map(Number))
  for (let index = 0; index < 4; index++) {
    const difference = (ours?.[index] ?? 0) - (theirs?.[index] ?? 0)
    if (difference !== 0) return difference
  }
  return 0
}

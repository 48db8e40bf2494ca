import {type Comparison, isSame} from './comparison.ts'

/**
 * A comparison as one JSON document, for machines; `docs/diff.md` says what each member is. `changes` is null where the
 * spec of one side is not known.
 */
export const formatComparisonJson = (comparison: Comparison): string => {
  const {from, to, changes, effects} = comparison
  return `${JSON.stringify({from, to, same: isSame(comparison), changes: changes ?? null, effects}, undefined, 2)}\n`
}

import {isMap} from './is-map.ts'
import type {LongSpec} from './long.ts'

/** The spec that several files make: maps are merged leaf by leaf, lists and the rest replaced, the later wins. */
export const mergeLayers = (layers: readonly LongSpec[]): LongSpec => layers.reduce((before, after) => merge(before, after))

/** A map that says another `type` is another kind of thing, and replaces the earlier one as a whole. */
function merge<T>(before: T, after: T): T {
  if (!isMap(before) || !isMap(after)) return after
  if ('type' in after && after['type'] !== before['type']) return after
  const merged = new Map(Object.entries(before))
  for (const [key, value] of Object.entries(after)) merged.set(key, merged.has(key) ? merge(merged.get(key), value) : value)
  // The cast is of a copy that TypeScript cannot follow: both sides were of type T.
  return Object.fromEntries(merged) as T
}

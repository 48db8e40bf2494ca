import {type Json, type Path, isMap, partsOf, withPart} from '../rich-spec.ts'
import {withoutPart} from './settle.ts'
import type {Spec} from './spec.ts'

/** A smaller spec of which the same still holds: parts are left out and values made simple for as long as it does. */
export async function shrink(spec: Spec, holds: (smaller: Spec) => Promise<boolean>, attempts = 600): Promise<Spec> {
  let best = spec
  let left = attempts
  for (let changed = true; changed;) {
    changed = false
    for (const {path} of partsOf(best).slice(1)) {
      for (const smaller of simpler(best, path)) {
        if (left-- <= 0) return best
        if (!isMap(smaller) || JSON.stringify(smaller) === JSON.stringify(best) || !(await holds(smaller))) continue
        best = smaller
        changed = true
        break
      }
    }
  }
  return best
}

const simpler = (spec: Json, path: Path): readonly Json[] => {
  const found = partAt(spec, path)
  if (found === undefined) return []
  return [withoutPart(spec, path), ...simplerValues(found.value).map(value => withPart(spec, path, value))]
}

const partAt = (spec: Json, path: Path): {readonly value: Json} | undefined => {
  let part: Json | undefined = spec
  for (const step of path) {
    const inner: unknown = isMap(part) || Array.isArray(part) ? Reflect.get(part, step) : undefined
    if (inner === undefined) return undefined
    part = inner as Json
  }
  return {value: part}
}

function simplerValues(value: Json): readonly Json[] {
  if (typeof value === 'number') return value === 1 ? [] : [1, Math.ceil(value / 2)]
  if (typeof value !== 'string' || value.length < 2) return []
  const half = Math.ceil(value.length / 2)
  return [value.slice(0, half), value.slice(half), value.slice(1), value.slice(0, -1)]
}

import type {Source, Span} from '../findings/finding.ts'
import {isMap} from './is-map.ts'
import {parse} from './parse.ts'
import {positionsIn} from './positions.ts'
import {pointer} from './pointer.ts'

/** A file that a spec includes, and where it says so. */
export interface Include {
  readonly name: string
  readonly span: Span
}

/** What a spec includes, in its own order. Reports nothing: a text that cannot be read is explained when it is loaded. */
export function includesOf(source: Source): readonly Include[] {
  if (!source.text.includes('include')) return []
  const value = parse(source, () => undefined)
  const include: unknown = isMap(value) ? value['include'] : undefined
  if (!Array.isArray(include) || !include.every(name => typeof name === 'string' && !/\p{Cc}/u.test(name))) return []
  const positions = positionsIn(source)
  return include.map((name, index) => ({name, span: positions.find(pointer('/include', index)).value}))
}

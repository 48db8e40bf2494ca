import {isDeepStrictEqual} from 'node:util'
import {expect, test} from '@jest/globals'
import {changesBetween} from '../../src/diff/change.ts'
import {dotted, pointer} from '../../src/spec/pointer.ts'
import {specOf} from '../support/promise/spec.ts'
import {forNewest} from '../support/promise/offer.ts'
import {settle} from '../support/promise/settle.ts'
import {type Json, richSpec} from '../support/rich-spec.ts'
import {isThorough, someOf} from '../support/thorough.ts'
import {compareTexts, meaningOf} from './comparing.ts'

const specs = [
  richSpec,
  ...Array.from({length: isThorough ? 20 : 5}, (_, seed) => settle(forNewest(specOf(seed))).settled).filter(spec => spec !== undefined),
]

test('a spec is the same as itself', () => {
  for (const spec of specs) {
    const comparison = compareTexts(spec, spec)
    if (comparison) expect(comparison).toMatchObject({changes: [], effects: []})
  }
})

/** Every field of a value that holds no others, with the steps that lead to it. */
function leaves(value: Json, steps: readonly string[] = []): readonly (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [steps]
  return Object.entries(value).flatMap(([key, part]) => leaves(part, [...steps, key]))
}

/** A copy with something else at a place; undefined there takes it away. */
function changed(value: Json, [step = '', ...rest]: readonly string[], change: (old: Json) => Json | undefined): Json {
  if (typeof value !== 'object' || value === null) return value
  const entries = Object.entries(value).flatMap(([key, part]): readonly (readonly [string, Json])[] => {
    if (key !== step) return [[key, part]]
    const now = rest.length === 0 ? change(part) : changed(part, rest, change)
    return now === undefined ? [] : [[key, now]]
  })
  return Array.isArray(value) ? entries.map(([, part]) => part) : Object.fromEntries(entries)
}

/** Something else of the same kind: the next number, the other answer, a text with another last digit; else nothing. */
function other(old: Json): Json | undefined {
  if (typeof old === 'number') return old + 1
  if (typeof old === 'boolean') return !old
  if (typeof old !== 'string' || !/\d/.test(old)) return undefined
  return old.replace(/\d(?=\D*$)/, digit => String((Number(digit) + 1) % 10))
}

test('every field of the language that changes is told at its place', () => {
  const before = meaningOf(richSpec)
  const silent: string[] = []
  let told = 0
  for (const steps of someOf(leaves(richSpec), 5)) {
    const after = meaningOf(changed(richSpec, steps, other))
    // A default that was written out says the same when it goes.
    if (before === undefined || after === undefined || isDeepStrictEqual(before.resolved, after.resolved)) continue
    const [room = '', name = ''] = steps
    // What stands under `defaults` is a matter of those who take it, too.
    const isThere = changesBetween(before, after).some(({path}) => path.startsWith(room) && (room === 'defaults' || path.includes(name)))
    if (isThere) told++
    else silent.push(dotted(pointer('', ...steps)))
  }
  expect(silent).toEqual([])
  expect(told).toBeGreaterThan(isThorough ? 100 : 20)
})

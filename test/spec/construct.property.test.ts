import {expect, test} from '@jest/globals'
import fc from 'fast-check'
import {CORE_SCHEMA, constructFromEvents, mergeTag, parseEvents} from 'js-yaml'
import {readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {constructPlain} from '../../src/spec/construct.ts'

const schema = CORE_SCHEMA.withTags(mergeTag)
const examples = join(import.meta.dirname, '../../examples')
const texts = readdirSync(examples).map(name => readFileSync(join(examples, name, 'cluster.yaml'), 'utf8'))

/** What js-yaml makes of a text; undefined where it refuses. */
function byLibrary(text: string): {readonly value: unknown} | undefined {
  try {
    const values = constructFromEvents(parseEvents(text, {}), {source: text, schema})
    return values.length === 1 ? {value: values[0]} : undefined
  } catch {
    return undefined
  }
}

const scalars = [
  'on',
  'yes',
  'No',
  'null',
  'Null',
  'nULL',
  '~',
  'true',
  'True',
  'TRUE',
  'tRue',
  'false',
  'nan',
  '.nan',
  '.inf',
  '-.INF',
  'n',
  'f',
  'T',
  '0',
  '00',
  '007',
  '0o17',
  '0x1F',
  '-1',
  '+1',
  '1.',
  '1.5',
  '.5',
  '1e3',
  '1_000',
  '12345678901234567890',
  '999999999999999',
  '1:30',
  '190:20:30',
  '10.0.0.1',
  '10.0.0.1:80',
  '10.0.0.1:111,2049',
  '1.2.3',
  '1.2.3.4.5',
  '5s',
  '500ms',
  '16k',
  '5 s',
  '2026-11-21',
  '"q"',
  "'it''s'",
  '"\\u00e9"',
  '*a',
  '<<',
  '__proto__',
  'a b',
  'a: b',
  '[1, x]',
  '{a: 1}',
  '{a: 1, a: 2}',
  '!!str 5',
  '&x y',
  '|\n  block\n',
  '',
  '/var/lib',
  'émile',
  '::1',
  '2001:db8::5',
  '-',
  '=',
  '!',
  '?',
]

test('makes of a plain document what js-yaml makes of it', () => {
  const line = fc.tuple(
    fc.constantFrom('a', 'b', 'c-1', '"d"', '1', 'null', 'true', '007', '~', '__proto__', '<<', 'x y'),
    fc.constantFrom(...scalars),
  )
  const entries = fc.array(line, {minLength: 1, maxLength: 5}).map(lines => lines.map(([key, value]) => `${key}: ${value}\n`).join(''))
  const items = fc
    .array(fc.constantFrom(...scalars), {minLength: 1, maxLength: 4})
    .map(values => values.map(value => `- ${value}\n`).join(''))
  fc.assert(
    fc.property(fc.oneof(entries, items), text => {
      const ours = constructPlain(text)
      if (ours !== undefined) expect(ours).toEqual(byLibrary(text))
    }),
    {numRuns: 3000},
  )
})

test('makes of a changed example what js-yaml makes of it', () => {
  const slip = fc.record({
    text: fc.constantFrom(...texts),
    at: fc.double({min: 0, max: 1, noNaN: true}),
    length: fc.nat({max: 3}),
    put: fc.constantFrom('', ':', ' ', '\n', '"', '~', '-', '1', '.', '#', '&', '*', '!', '[', '}', '\t', 'null'),
  })
  fc.assert(
    fc.property(slip, ({text, at, length, put}) => {
      const from = Math.floor(at * text.length)
      const changed = text.slice(0, from) + put + text.slice(from + length)
      const ours = constructPlain(changed)
      if (ours !== undefined) expect(ours).toEqual(byLibrary(changed))
    }),
    {numRuns: 3000},
  )
})

test('makes of lines and signs in any order what js-yaml makes of them', () => {
  const breaks = ['\n', '\n  ', '\n    ', '\n- ', '\n  - ', '\n# y']
  const keys = ['a: ', 'b:', 'c: ', 'd: ', '- ']
  const signs = ['[', ']', '{', '}', ', ', ' # x', ' ', ':']
  const values = ['x', 'y z', '5', '"q"', "'s'", '[a, b]', '{e: f}', '10.0.0.1:80']
  const piece = fc.oneof(...[breaks, keys, signs, values, values].map(all => fc.constantFrom(...all)))
  let taken = 0
  fc.assert(
    fc.property(fc.array(piece, {minLength: 1, maxLength: 12}), pieces => {
      const text = `k: ${pieces.join('')}`
      const ours = constructPlain(text)
      if (ours === undefined) return
      taken++
      expect(ours).toEqual(byLibrary(text))
    }),
    {numRuns: 20_000},
  )
  // Else this test would say nothing.
  expect(taken).toBeGreaterThan(100)
})

test('takes every example without aliases, and leaves what is not plain', () => {
  const plain = texts.filter(text => !/ &[a-z]/.test(text))
  expect(plain.length).toBeGreaterThan(10)
  for (const text of plain) expect(constructPlain(text)).toEqual(byLibrary(text))
  for (const text of [
    'a: &x 1\nb: *x\n',
    'a: !!str 1\n',
    'a: 0x10\n',
    'a: 1.5\n',
    'a: 1\na: 2\n',
    '__proto__: 1\n',
    '<<: {a: 1}\n',
    'a: ~\n',
    '- null\n',
  ])
    expect(constructPlain(text)).toBeUndefined()
})

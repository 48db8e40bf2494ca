import {isThorough} from '../support/thorough.ts'
import {readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import {type Compiled} from '../../src/compile.ts'
import {isError} from '../../src/findings/finding.ts'
import {formatPretty} from '../../src/findings/format.ts'
import {formatJson} from '../../src/findings/json.ts'
import {placeOf} from '../../src/findings/place.ts'
import {compileTexts} from '../support/compiling.ts'
import {
  type Json,
  type Path,
  balanceSpec,
  partsOf,
  richSpec,
  textOf,
  withKey,
  withPart,
  ldirectordSpec,
  lvsSpec,
} from '../support/rich-spec.ts'

const examples = join(import.meta.dirname, '../../examples')
const texts = [
  ...readdirSync(examples).map(name => readFileSync(join(examples, name, 'cluster.yaml'), 'utf8')),
  textOf(richSpec),
  JSON.stringify(balanceSpec, null, 2),
]

/** What holds for every text: artifacts or errors, and each error says where and what to do. */
function expectSense({findings, artifacts}: Compiled): void {
  const errors = findings.filter(isError)
  expect(errors.length > 0).toBe(artifacts.length === 0)
  for (const error of errors) {
    expect(placeOf(error)).toBeDefined()
    expect(error.message).toMatch(/^[^\n\p{Cc}\p{Cs}]{1,600}\.$/u)
    expect(error.hint ?? '').toMatch(/^[^\n\p{Cc}]+[.?]$/u)
  }
  expect(formatPretty(findings)).not.toContain('undefined')
  expect(() => JSON.parse(formatJson(findings)) as unknown).not.toThrow()
}

type Change = (text: string) => string

const pieces = [
  '\n',
  '  ',
  '\t',
  ':',
  ': ',
  '- ',
  '[',
  ']',
  '{',
  '}',
  '"',
  "'",
  '#',
  '&a ',
  '*a',
  '!',
  '|',
  '>',
  '%',
  '@',
  '`',
  ',',
  '?',
  '<<: ',
  '---\n',
  '\0',
  '\ufeff',
  '\u{1F600}',
  '\ud800',
  '70000',
  'null',
  '-1',
  '\r\n',
]

/** An edit of a text at some place in it, as a slip of a hand makes it. */
const slip: fc.Arbitrary<Change> = fc.oneof(
  fc.tuple(fc.nat(1_000_000), fc.integer({min: 1, max: 8})).map(
    ([at, length]): Change =>
      text =>
        splice(text, at, length, ''),
  ),
  fc.tuple(fc.nat(1_000_000), fc.constantFrom(...pieces)).map(
    ([at, piece]): Change =>
      text =>
        splice(text, at, 0, piece),
  ),
  fc.tuple(fc.nat(1_000_000), fc.constantFrom(...pieces)).map(
    ([at, piece]): Change =>
      text =>
        splice(text, at, 1, piece),
  ),
  fc.nat(1000).map(
    (at): Change =>
      text =>
        withLines(text, lines => lines.toSpliced(at % lines.length, 1)),
  ),
  fc.tuple(fc.nat(1000), fc.nat(1000)).map(
    ([from, to]): Change =>
      text =>
        withLines(text, lines => lines.toSpliced(to % lines.length, 0, lines[from % lines.length] ?? '')),
  ),
  fc.tuple(fc.nat(1000), fc.nat(1000)).map(
    ([one, other]): Change =>
      text =>
        withLines(text, lines => swapped(lines, one % lines.length, other % lines.length)),
  ),
)

const splice = (text: string, at: number, length: number, piece: string): string => {
  const start = at % (text.length + 1)
  return text.slice(0, start) + piece + text.slice(start + length)
}

const withLines = (text: string, change: (lines: readonly string[]) => readonly string[]): string => change(text.split('\n')).join('\n')

const swapped = (lines: readonly string[], one: number, other: number): readonly string[] =>
  lines.map((line, index) => (index === one ? lines[other] : index === other ? lines[one] : line) ?? '')

test('whatever a slip of the hand does to a spec, something sensible is said', () => {
  fc.assert(
    fc.property(fc.constantFrom(...texts), fc.array(slip, {minLength: 1, maxLength: 4}), (text, slips) => {
      expectSense(compileTexts(slips.reduce((slipped, change) => change(slipped), text)))
    }),
    {numRuns: isThorough ? 500 : 40},
  )
})

/** Values as YAML writes them, of every kind and with every surprise of older YAML. */
const values = [
  'on',
  'yes',
  'no',
  'true',
  '~',
  '""',
  '" "',
  '0',
  '-1',
  '-0',
  '0o17',
  '0x1F',
  '010',
  '1:30',
  '1.5',
  '1e3',
  '1e400',
  '.nan',
  '.inf',
  '1_000',
  '99999999999999999999',
  '2024-01-01',
  '{}',
  '[]',
  '[[]]',
  '[null]',
  '{a: b}',
  '{type: x}',
  '{__proto__: {a: 1}}',
  '[{}]',
  '"a\\nb"',
  '"\\u0000"',
  '"\\ud800"',
  '!!str 5',
  '!!int 5',
  '!!float 5',
  '!!null x',
  '&a [1]',
  '*missing',
  '"192.168.1.1:1,,2"',
  '"[::1]:5"',
  '"1-2-3"',
  '"0-0"',
  '65536',
]

const MARK = 'placeholder-of-a-value'

/** The spec as JSON, but with YAML at one place of it as it is. */
const textWith = (spec: Json, path: Path, yaml: string): string =>
  JSON.stringify(withPart(spec, path, MARK)).replace(`"${MARK}"`, () => yaml)

const names = ['__proto__', 'constructor', 'toString', '', ' ', '<<', '=', '0', 'x-free', 'Ä']

describe.each<[string, Json]>([
  ['the rich spec', richSpec],
  ['a spec for Balance', balanceSpec],
  ['a spec for the kernel', lvsSpec],
  ['a spec for ldirectord', ldirectordSpec],
])('in %s', (_, spec) => {
  const paths = partsOf(spec).map(({path}) => path)

  // Everything at every place would take minutes: each place gets its share of all.
  test('any value at any place makes sense, or is refused', () => {
    for (const [index, path] of paths.entries()) {
      for (const yaml of values.filter((__, which) => (which + index) % (isThorough ? 20 : 150) === 0))
        expectSense(compileTexts(textWith(spec, path, yaml)))
    }
  })

  test('any name of a key makes sense, or is refused', () => {
    for (const [index, path] of paths.filter(steps => typeof steps.at(-1) === 'string').entries()) {
      for (const name of names.filter((__, which) => (which + index) % (isThorough ? 5 : 40) === 0))
        expectSense(compileTexts(JSON.stringify(withKey(spec, path, name))))
    }
  })
})

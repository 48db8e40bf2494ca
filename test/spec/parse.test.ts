import {describe, expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {placeOf} from '../../src/findings/place.ts'
import {decodeSource} from '../../src/spec/decode.ts'
import {parse} from '../../src/spec/parse.ts'

function read(text: string): {readonly value: unknown; readonly findings: readonly Finding[]} {
  const findings: Finding[] = []
  return {value: parse({file: 'cluster.yaml', text}, finding => findings.push(finding)), findings}
}

const where = (findings: readonly Finding[]): readonly string[] =>
  findings.map(finding => `${finding.code} ${placeOf(finding)?.line}:${placeOf(finding)?.column}`)

test.each<[string, unknown]>([
  ['on', 'on'],
  ['yes', 'yes'],
  ['No', 'No'],
  ['TRUE', true],
  ['0o17', 15],
  ['017', 17],
  ['0x1F', 31],
  ['1:30', '1:30'],
  ['1_000', '1_000'],
  ['2024-01-01', '2024-01-01'],
  ['~', null],
  ['', null],
  ['.inf', Infinity],
  ['-.INF', -Infinity],
  ['1e3', 1000],
  ['9007199254740993', 9_007_199_254_740_992],
  ['1.0', 1],
  ['192.168.1.10:445', '192.168.1.10:445'],
  ['2001:db8::5', '2001:db8::5'],
  ['50%', '50%'],
  ['=', '='],
  ['!!str 5', '5'],
  ['5 # half', 5],
  ['a#b', 'a#b'],
])('`%s` means what YAML 1.2 says', (written, value) => {
  expect(read(`a: ${written}\n`)).toEqual({value: {a: value}, findings: []})
})

describe('merge keys', () => {
  test.each([
    ['what is written wins, wherever it stands', 'x: &x {a: 1, b: 1}\ny: {b: 2, <<: *x}', {a: 1, b: 2}],
    ['the first of several maps wins', 'x: &x {a: 1}\nz: &z {a: 2, b: 2}\ny: {<<: [*x, *z]}', {a: 1, b: 2}],
    ['a merge in a merged map counts', 'x: &x {a: 1}\nz: &z {<<: *x, b: 2}\ny: {<<: *z}', {a: 1, b: 2}],
  ])('%s', (_, text, y) => {
    expect(read(text).value).toMatchObject({y})
  })

  test('a quoted `<<` merges as well, as js-yaml reads it, and a name of JavaScript is a name', () => {
    expect(read('{"constructor": 1, "toString": 2}').value).toEqual({constructor: 1, toString: 2})
    expect(Object.keys(read('__proto__: {a: 1}\nb: 2').value ?? {})).toEqual(['__proto__', 'b'])
    expect(Object.keys(read('{"__proto__": {"a": 1}, "b": 2}').value ?? {})).toEqual(['__proto__', 'b'])
  })
})

test.each([
  ['nothing', ''],
  ['blank lines', '\n\n  \n'],
  ['comments', '# nothing\n'],
  ['an empty document', '---\n...\n'],
  ['a null', '!!null ~\n'],
  ['a byte order mark', '\ufeff'],
])('%s is empty', (_, text) => {
  expect(read(text)).toEqual({value: null, findings: []})
})

test.each([
  ['with a byte order mark', '\ufeffa: 1\n'],
  ['with Windows line ends', 'a: 1\r\n'],
  ['with both', '\ufeffa: 1\r\n'],
  ['without a final line end', 'a: 1'],
  ['in JSON', '{"a": 1}'],
  ['in JSON with a byte order mark and Windows line ends', '\ufeff{\r\n"a": 1\r\n}'],
  ['in JSON with a comma too many', '{"a": 1,}'],
  ['in JSON with a comment', '{"a": 1} # one'],
  ['behind a line for YAML', '%YAML 1.2\n---\na: 1\n'],
])('reads a map %s', (_, text) => {
  expect(read(text)).toEqual({value: {a: 1}, findings: []})
})

test.each([
  ['a key twice', 'a: 1\na: 2', ['LB007 2:1']],
  ['a key twice in JSON', '{"a": 1,\n "a": 2}', ['LB007 2:2']],
  ['a key twice in JSON, written in two ways', '{"a": 1, "\\u0061": 2}', ['LB007 1:10']],
  ['a key twice deep in JSON', '{"a": [{"b": {"c": 1, "c": 2}}]}', ['LB007 1:23']],
  ['two documents', 'a: 1\n---\nb: 2\n', ['LB004 2:1']],
  ['two documents that begin with a line of dashes', '# first\n---\na: 1\n---\nb: 2\n', ['LB004 4:1']],
  ['a document behind an end', 'a: |\n  ---\n...\n---\nb: 2\n', ['LB004 4:1']],
  ['a tab behind a byte order mark', '\ufeffa:\n\tb: 1\n', ['LB002 2:1']],
  ['a tab with Windows line ends', 'a:\r\n\tb: 1\r\n', ['LB002 2:1']],
  ['an unknown alias on the first line behind a byte order mark', '\ufeffa: *x\n', ['LB002 1:4']],
  ['a NUL', 'a: b\0c', ['LB002 1:5']],
  ['a character that is half', 'a: \ud800', ['LB002 1:4']],
  ['an anchor that holds itself', 'a: &a [*a]', ['LB006 1:8']],
  ['too deep nesting', `a: ${'['.repeat(200)}`, ['LB002 1:103']],
  ['too deep nesting in JSON', `{"a": ${'['.repeat(200)}${']'.repeat(200)}}`, ['LB002 1:105']],
  ['a banner above a mistake', `${'#'.repeat(80)}\na: [\n`, ['LB002 2:4']],
  ['a quote that a later one seems to close', 'a: "b\nc: "d"\n', ['LB002 1:4']],
  ['a merge of text', 'a: {<<: b}', ['LB002 1:5']],
  ['a list as a key', '? [a]\n: b\n', ['LB002 1:1']],
])('refuses %s', (_, text, expected) => {
  const {value, findings} = read(text)
  expect(value).toBeUndefined()
  expect(where(findings)).toEqual(expected)
})

describe('decodeSource', () => {
  const decode = (bytes: readonly number[]): readonly string[] => {
    const findings: Finding[] = []
    decodeSource('cluster.yaml', Uint8Array.from(bytes), finding => findings.push(finding))
    return where(findings)
  }

  test.each([
    ['a byte of Latin-1', [0x61, 0x0a, 0x62, 0xfc], ['LB001 2:2']],
    ['a character that is cut off', [0x61, 0xe2, 0x82], ['LB001 1:2']],
    ['a bad byte behind a good replacement character', [0xef, 0xbf, 0xbd, 0xff], ['LB001 1:2']],
    ['UTF-16', [0xff, 0xfe, 0x61, 0x00], ['LB001 1:1']],
    ['a good text', [0xef, 0xbb, 0xbf, 0x61], []],
  ])('judges %s', (_, bytes, expected) => {
    expect(decode(bytes)).toEqual(expected)
  })
})

import {describe, expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {formatPretty, formatSummary} from '../../src/findings/format.ts'
import {formatJson} from '../../src/findings/json.ts'
import {listWords, meantWord, nearestWord, suggest} from '../../src/findings/nearest-word.ts'
import {inOrder, placeOf} from '../../src/findings/place.ts'
import {shorten} from '../../src/findings/shorten.ts'
import {findingAt as at} from '../support/finding-at.ts'

const frameOf = (finding: Finding): readonly string[] => formatPretty([finding]).split('\n').slice(1, 3)

describe('the frame', () => {
  test.each<[string, Finding, readonly string[]]>([
    ['marks what is meant', at('a: 1\nb: two\n', 'two'), ['  2 | b: two', '    |    ^^^']],
    ['leaves Windows line ends out', at('a: 1\r\nb: two\r\n', 'two'), ['  2 | b: two', '    |    ^^^']],
    ['leaves a byte order mark out', at('\ufeffa: one\n', 'one'), ['  1 | a: one', '    |    ^^^']],
    ['ends with the line', at('a: "one\n  two"\n', '"one\n  two"'), ['  1 | a: "one', '    |    ^^^^']],
    ['marks the end of a line', at('a: \nb: 1', '\nb'), ['  1 | a: ', '    |    ^']],
    ['shows control characters as such', at('a: \u001b[31mred', 'red'), ['  1 | a: \ufffd[31mred', '    |         ^^^']],
    ['shows a tab as a blank', at('\ta: one', 'one'), ['  1 |  a: one', '    |     ^^^']],
  ])('%s', (_, finding, expected) => {
    expect(frameOf(finding)).toEqual(expected)
  })

  test('shows the part of a long line that counts', () => {
    const [line = '', mark = ''] = frameOf(at(`${'x'.repeat(5000)}here${'y'.repeat(5000)}`, 'here'))
    expect(line.length).toBeLessThan(140)
    expect(line.slice(mark.indexOf('^'), mark.lastIndexOf('^') + 1)).toBe('here')
  })

  test('fits a fault that is longer than the screen', () => {
    const [line = '', mark = ''] = frameOf(at('z'.repeat(10_000), 'z'.repeat(10_000)))
    expect([line.length, mark.length].every(length => length < 140)).toBe(true)
  })
})

test('shows twenty findings, errors first, and counts the rest', () => {
  const text = Array.from({length: 30}, (_, index) => `key${index}: 1\n`).join('')
  const findings = Array.from({length: 30}, (_, index) =>
    at(text, `key${index}:`, {severity: index < 15 ? 'hint' : 'error', message: `Number ${index}.`}),
  )
  const printed = formatPretty(findings)
  expect(printed.match(/Number/g)).toHaveLength(20)
  expect(printed.match(/: error /g)).toHaveLength(15)
  expect(printed).toContain('… and 10 more')
  expect(formatSummary(findings)).toBe('15 errors, 15 hints')
})

test('orders by file, line, column and code, and what has no place comes last', () => {
  const text = 'a: 1\nb: 2\n'
  const nowhere: Finding = {code: 'LB900', rule: 'x', severity: 'error', message: 'Nowhere.'}
  const findings = [
    nowhere,
    at(text, '2', {message: 'd'}),
    at(text, 'b', {message: 'c'}),
    at(text, 'a', {code: 'LB011', message: 'b'}),
    at(text, 'a', {message: 'a'}),
  ]
  expect(inOrder(findings).map(({message}) => message)).toEqual(['a', 'b', 'c', 'd', 'Nowhere.'])
  expect(placeOf(nowhere)).toBeUndefined()
  expect(formatPretty([nowhere])).toBe('error LB900 x: Nowhere.\n')
})

test('JSON has the place, and nothing of the text', () => {
  const document: unknown = JSON.parse(formatJson([at('a: 1\nb: two\n', 'two', {path: '/b', hint: 'Mend it.'})]))
  expect(document).toEqual({
    findings: [
      {
        code: 'LB010',
        rule: 'unknown-key',
        severity: 'error',
        message: 'It is wrong.',
        hint: 'Mend it.',
        file: 'cluster.yaml',
        line: 2,
        column: 4,
        endLine: 2,
        endColumn: 7,
        path: '/b',
      },
    ],
    summary: {errors: 1, warnings: 0, hints: 0},
  })
})

test.each([
  ['lisen', ['listen', 'limits'], 'listen'],
  ['sevrices', ['services', 'defaults'], 'services'],
  ['conect', ['connect', 'client'], 'connect'],
  ['Mode', ['mode'], 'mode'],
  ['nginx', ['haproxy', 'balance'], undefined],
  ['x', ['a', 'b'], 'a'],
  ['', ['abc'], undefined],
])('the word that `%s` was meant to be', (word, words, expected) => {
  expect(nearestWord(word, words)).toBe(expected)
})

test.each([
  ['windows', ['linux', 'windows-2003', 'windows-2008', 'windows-2012', 'freebsd'], 'windows-2012'],
  ['proxy', ['hidden', 'proxy-protocol', 'proxy-protocol-v2'], 'proxy-protocol'],
  ['Systemd', ['script', 'systemd-networkd', 'ifupdown'], 'systemd-networkd'],
  ['windows-2019', ['windows-2008', 'windows-2012'], 'windows-2012'],
  ['wi', ['windows-2003', 'windows-2012'], undefined],
  ['debian', ['linux', 'freebsd'], undefined],
])('by %j of %j %j is meant', (word, words, expected) => {
  expect(meantWord(word, words)).toBe(expected)
})

test('lists words as a sentence does', () => {
  expect([listWords([]), listWords(['a']), listWords(['a', 'b', 'c'], 'and')]).toEqual(['', '`a`', '`a`, `b` and `c`'])
  expect(suggest('lisen', ['listen'], 'Look.')).toBe('Did you mean `listen`? Look.')
})

test('shortens what a message shows, and keeps it on its line', () => {
  expect(shorten('a\nb`c')).toBe('a…b…c')
  expect(shorten('\u{1F600}'.repeat(1000))).toHaveLength(57)
  expect(shorten('x'.repeat(60))).toBe('x'.repeat(60))
})

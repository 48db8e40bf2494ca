import {expect, test} from '@jest/globals'
import {spansBehindWords} from '../../src/findings/secret-key.ts'
import {brokenSecretSpans} from '../../src/spec/broken-secrets.ts'

const MEGABYTE = 1024 * 1024
const manyOf = (part: string, end = ''): string => part.repeat(Math.ceil(MEGABYTE / part.length)) + end

test.each<[string, string]>([
  ['one word', manyOf('a')],
  ['one word of words for secrets', manyOf('Password_')],
  ['keys on one line', manyOf('pw: ')],
  ['sure keys on one line', manyOf('a.password: x ', ',')],
  ['quoted keys and values', manyOf('"pw": "a", ')],
  ['quotes that nothing closes', manyOf('pw: "\\')],
  ['commas', manyOf(',', 'x,').replace(/^/, 'password: x')],
  ['keys above empty lines', `${manyOf(' a: {pw: ')}\n${manyOf('\n')}`],
  ['keys above lines that go on', `${manyOf(' a: {pw: ')}${manyOf('\n    x')}`],
])('a megabyte of %s takes no longer than it has to', (_, text) => {
  const started = performance.now()
  brokenSecretSpans(text)
  spansBehindWords(text)
  expect(performance.now() - started).toBeLessThan(5000)
})

const hiddenIn = (text: string): readonly string[] => brokenSecretSpans(text).map(({start, end}) => text.slice(start, end))

test.each<[string, readonly string[]]>([
  [' a: {pw: {password: corr,ect}}', ['corr,ect}}', '{password: corr', 'corr,ect']],
  [' pw: {a: b, password: "x y", c: z}', ['x y", c: z}', '{a: b', '"x y"']],
  [" password: 'it''s'  ", ["it''s'  ", "'it''s'"]],
  ['a:\n  password: |\n  hunter2\n  user: a', ['|', '|\n  hunter2']],
  ['a:\n  password: |\n  user: a', ['|', '|']],
])('finds in %j', (text, expected) => {
  expect(hiddenIn(text)).toEqual(expected)
})

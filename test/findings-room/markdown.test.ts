import {expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {formatMarkdown} from '../../src/findings/markdown.ts'

const text = 'lbgen: 1\nname: office\n'
const said = (message: string, changed: Partial<Finding> = {}): Finding => ({
  code: 'LB010',
  rule: 'unknown-key',
  severity: 'error',
  message,
  source: {file: 'cluster.yaml', text},
  span: {start: 9, end: 13},
  ...changed,
})

test('says how severe it is, what, where, and why', () => {
  const {source: _, span: __, ...nowhere} = said('`rendered/a` differs.', {code: 'LB940', rule: 'outdated-file'})
  expect(formatMarkdown([said('There is no `nam`.'), nowhere])).toBe(
    '- **error** LB010 unknown-key, `cluster.yaml:2:1`: There is no `nam`.\n- **error** LB940 outdated-file: `rendered/a` differs.\n',
  )
})

test.each([
  ['`<b>*a*</b>`', '`<b>*a*</b>`'],
  ['<b>*a* [x](y) @all', String.raw`\<b\>\*a\* \[x\](y) @${'\u200B'}all`],
  ['`a`<b>`', '`a`\\<b\\>\\`'],
  ['``<b>``', '\\`\\`\\<b\\>\\`\\`'],
  ['`a\n\n## b`', '`a  ## b`'],
])('takes no markup from what a spec says: %j', (message, expected) => {
  expect(formatMarkdown([said(message)])).toBe(`- **error** LB010 unknown-key, \`cluster.yaml:2:1\`: ${expected}\n`)
})

test('keeps the name of a file to itself', () => {
  expect(formatMarkdown([said('A.', {source: {file: 'a`\n<b>.yaml', text}})])).toContain("`a' <b>.yaml:2:1`")
})

test('shows the gravest of many, and counts the rest', () => {
  const many = Array.from({length: 25}, (_, index) => said(`It is ${index}.`, {severity: index === 24 ? 'error' : 'hint'}))
  const lines = formatMarkdown(many).trimEnd().split('\n')
  expect(lines).toHaveLength(21)
  expect(lines[0]).toContain('It is 24.')
  expect(lines.at(-1)).toBe('- … and 5 more')
})

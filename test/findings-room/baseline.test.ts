import {createHash} from 'node:crypto'
import {describe, expect, test} from '@jest/globals'
import {compareWithBaseline, formatBaseline, parseBaseline} from '../../src/findings/baseline.ts'
import type {Finding} from '../../src/findings/finding.ts'
import {knownRules} from '../../src/findings/known-rules.ts'

const naming = {nameOf: (file: string): string => file, digest: (text: string): string => createHash('sha256').update(text).digest('hex')}

const found = (service: string, changed: Partial<Finding> = {}): Finding => ({
  code: 'LB201',
  rule: 'lone-node',
  severity: 'hint',
  message: `Service \`${service}\` has only one node.`,
  path: `/services/${service}`,
  source: {file: 'cluster.yaml', text: `services: {${service}: {}}\n`},
  span: {start: 11, end: 12},
  ...changed,
})

/** What is left of findings, and gone from a baseline of others. */
function compared(
  before: readonly Finding[],
  now: readonly Finding[],
): {readonly fresh: readonly (string | undefined)[]; readonly gone: readonly (string | undefined)[]} {
  const known = parseBaseline(formatBaseline(before, naming)) ?? []
  const {fresh, gone} = compareWithBaseline(now, known, naming, knownRules())
  return {fresh: fresh.map(({path}) => path), gone: gone.map(({path}) => path)}
}

describe('a baseline', () => {
  test('knows what was found, wherever its lines are now', () => {
    const moved = found('a', {source: {file: 'cluster.yaml', text: '\n\nservices: {a: {}}\n'}, span: {start: 13, end: 14}})
    expect(compared([found('a')], [moved, found('b')])).toEqual({fresh: ['/services/b'], gone: []})
  })

  test('names what is gone', () => {
    expect(compared([found('a'), found('b')], [found('b')])).toEqual({fresh: [], gone: ['/services/a']})
  })

  test('counts what is alike', () => {
    const item = (index: number): Finding => found('a', {path: `/services/a/nodes/${index}`})
    expect(compared([item(0), item(1)], [item(4), item(5), item(6)]).fresh).toHaveLength(1)
    expect(compared([item(0), item(1)], [item(4)]).gone).toHaveLength(1)
  })

  test('never hides an error that nothing can be rendered with', () => {
    const wrong = found('a', {code: 'LB102', rule: 'unknown-node', severity: 'error'})
    expect(compared([wrong], [wrong]).fresh).toEqual(['/services/a'])
  })

  test('hides a rule that the spec has made an error', () => {
    expect(compared([found('a')], [found('a', {severity: 'error'})]).fresh).toEqual([])
  })

  test('is the same text for the same findings, in whatever order', () => {
    expect(formatBaseline([found('a'), found('b', {span: {start: 0, end: 1}})], naming)).toBe(
      formatBaseline([found('b', {span: {start: 0, end: 1}}), found('a')], naming),
    )
  })
})

test.each([
  '',
  '[]',
  'null',
  '{}',
  '{"version": 1}',
  '{"version": 2, "findings": []}',
  '{"version": 1, "findings": [{"code": "LB201"}]}',
  '{"findings": [], "version": 1',
])('%j is no baseline', text => {
  expect(parseBaseline(text)).toBeUndefined()
})

import {expect, test} from '@jest/globals'
import {documented as rules} from '../../src/rules/index.ts'
import {page} from '../../src/rules/page.ts'
import {openStats} from '../../src/rules/open-stats.ts'

test('shows what is reported, why, and how it is put right', () => {
  const text = page(openStats)
  expect(text).toMatch(/^# LB204 open-stats\n\n\*\*Warning\.\*\* The statistics of HAProxy/)
  expect(text).toContain('stats: {listen: "*:8404"}\n```\n\n## Put right\n\n```yaml\nlbgen: 1\n')
  expect(text).toMatch(/\n## See\n\n<https:\/\/docs\.haproxy\.org\/.*>\n$/)
})

test.each(rules.map(rule => [rule.name, rule] as const))('%s has a page of whole lines', (_, rule) => {
  expect(page(rule)).not.toMatch(/[ \t]$|\n\n\n/m)
  expect(page(rule)).toMatch(/[^\n]\n$/)
})

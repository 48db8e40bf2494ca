import {beforeAll, expect, test} from '@jest/globals'
import {describeEngine, haproxies} from './support/engines.ts'
import {type Summary, formatFailure, formatSummary, run} from './support/promise/run.ts'

const runs = Number(process.env['LBGEN_PROMISE_RUNS'] ?? 1000)
// Always the same, so that what somebody changes is all that a failure can come from; `npm run promise` goes further.
const from = Number(process.env['LBGEN_PROMISE_SEED'] ?? 1)

// Whatever a spec says, lbgen refuses it with a finding, or HAProxy takes what is rendered without a word.
describeEngine('HAProxy', haproxies().length > 0, () => {
  let summary: Summary

  beforeAll(async () => {
    summary = await run({from, runs, engines: haproxies()})
    process.stdout.write(`LBGEN_PROMISE_SEED=${from}: ${formatSummary(summary)}\n`)
  }, 1_800_000)

  test('takes whatever lbgen renders', () => {
    expect(summary.failures.map(formatFailure).join('\n')).toBe('')
  })

  test('is asked for most specs', () => {
    expect(summary.accepted / summary.asked).toBeGreaterThan(0.6)
  })
})

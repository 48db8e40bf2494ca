// Holds specs of a range of seeds to lbgen's promise with every HAProxy of this machine: it is refused, or accepted without
// a word. `npm run promise -- --runs 20000 --from 1`. Prints each failure of a new kind, and a summary at the end.
import {register} from 'node:module'
import {parseArgs} from 'node:util'
import {findHaproxies} from './haproxies.js'

const {values} = parseArgs({
  options: {runs: {type: 'string', default: '1000'}, from: {type: 'string', default: '1'}, release: {type: 'string', multiple: true}},
})
register(new URL('./load-ts.js', import.meta.url))
const {run, formatFailure, formatSummary} = await import('../test/support/promise/run.ts')
const {kindOf} = await import('../test/support/promise/hold.ts')

const kinds = new Map()
const summary = await run({
  from: Number(values.from),
  runs: Number(values.runs),
  engines: findHaproxies().filter(({release}) => values.release === undefined || values.release.includes(release)),
  onFailure: failure => {
    const kind = kindOf(failure.faults[0] ?? '')
    kinds.set(kind, (kinds.get(kind) ?? 0) + 1)
    if (kinds.get(kind) === 1) console.log(formatFailure(failure))
  },
  isKnown: fault => kinds.has(kindOf(fault)),
})
for (const [kind, count] of kinds) console.log(`${count} × ${kind}`)
console.log(formatSummary(summary))
process.exitCode = summary.failures.length === 0 ? 0 : 1

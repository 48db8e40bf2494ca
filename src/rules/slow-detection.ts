import {formatDuration} from '../model/duration.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (interval: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", check: {type: http, interval: ${interval}}}
`

/** For how long people press "reload" before they call somebody. */
const PATIENCE_MS = 30_000

export const slowDetection: Rule = {
  code: 'LB256',
  name: 'slow-detection',
  family: 'available',
  severity: 'hint',
  summary: 'It takes more than half a minute until a node that stopped is out of service.',
  why: 'Until then it keeps its share of the clients. Those that it refuses are sent on after some attempts; those that it takes and does not answer wait until their time-out.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-inter',
  bad: spec('20s'),
  good: spec('5s'),
  check({services}, find) {
    for (const {name, engine, servers, check} of services) {
      if (engine.value === 'balance' || check.type === 'none' || servers.length < 2) continue
      const {interval, fastInterval, fall} = check
      const until = interval.value + (fall.value - 1) * Math.min(fastInterval?.value ?? interval.value, interval.value)
      if (until <= PATIENCE_MS) continue
      find({
        message: `Service \`${name}\` finds out after ${formatDuration(until)} that a node stopped: ${fall.value} checks, one every ${formatDuration(interval.value)}.`,
        hint: 'Write a shorter `interval`, or a `fastInterval` such as `1s` for when a check has failed.',
        path: interval.origin,
        owner: check.origin,
      })
    }
  },
}

import {formatDuration} from '../model/duration.ts'
import type {Milliseconds} from '../model/values.ts'
import {timeoutNames} from '../model/values.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (client: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", timeouts: {client: ${client}, server: 50s}}
`

export const secondsForMilliseconds: Rule = {
  code: 'LB230',
  name: 'seconds-for-milliseconds',
  family: 'correct',
  severity: 'warning',
  summary: 'A time-out is a thousand times as long as time-outs of its number are.',
  why: 'A bare number in `haproxy.cfg` counts milliseconds: `timeout client 50000` is 50 seconds. Written over as `50000s` it is 14 hours, in which connections of clients that are long gone pile up until no new one is taken.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#2.5',
  bad: spec('50000s'),
  good: spec('50s'),
  check({services}, find) {
    // One place under `defaults` speaks for many services.
    const said = new Set<string>()
    for (const {name, timeouts} of services) {
      for (const key of timeoutNames) {
        const timeout = timeouts[key]
        if (timeout === undefined || !isThousandfold(timeout.value) || said.has(timeout.origin)) continue
        said.add(timeout.origin)
        find({
          message: `Service \`${name}\` has \`timeouts.${key}: ${formatDuration(timeout.value)}\`, which is ${inHours(timeout.value)}.`,
          hint: `Write \`${formatDuration(timeout.value / 1000)}\` if a number of milliseconds was meant.`,
          path: timeout.origin,
        })
      }
    }
  },
}

/** Thousands of seconds that are no whole number of minutes: nobody chooses those but by their milliseconds. */
export const isThousandfold = (duration: Milliseconds): boolean => duration % 1_000_000 === 0 && duration % 60_000 !== 0

const inHours = (duration: Milliseconds): string => {
  const minutes = Math.round(duration / 60_000)
  return minutes < 120 ? `${minutes} minutes` : `${Math.round(minutes / 60)} hours`
}

import {formatDuration} from '../model/duration.ts'
import type {Rule} from './rule.ts'
import {isThousandfold} from './seconds-for-milliseconds.ts'
import {web} from './web.ts'

const spec = (connect: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", timeouts: {connect: ${connect}}}
`

const PATIENCE_MS = 60_000

export const slowConnect: Rule = {
  code: 'LB257',
  name: 'slow-connect',
  family: 'available',
  severity: 'hint',
  summary: 'A client waits for more than a minute before another node is tried.',
  why: 'A machine that is off does not refuse a connection: it says nothing. HAProxy waits for `connect`, and tries the same node again as often as `retries` says, the last time another one. On a network of its own a node answers within milliseconds; a few seconds are there for packets that get lost.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-timeout%20connect',
  bad: spec('30s'),
  good: spec('5s'),
  check({services}, find) {
    const said = new Set<string>()
    for (const {name, engine, servers, timeouts, options} of services) {
      const {connect} = timeouts
      if (engine.value !== 'haproxy' || connect === undefined || servers.length < 2) continue
      const {value: retries} = options.retries
      const until = connect.value * Math.max(retries, 1)
      // Of what was to be milliseconds LB230 speaks.
      if (until <= PATIENCE_MS || isThousandfold(connect.value) || said.has(connect.origin)) continue
      said.add(connect.origin)
      find({
        message: `A client of service \`${name}\` waits ${formatDuration(until)} for a node that is off before another one is tried: ${retries === 1 || retries === 0 ? 'once' : `${retries} times`} ${formatDuration(connect.value)}.`,
        hint: 'Write a shorter `timeouts.connect`, such as `5s`.',
        path: connect.origin,
      })
    }
  },
}

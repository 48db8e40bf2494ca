import {formatDuration} from '../model/duration.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (interval: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", check: {type: http, interval: ${interval}}}
`

const SHORT_MS = 500

export const checkStorm: Rule = {
  code: 'LB268',
  name: 'check-storm',
  family: 'available',
  severity: 'hint',
  summary: 'Nodes are checked several times a second.',
  why: 'Each load balancer asks each node for each service. Checks that come faster than a node answers them under load are the load that takes it down, and its log is full of them.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-inter',
  bad: spec('100ms'),
  good: spec('2s').replace('interval', 'fastInterval: 500ms, interval'),
  check({services}, find) {
    for (const {name, engine, check} of services) {
      if (engine.value !== 'haproxy' || check.type === 'none' || check.interval.value >= SHORT_MS) continue
      find({
        message: `Service \`${name}\` checks each of its nodes every ${formatDuration(check.interval.value)}.`,
        hint: 'Write `interval: 1s` or more, and a short `fastInterval` for when a check has failed.',
        path: check.interval.origin,
        owner: check.origin,
      })
    }
  },
}

import {formatDuration} from '../model/duration.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (fast: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", check: {type: http, interval: 5s, fastInterval: ${fast}}}
`

export const lateFastInterval: Rule = {
  code: 'LB253',
  name: 'late-fast-interval',
  family: 'correct',
  severity: 'hint',
  summary: 'A check asks no faster while it is in doubt.',
  why: '`fastInterval` holds between the first bad answer and the decision that a node is down, to come to it sooner. As long as `interval` or longer, it makes nothing faster.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-inter',
  bad: spec('10s'),
  good: spec('500ms'),
  check({services}, find) {
    for (const {name, check} of services) {
      if (check.type === 'none' || check.fastInterval === undefined || check.fastInterval.value < check.interval.value) continue
      find({
        message: `The check of service \`${name}\` asks every ${formatDuration(check.interval.value)}, and every ${formatDuration(check.fastInterval.value)} when it ought to hurry.`,
        hint: `Write less than \`${formatDuration(check.interval.value)}\` as \`fastInterval\`, or leave it out.`,
        path: check.fastInterval.origin,
        owner: check.origin,
      })
    }
  },
}

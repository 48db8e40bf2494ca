import {formatDuration} from '../model/duration.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (idle: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", persistence: {type: cookie, maxIdle: ${idle}, maxLife: 8h}}
`

export const idleBeyondLife: Rule = {
  code: 'LB247',
  name: 'idle-beyond-life',
  family: 'correct',
  severity: 'hint',
  summary: 'A cookie may be unused for longer than it lives.',
  why: '`maxLife` ends a cookie that long after it was made, however often it is used. A `maxIdle` as long never comes about: one of the two is not what was meant.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-cookie',
  bad: spec('24h'),
  good: spec('30m'),
  check({services}, find) {
    for (const {name, persistence} of services) {
      if (persistence.type !== 'cookie' || persistence.maxIdle === undefined || persistence.maxLife === undefined) continue
      const {maxIdle, maxLife} = persistence
      if (maxIdle.value < maxLife.value) continue
      find({
        message: `The cookie of service \`${name}\` lives for ${formatDuration(maxLife.value)}, and may be unused for ${formatDuration(maxIdle.value)}.`,
        hint: `Write less than \`${formatDuration(maxLife.value)}\` as \`maxIdle\`, or leave it out.`,
        path: maxIdle.origin,
      })
    }
  },
}

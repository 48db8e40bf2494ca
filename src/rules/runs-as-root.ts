import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (user: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80"}
haproxy:
  user: ${user}
`

export const runsAsRoot: Rule = {
  code: 'LB280',
  name: 'runs-as-root',
  family: 'secure',
  severity: 'warning',
  summary: 'HAProxy stays root after it has started.',
  why: 'It reads what every client of the network sends. Whoever finds a hole in it has the rights of its user, and as root the whole machine. HAProxy opens its ports first and becomes another user then: ports below 1024 are no reason.',
  see: 'https://docs.haproxy.org/3.2/management.html#13',
  bad: spec('root'),
  good: spec('haproxy'),
  check({haproxy: {user, version}, services}, find) {
    // What speaks from its clients' addresses needs it, where the target says so itself.
    if (user?.value !== 'root' || services.some(({clientAddress}) => clientAddress.value === 'transparent')) return
    find({
      message: `HAProxy ${version.value} runs as root.`,
      hint: 'Leave `user` and `group` out: it then becomes `haproxy`.',
      path: user.origin,
    })
  },
}

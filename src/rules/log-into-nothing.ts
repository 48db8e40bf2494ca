import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (daemon: boolean): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80"}
haproxy:
  log: {target: stdout}
  daemon: ${daemon}
`

export const logIntoNothing: Rule = {
  code: 'LB251',
  name: 'log-into-nothing',
  family: 'correct',
  severity: 'warning',
  summary: 'HAProxy logs to its output, and closes it.',
  why: 'With `daemon: true` HAProxy goes into the background and leaves the terminal and its output behind. What it logs to `stdout` or `stderr` after that reaches nobody.',
  see: 'https://docs.haproxy.org/3.2/management.html#3',
  bad: spec(true),
  good: spec(false),
  check({haproxy: {log, daemon}}, find) {
    if (log === undefined || !daemon.value || !['stdout', 'stderr'].includes(log.target.value)) return
    find({
      message: `HAProxy logs to \`${log.target.value}\`, which it closes when it goes into the background (\`daemon: true\`).`,
      hint: 'Leave `daemon` out, as under systemd, or log to a syslog server such as `127.0.0.1`.',
      path: log.target.origin,
    })
  },
}

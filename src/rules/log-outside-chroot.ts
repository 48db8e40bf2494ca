import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (target: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80"}
haproxy:
  chroot: /var/lib/haproxy
  log: {target: ${target}}
`

export const logOutsideChroot: Rule = {
  code: 'LB252',
  name: 'log-outside-chroot',
  family: 'correct',
  severity: 'hint',
  summary: 'HAProxy logs to a socket outside of the folder that it shuts itself in.',
  why: 'From inside `haproxy.chroot` there is no `/dev/log` unless somebody puts one there: rsyslog does with a line `AddUnixListenSocket` for it, as on Debian. Without it nothing is logged, and nothing says so.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-log',
  bad: spec('/dev/log'),
  good: spec('127.0.0.1'),
  check({haproxy: {log, chroot}}, find) {
    if (log === undefined || chroot === undefined || chroot.value === '/' || !log.target.value.startsWith('/')) return
    find({
      message: `HAProxy logs to \`${log.target.value}\`, and sees only what is below \`${chroot.value}\`.`,
      hint: `Have the syslog server open \`${chroot.value.replace(/\/$/, '')}${log.target.value}\` too, or log to \`127.0.0.1\`.`,
      path: log.target.origin,
    })
  },
}

import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (check: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", check: ${check}}
`

export const externalCheck: Rule = {
  code: 'LB210',
  name: 'external-check',
  family: 'secure',
  severity: 'warning',
  summary: 'A health check runs a program on the load balancer.',
  why: 'HAProxy starts the program anew for every check of every node, and must be let start programs at all, which it otherwise forbids itself: whoever finds a hole in it can then start others. The program runs as the user that HAProxy runs as, and inside `haproxy.chroot`, where it needs its interpreter and its libraries too.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#3.1-insecure-fork-wanted',
  bad: spec('{type: external, command: /usr/local/bin/check-node}'),
  good: spec('http'),
  check({services, haproxy: {chroot}}, find) {
    for (const {name, engine, check} of services) {
      // Who checks for the kernel is let start programs anyway.
      if (check.type !== 'external' || engine.value !== 'haproxy') continue
      const inside = chroot === undefined ? '' : `, inside \`${chroot.value}\``
      find({
        message: `The check of service \`${name}\` runs \`${check.command.value}\` on the load balancers${inside}.`,
        hint: 'Use a check that HAProxy makes itself, or `type: agent` with the program on the nodes.',
        path: check.command.origin,
      })
    }
  },
}

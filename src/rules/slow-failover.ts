import {formatDuration} from '../model/duration.ts'
import type {Rule} from './rule.ts'

const spec = (interval: string): string => `lbgen: 1
name: web
loadBalancers:
  lb1: {address: 192.168.1.11, interface: eth0}
  lb2: {address: 192.168.1.12, interface: eth0}
highAvailability: {routerId: 51, prefixLength: 24, advertInterval: ${interval}}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
services:
  web: {mode: http, listen: "192.168.1.10:80"}
`

const LONG_MS = 3000

export const slowFailover: Rule = {
  code: 'LB264',
  name: 'slow-failover',
  family: 'available',
  severity: 'hint',
  summary: 'The second load balancer waits for long before it takes over.',
  why: 'It takes the first one for dead when three of its messages are missing. Nobody has the addresses until then, and no service is reached. A message is one packet: a second between two of them is what the protocol has by itself.',
  see: 'https://www.rfc-editor.org/rfc/rfc5798.html#section-6.1',
  bad: spec('10s'),
  good: spec('1s'),
  check({highAvailability: {failover}}, find) {
    if (failover === undefined || failover.advertInterval.value <= LONG_MS) return
    find({
      message: `When the load balancer that has the addresses stops, nobody has them for ${formatDuration(3 * failover.advertInterval.value)} and more.`,
      hint: 'Leave `advertInterval` out, or write `1s`.',
      path: failover.advertInterval.origin,
    })
  },
}

import {isDefault} from '../model/origin.ts'
import type {Rule} from './rule.ts'

const spec = (check: string): string => `lbgen: 1
name: dns
loadBalancers: {lb1: 192.168.1.10}
nodes: {dns1: 192.168.1.21, dns2: 192.168.1.22}
services:
  dns: {engine: lvs, forward: nat, protocol: udp, listen: "192.168.1.10:53"${check}}
`

export const uncheckedUdp: Rule = {
  code: 'LB215',
  name: 'unchecked-udp',
  family: 'available',
  severity: 'hint',
  summary: 'A service of UDP has no check of its own, or one that asks for its port by TCP.',
  why: 'Nobody can see from outside whether a port of UDP is open, so that a service of UDP is not checked unless a check is written, and a node that stopped keeps its share of the clients. The checks there are connect by TCP: to the same number, unless a `port` is written.',
  see: 'https://www.keepalived.org/manpage.html',
  bad: spec(''),
  good: spec(', check: {type: tcp, port: 53}'),
  check({services}, find) {
    for (const {name, packets, servers, check, origin} of services) {
      if (packets?.protocol.value !== 'udp') continue
      if (check.type === 'none') {
        if (servers.length > 1 && isDefault(check.origin))
          find({
            message: `Service \`${name}\` is of UDP, and its ${servers.length} nodes are not checked.`,
            hint: 'Write `check: {type: tcp, port: …}` with a port that tells whether a node is well, an `external` check, or `check: none`.',
            path: check.origin,
            owner: origin,
          })
      } else if (check.type !== 'external' && check.port === undefined)
        find({
          message: `Service \`${name}\` is of UDP, and its check connects to the same port by TCP.`,
          hint: "Write the check's `port`, one that the nodes serve by TCP.",
          path: check.origin,
          owner: origin,
        })
    }
  },
}

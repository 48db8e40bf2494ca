import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (check: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", check: ${check}}
`

export const uncheckedNodes: Rule = {
  code: 'LB208',
  name: 'unchecked-nodes',
  family: 'available',
  severity: 'hint',
  summary: 'A service has several nodes and checks none of them.',
  why: 'No engine marks a node down that nobody checks: HAProxy does not, and the kernel goes on sending packets there. A node that stopped keeps its share of the clients, and each of them waits for a connection to fail before another node is tried.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-check',
  bad: spec('none'),
  good: spec('http'),
  check({services}, find) {
    for (const {name, engine, packets, servers, check, fallback} of services) {
      // Of a fallback that never acts LB211 speaks.
      if (fallback !== undefined) continue
      // Balance checks nothing, and of UDP LB215 speaks.
      if (engine.value === 'balance' || packets?.protocol.value === 'udp' || servers.length < 2 || check.type !== 'none') continue
      find({
        message: `Service \`${name}\` does not check its ${servers.length} nodes.`,
        hint: 'Write `check: tcp`, or `check: http` for an http service.',
        path: check.origin,
      })
    }
  },
}

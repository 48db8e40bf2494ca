import type {Rule} from './rule.ts'

const spec = (state: string): string => `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes:
  web1: {address: 192.168.1.21, state: maintenance}
  web2: {address: 192.168.1.22, state: ${state}}
services:
  web: {mode: http, listen: "192.168.1.10:80"}
`

export const noReadyNode: Rule = {
  code: 'LB205',
  name: 'no-ready-node',
  family: 'available',
  severity: 'warning',
  summary: 'A service has nodes, and none of them takes new connections.',
  why: 'Nodes in `drain` or `maintenance` and nodes of weight 0 get no new clients. When all of them are so, the service turns every new client away.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-weight',
  bad: spec('drain'),
  good: spec('ready'),
  check({services}, find) {
    // Balance does not start without a node: its own target refuses that.
    for (const {name, origin, servers} of services.filter(({engine}) => engine.value !== 'balance')) {
      if (servers.length === 0 || servers.some(({state, weight}) => state.value === 'ready' && weight.value > 0)) continue
      find({
        message: `Service \`${name}\` has no node that takes new connections.`,
        hint: 'Set the `state` of a node to `ready`, and its `weight` above 0.',
        path: origin,
        part: 'key',
      })
    }
  },
}

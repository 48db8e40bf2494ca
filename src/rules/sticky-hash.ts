import type {Rule} from './rule.ts'

const spec = (persistence: string): string => `lbgen: 1
name: cache
loadBalancers: {lb1: 192.168.1.10}
nodes: {cache1: 192.168.1.21, cache2: 192.168.1.22}
services:
  cache: {mode: http, listen: "192.168.1.10:80", balance: uri, persistence: ${persistence}}
`

export const stickyHash: Rule = {
  code: 'LB228',
  name: 'sticky-hash',
  family: 'correct',
  severity: 'warning',
  summary: 'A service chooses nodes by what is asked for, and then keeps each client with its first one.',
  why: 'Balancing by `uri`, `parameter` or `header` brings the same request to the same node, whoever sends it, so that its cache or its session is there. Persistence counts before it: only the first request of a client goes where it belongs, and all others follow it.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-balance',
  bad: spec('cookie'),
  good: spec('none'),
  check({services}, find) {
    for (const {name, engine, balance, persistence} of services) {
      const {algorithm, key} = balance.value
      if (engine.value !== 'haproxy' || persistence.type === 'none') continue
      if (!['uri', 'header', 'parameter'].includes(algorithm)) continue
      // Whoever sticks by the header that is hashed comes to the same node either way.
      if (algorithm === 'header' && persistence.type === 'header' && persistence.name?.value.toLowerCase() === key?.toLowerCase()) continue
      find({
        message: `Service \`${name}\` balances by \`${key ?? algorithm}\`, and its persistence overrules that after a client's first request.`,
        hint: 'Leave `persistence` out, or balance by `leastconn` or `roundrobin`.',
        path: persistence.origin,
      })
    }
  },
}

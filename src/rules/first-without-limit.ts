import type {Rule} from './rule.ts'

const spec = (limits: string): string => `lbgen: 1
name: desktops
loadBalancers: {lb1: 192.168.1.10}
nodes: {ts1: 192.168.1.21, ts2: 192.168.1.22}
services:
  desktops: {listen: "192.168.1.10:3389", balance: first${limits}}
`

export const firstWithoutLimit: Rule = {
  code: 'LB240',
  name: 'first-without-limit',
  family: 'correct',
  severity: 'warning',
  summary: 'A service fills its nodes one after the other, and its first one is never full.',
  why: '`balance: first` goes on to the next node when one has as many connections as it may have. A node without such a limit gets all clients, and those behind it get none while it is up.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-balance',
  bad: spec(''),
  good: spec(', limits: {maxConnectionsPerNode: 50}'),
  check({services}, find) {
    for (const {name, balance, servers} of services) {
      if (balance.value.algorithm !== 'first') continue
      const serving = servers.filter(({backup}) => !backup.value)
      const full = serving.slice(0, -1).find(({maxConnections}) => (maxConnections?.value ?? 0) === 0)
      if (full === undefined) continue
      find({
        message: `Service \`${name}\` fills node \`${full.node.name}\` before the ones behind it, and it has no limit: they never get a client.`,
        hint: 'Write `limits: {maxConnectionsPerNode: …}`, or use `balance: leastconn`.',
        path: balance.origin,
      })
    }
  },
}

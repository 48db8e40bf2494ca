import type {Rule} from './rule.ts'

const spec = (consistent: boolean): string => `lbgen: 1
name: cache
loadBalancers: {lb1: 192.168.1.10}
nodes: {cache1: 192.168.1.21, cache2: 192.168.1.22, cache3: 192.168.1.23}
services:
  cache: {mode: http, listen: "192.168.1.10:80", balance: {algorithm: uri, consistent: ${consistent}}}
`

export const brittleHash: Rule = {
  code: 'LB258',
  name: 'brittle-hash',
  family: 'available',
  severity: 'hint',
  summary: 'When one of many nodes fails, nearly all requests change their node.',
  why: 'Without `consistent` the hash is counted over the nodes that are up. When their number changes, most of what belonged to one node belongs to another: caches are cold and sessions lost on all nodes, just when one is missing. With it, only what the lost node had moves.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-hash-type',
  bad: spec(false),
  good: spec(true),
  check({services}, find) {
    for (const {name, engine, balance, servers, discovery} of services) {
      const {algorithm, consistent} = balance.value
      const nodes = servers.filter(({backup}) => !backup.value).length
      if (engine.value !== 'haproxy' || consistent || !['source', 'uri', 'header', 'parameter'].includes(algorithm)) continue
      // With two nodes the other one has all that moves, either way.
      if (nodes < 3 && discovery === undefined) continue
      find({
        message: `When a node of service \`${name}\` fails or comes back, most of what is balanced by \`${algorithm}\` changes its node.`,
        hint: `Write \`balance: {${algorithm === 'header' || algorithm === 'parameter' ? `${algorithm}: …` : `algorithm: ${algorithm}`}, consistent: true}\`.`,
        path: balance.origin,
      })
    }
  },
}

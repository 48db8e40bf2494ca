import {isLoopback} from '../model/endpoint.ts'
import type {Rule} from './rule.ts'

const spec = (servers: string): string => `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: web1.example.com, web2: web2.example.com}
services:
  web: {mode: http, listen: "192.168.1.10:80"}
resolvers:
  dns: {nameservers: [${servers}]}
`

export const singleNameServer: Rule = {
  code: 'LB263',
  name: 'single-name-server',
  family: 'available',
  severity: 'hint',
  summary: 'The nodes of a service are known to one name server alone.',
  why: 'While that server does not answer, new nodes are not found; when answers are missing for as long as `hold` says, HAProxy forgets the nodes that it has, and the service is down with all of its nodes well. HAProxy asks all name servers at once, and takes the first answer.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.3.2-nameserver',
  bad: spec('192.168.1.53'),
  good: spec('192.168.1.53, 192.168.2.53'),
  check({services, nodes, resolvers}, find) {
    const asked = new Set([...services.map(({discovery}) => discovery?.resolvers.value), ...nodes.map(node => node.resolvers)])
    for (const {name, origin, nameservers} of resolvers) {
      const [only, second] = nameservers
      // One on this machine is asked by way of others, as Consul's is.
      if (only === undefined || second !== undefined || isLoopback(only.address) || !asked.has(name)) continue
      find({
        message: `Nodes are looked up at \`${name}\`, which is one name server: ${only.address.text}.`,
        hint: 'Add a second one under `nameservers`.',
        path: only.origin,
        owner: origin,
      })
    }
  },
}

import type {Cluster, Server, Service} from '../model/cluster.ts'
import {canonical} from '../model/endpoint.ts'
import {coversPort, isWildcard, listeningAt} from '../model/listener.ts'
import type {Rule} from './rule.ts'

const spec = (port: number): string => `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.10, web2: 192.168.1.22}
services:
  web: {mode: http, listen: "192.168.1.10:80", port: ${port}}
`

export const endlessLoop: Rule = {
  code: 'LB238',
  name: 'endless-loop',
  family: 'correct',
  severity: 'error',
  summary: 'A node of a service is the service itself.',
  why: 'HAProxy connects to its own listener, takes that for a new client, and connects again, until it has no connection left for anybody. Where a program runs beside HAProxy on the same machine, it needs a port of its own.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-bind',
  bad: spec(80),
  good: spec(8080),
  check({services, loadBalancers}, find) {
    const own = new Set(loadBalancers.map(({address}) => canonical(address.value)))
    for (const service of services) {
      if (service.engine.value !== 'haproxy') continue
      const server = service.servers.find(one => one.state.value !== 'maintenance' && isItself(one, service, own))
      if (server === undefined) continue
      find({
        message: `Node \`${server.node.name}\` of service \`${service.name}\` is the service itself, which listens there: each connection makes another one.`,
        hint: 'Write the `port` where the program on the node listens, or the address of another machine.',
        path: server.port.origin,
        owner: service.origin,
      })
    }
  },
}

function isItself({node, port}: Server, {listeners}: Service, own: ReadonlySet<string>): boolean {
  return listeners.some(listener => {
    if (port.value !== 'same' && !coversPort(listener, port.value)) return false
    const at = listeningAt(listener.address.value)
    return at === canonical(node.address.value) || (isWildcard(at) && meets(at, own, node))
  })
}

/** Whether a wildcard takes in a node: one that has the address of a load balancer. Those of IPv4 are not there for IPv6. */
const meets = (at: string, own: ReadonlySet<string>, {address}: Cluster['nodes'][number]): boolean =>
  own.has(canonical(address.value)) && (at === '::' || address.value.kind === 'ipv4')

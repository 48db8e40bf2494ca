import type {Service} from '../model/cluster.ts'
import type {Rule} from './rule.ts'

const spec = (nodes: string): string => `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes:
${nodes}
services:
  web: {mode: http, listen: "192.168.1.10:80"}
`

export const loneNode: Rule = {
  code: 'LB201',
  name: 'lone-node',
  family: 'available',
  severity: 'hint',
  summary: 'A service has only one node.',
  why: 'When that node stops, so does the service: the load balancer in front of it adds a hop and no availability.',
  see: 'https://docs.haproxy.org/3.2/intro.html#2',
  bad: spec('  web1: 192.168.1.21'),
  good: spec('  web1: 192.168.1.21\n  web2: 192.168.1.22'),
  check({services}, find) {
    const ranges = ownRanges(services)
    const idle = onlyRedirecting(services)
    for (const {name, origin, servers, discovery} of services) {
      if (discovery?.slots.value === 1)
        find({
          message: `Service \`${name}\` has room for only one node from the DNS.`,
          hint: 'Write more `slots`.',
          path: discovery.slots.origin,
        })
      const [only, ...others] = servers
      if (only === undefined || others.length > 0 || ranges.has(name) || idle.has(name)) continue
      find({
        message: `Service \`${name}\` has only one node, \`${only.node.name}\`.`,
        hint: 'Add a second node.',
        path: origin,
        part: 'key',
      })
    }
  },
}

/** Services that give each of several nodes a range of ports of its own, as FTP has them for files: no other node knows what comes there. */
function ownRanges(services: readonly Service[]): ReadonlySet<string> {
  const ranges = services.filter(
    ({servers: [only, ...others], listeners}) =>
      only?.port.value === 'same' &&
      others.length === 0 &&
      listeners.some(({ports}) => ports.value.some(({first, last}) => first !== last)),
  )
  const nodes = new Set(ranges.flatMap(({servers}) => servers.map(({node}) => node)))
  return new Set(nodes.size > 1 ? ranges.map(({name}) => name) : [])
}

/** Services that send nobody to a node: they redirect all who come, and no other service leads to them. */
function onlyRedirecting(services: readonly Service[]): ReadonlySet<string> {
  const reached = new Set(
    services.flatMap(({routes}) => routes.flatMap(({action}) => (action.kind === 'service' ? [action.service.value] : []))),
  )
  const idle = services.filter(({name, listeners, redirects}) => listeners.length === 0 && redirects.length > 0 && !reached.has(name))
  return new Set(idle.map(({name}) => name))
}

import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (limit: number): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", limits: {maxConnectionsPerNode: ${limit}}}
`

/** How many there are from 32768 to 60999, the kernel's own range. */
const LOCAL_PORTS = 28_232

export const portsRunOut: Rule = {
  code: 'LB266',
  name: 'ports-run-out',
  family: 'available',
  severity: 'hint',
  summary: 'A node may get more connections than a load balancer has ports to make them from.',
  why: 'Each connection to one port of a node needs a port of its own on the load balancer, and Linux has 28,232 for that, from 32768 to 60999. When they are used up, connections fail, and a port is free again only some time after its connection.',
  see: 'https://docs.kernel.org/networking/ip-sysctl.html',
  bad: spec(40_000),
  good: spec(20_000),
  check({services}, find) {
    for (const {name, engine, clientAddress, servers, origin} of services) {
      // From its clients' own addresses it has the ports of all of them.
      if (engine.value !== 'haproxy' || clientAddress.value === 'transparent') continue
      const many = servers.map(({maxConnections}) => maxConnections).find(limit => limit !== undefined && limit.value > LOCAL_PORTS)
      if (many === undefined) continue
      find({
        message: `Service \`${name}\` may make ${many.value} connections to a node, and Linux has ${LOCAL_PORTS} ports to make them from.`,
        hint: `Write at most ${LOCAL_PORTS}, or widen \`net.ipv4.ip_local_port_range\` on the load balancers.`,
        path: many.origin,
        owner: origin,
      })
    }
  },
}

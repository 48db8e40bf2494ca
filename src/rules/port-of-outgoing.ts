import {bindsOf} from '../model/listener.ts'
import type {Rule} from './rule.ts'

const spec = (port: number): string => `lbgen: 1
name: rpc
loadBalancers: {lb1: 192.168.1.10}
nodes: {files1: 192.168.1.21, files2: 192.168.1.22}
services:
  mount: {listen: "192.168.1.10:${port}"}
`

/** From which port to which the kernel takes one for a connection that it makes. */
const FIRST = 32_768
const LAST = 60_999

export const portOfOutgoing: Rule = {
  code: 'LB267',
  name: 'port-of-outgoing',
  family: 'available',
  severity: 'hint',
  summary: 'A service listens on a port that the system may have given to an outgoing connection.',
  why: 'For each connection that it makes, Linux takes a port between 32768 and 60999. One of them can be that of the service when HAProxy starts: it says "Address already in use", and starts for no service at all. It happens once in a hundred restarts, and never while one tries.',
  see: 'https://docs.kernel.org/networking/ip-sysctl.html',
  bad: spec(40_001),
  good: spec(20_001),
  check({services}, find) {
    for (const service of services) {
      // The kernel's own balancing binds nothing.
      if (service.engine.value === 'lvs') continue
      for (const {ports} of bindsOf(service)) {
        const range = ports.value.find(({first, last}) => first <= LAST && last >= FIRST)
        if (range === undefined) continue
        const shown = range.first === range.last ? `${range.first}` : `${range.first}-${range.last}`
        find({
          message: `Service \`${service.name}\` listens on port ${shown}, among those that the system takes for outgoing connections.`,
          hint: `Use a port below ${FIRST}, or write it into \`net.ipv4.ip_local_reserved_ports\` on the load balancers.`,
          path: ports.origin,
        })
      }
    }
  },
}

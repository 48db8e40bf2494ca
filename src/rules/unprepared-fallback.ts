import type {Rule} from './rule.ts'

const spec = (nodes: string, substitute: string): string => `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes: {${nodes}}
services:
  web: {engine: lvs, forward: dr, listen: "192.168.1.20:80", ${substitute}}
`

export const unpreparedFallback: Rule = {
  code: 'LB214',
  name: 'unprepared-fallback',
  family: 'correct',
  severity: 'hint',
  summary: 'The kernel hands packets to a fallback that is no node, and that lbgen does not prepare for them.',
  why: "With `forward: dr` and `tun` a packet keeps the service's address. A machine that has not got it, on its loopback interface and without an answer to ARP for it, throws the packet away. lbgen writes what does that for nodes; for a fallback with an address somebody has to. With `forward: nat` it needs the load balancer as its gateway.",
  see: 'http://www.linuxvirtualserver.org/VS-DRouting.html',
  bad: spec('web1: 192.168.1.21, web2: 192.168.1.22', 'fallback: {address: 192.168.1.30, port: 80}'),
  good: spec('web1: 192.168.1.21, web2: 192.168.1.22, sorry: 192.168.1.30', 'nodes: [web1, web2, {node: sorry, backup: true}]'),
  check({services}, find) {
    for (const {name, packets, fallback, origin} of services) {
      const forward = packets?.forward.value
      if (forward === undefined || forward === 'nat' || fallback?.kind !== 'server') continue
      find({
        message: `Nothing prepares \`${fallback.address.value.text}\`, the fallback of service \`${name}\`, for packets with the service's address.`,
        hint: `Make it a node with \`backup: true\`, or give it the service's address on its loopback interface${forward === 'tun' ? ', a tunnel,' : ''} and \`arp_ignore = 1\`, \`arp_announce = 2\`.`,
        path: fallback.origin,
        owner: origin,
      })
    }
  },
}

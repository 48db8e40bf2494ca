import {entriesOf} from '../model/listener.ts'
import {isPublic} from '../model/network.ts'
import type {Rule} from './rule.ts'

const spec = (reencrypt: string): string => `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 20.50.2.10, web2: 20.50.2.11}
certificates: {web: {file: /etc/haproxy/certs/web.pem}}
services:
  web: {mode: http, listen: {address: 192.168.1.10, port: 443, tls: web}, ${reencrypt}}
`

export const plainToFarNodes: Rule = {
  code: 'LB286',
  name: 'plain-to-far-nodes',
  family: 'secure',
  severity: 'hint',
  summary: 'What comes in by TLS goes on to public addresses in plain text.',
  why: 'The TLS of a listener ends at the load balancer. From there to a node with an address of the Internet, everyone on the way can read along, while browsers show a lock.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-ssl',
  bad: spec('port: 80'),
  good: spec('reencrypt: {sni: web.example.com}'),
  check({services}, find) {
    for (const service of services) {
      const {name, origin, engine, reencrypt, servers} = service
      if (engine.value !== 'haproxy' || reencrypt !== undefined || !entriesOf(service).some(({tls}) => tls !== undefined)) continue
      const far = servers.find(({node}) => isPublic(node.address.value))
      if (far === undefined) continue
      find({
        message: `Clients of service \`${name}\` come by TLS, and their requests go on in plain text to \`${far.node.address.value.text}\`, an address of the Internet.`,
        hint: "Write `reencrypt: {sni: …}`, or the nodes' private addresses; over a tunnel of your own this is fine.",
        path: far.node.address.origin,
        owner: origin,
      })
    }
  },
}

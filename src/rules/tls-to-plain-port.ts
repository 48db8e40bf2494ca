import type {Rule} from './rule.ts'
import {webWithCertificate} from './web.ts'

const spec = (port: number): string => `${webWithCertificate}services:
  web:
    mode: http
    listen: {address: 192.168.1.10, port: 443, tls: web}
    port: ${port}
    reencrypt: {ca: /etc/haproxy/certs/nodes.pem}
`

export const tlsToPlainPort: Rule = {
  code: 'LB224',
  name: 'tls-to-plain-port',
  family: 'correct',
  severity: 'warning',
  summary: 'A service speaks TLS to port 80 of its nodes.',
  why: 'A web server speaks plain HTTP on port 80. It answers a TLS handshake with 400 or hangs up, the check says that the node is down, and clients get 503.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-ssl',
  bad: spec(80),
  good: spec(443),
  check({services}, find) {
    for (const {name, origin, reencrypt, servers} of services) {
      const wrong = reencrypt && servers.find(({port}) => port.value === 80)
      if (wrong === undefined) continue
      find({
        message: `Service \`${name}\` speaks TLS to port 80 of node \`${wrong.node.name}\`, where web servers speak plain HTTP.`,
        hint: 'Write `port: 443`, or leave `reencrypt` out.',
        path: wrong.port.origin,
        owner: origin,
      })
    }
  },
}

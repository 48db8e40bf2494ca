import {coversPort} from '../model/listener.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (listener: string, certificates = ''): string => `${web}${certificates}services:
  web: {mode: http, listen: ${listener}, port: 80}
`

export const plainHttpsPort: Rule = {
  code: 'LB209',
  name: 'plain-https-port',
  family: 'correct',
  severity: 'warning',
  summary: 'An http service listens on port 443 without TLS.',
  why: 'Browsers speak TLS on port 443. HAProxy in HTTP mode takes the start of it for a broken request and answers 400.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-4.2.2',
  bad: spec('"192.168.1.10:443"'),
  good: spec('{address: 192.168.1.10, port: 443, tls: web}', 'certificates: {web: {file: /etc/haproxy/certs/web.pem}}\n'),
  check({services}, find) {
    for (const {name, mode, listeners, redirects} of services) {
      // Those that redirect speak HTTP whatever the service does.
      const speaking = [...(mode.value === 'http' ? listeners : []), ...redirects]
      // Behind the PROXY protocol, another program has taken the TLS off.
      const plain = speaking.filter(({tls, acceptProxy}) => tls === undefined && !acceptProxy.value)
      for (const listener of plain.filter(one => coversPort(one, 443))) {
        find({
          message: redirects.some(one => one === listener)
            ? `Service \`${name}\` redirects clients of port 443 without TLS, which they speak there.`
            : `Service \`${name}\` listens on port 443 in mode \`http\` without TLS.`,
          hint: 'Write `tls` with a certificate on the listener, or `mode: tcp` if the nodes speak TLS.',
          path: listener.ports.origin,
        })
      }
    }
  },
}

import {bindsOf, coversPort} from '../model/listener.ts'
import type {Rule} from './rule.ts'
import {webWithCertificate} from './web.ts'

const spec = (listener: string): string => `${webWithCertificate}services:
  web: {mode: http, listen: ${listener}, port: 8080}
`

export const tlsOnHttpPort: Rule = {
  code: 'LB223',
  name: 'tls-on-http-port',
  family: 'correct',
  severity: 'warning',
  summary: 'A listener speaks TLS on port 80.',
  why: 'Whoever types `http://` or no scheme at all comes to port 80 in plain HTTP. HAProxy waits for a TLS handshake there, takes the request for a broken one, and hangs up.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-4.2.1',
  bad: spec('{address: 192.168.1.10, port: 80, tls: web}'),
  good: spec('{address: 192.168.1.10, port: 443, tls: web}'),
  check({services}, find) {
    for (const service of services) {
      for (const {ports} of bindsOf(service).filter(listener => listener.tls !== undefined && coversPort(listener, 80))) {
        find({
          message: `Service \`${service.name}\` speaks TLS on port 80, where clients speak plain HTTP.`,
          hint: 'Listen with `tls` on port 443, and on port 80 with `redirect: https`.',
          path: ports.origin,
        })
      }
    }
  },
}

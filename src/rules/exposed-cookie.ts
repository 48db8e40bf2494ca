import {entriesOf} from '../model/listener.ts'
import type {Rule} from './rule.ts'
import {webWithCertificate} from './web.ts'

const spec = (more: string): string => `${webWithCertificate}services:
  web:
    mode: http
    listen: {address: 192.168.1.10, port: 443, tls: web}
    port: 80
    hsts: 365d
    persistence: {type: cookie${more}}
`

export const exposedCookie: Rule = {
  code: 'LB274',
  name: 'exposed-cookie',
  family: 'secure',
  severity: 'hint',
  summary:
    'A service that is reached over TLS alone has a cookie that scripts can read, or, although it has `hsts`, one that is sent in plain HTTP too.',
  why: 'A cookie without `secure` goes out with every `http://` request to the host, also with one that is answered by nobody or by somebody else; with `httpOnly: false` any script on the page can read it. It names a node: who knows the names can try the nodes one after the other, and auditors ask for both.',
  see: 'https://www.rfc-editor.org/rfc/rfc6265.html#section-4.1.2.5',
  bad: spec(''),
  good: spec(', secure: true'),
  check({services}, find) {
    for (const service of services) {
      const {name, persistence, engine} = service
      const entries = entriesOf(service)
      if (engine.value !== 'haproxy' || persistence.type !== 'cookie') continue
      // What the application sets itself keeps the application's own attributes.
      if (persistence.method.value !== 'insert' || entries.length === 0 || entries.some(({tls}) => tls === undefined)) continue
      const {secure, httpOnly} = persistence
      // Who has `hsts` has thought of plain HTTP, and means TLS alone.
      const isSent = !secure.value && service.hsts !== undefined
      if (httpOnly.value && !isSent) continue
      find({
        message: `The cookie of service \`${name}\`, which is reached over TLS alone, ${isSent ? 'is sent in plain HTTP too' : 'can be read by scripts'}.`,
        hint: isSent ? 'Write `secure: true` under `persistence`.' : 'Leave `httpOnly` out: it is on by default.',
        path: (isSent ? secure : httpOnly).origin,
        owner: persistence.origin,
      })
    }
  },
}

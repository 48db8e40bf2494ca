import {isLocal} from '../model/listener.ts'
import type {Rule} from './rule.ts'
import {webWithCertificate} from './web.ts'

const spec = (plain: string): string => `${webWithCertificate}services:
  web:
    mode: http
    listen: [${plain}, {address: 192.168.1.10, port: 443, tls: web}]
    port: 8080
    hsts: 365d
`

export const plainBesideHsts: Rule = {
  code: 'LB275',
  name: 'plain-beside-hsts',
  family: 'secure',
  severity: 'warning',
  summary: 'A service wants its clients to come over TLS alone, and serves them in plain HTTP as well.',
  why: '`hsts` counts over TLS alone. A browser that comes in by plain HTTP first, by a link or a bookmark, is served there, logs in there, and never hears of it.',
  see: 'https://www.rfc-editor.org/rfc/rfc6797.html#section-7.2',
  bad: spec('"192.168.1.10:80"'),
  good: spec('{address: 192.168.1.10, port: 80, redirect: https}'),
  check({services}, find) {
    for (const {name, hsts, listeners, persistence} of services) {
      // Of a cookie that gets lost there LB250 speaks.
      if (hsts === undefined || hsts.maxAge.value === 0 || (persistence.type === 'cookie' && persistence.secure.value)) continue
      if (!listeners.some(({tls}) => tls !== undefined)) continue
      const plain = listeners.find(({tls, acceptProxy, address}) => tls === undefined && !acceptProxy.value && !isLocal(address.value))
      if (plain === undefined) continue
      find({
        message: `Service \`${name}\` has \`hsts\`, and a listener that serves in plain HTTP.`,
        hint: 'Write `redirect: https` on that listener.',
        path: plain.address.origin,
        owner: plain.origin,
      })
    }
  },
}

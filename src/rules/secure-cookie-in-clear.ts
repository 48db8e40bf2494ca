import {isLocal} from '../model/listener.ts'
import type {Rule} from './rule.ts'
import {webWithCertificate} from './web.ts'

const spec = (plain: string): string => `${webWithCertificate}services:
  web:
    mode: http
    listen: [${plain}, {address: 192.168.1.10, port: 443, tls: web}]
    port: 80
    hsts: true
    persistence: {type: cookie, secure: true}
`

export const secureCookieInClear: Rule = {
  code: 'LB250',
  name: 'secure-cookie-in-clear',
  family: 'correct',
  severity: 'warning',
  summary: 'Clients in plain HTTP are to stick by a cookie that browsers send over TLS alone.',
  why: 'A browser neither takes nor sends a cookie with `secure` in plain HTTP. Whoever comes in there gets another node at each request, and is logged out.',
  see: 'https://www.rfc-editor.org/rfc/rfc6265.html#section-4.1.2.5',
  bad: spec('"192.168.1.10:80"').replace('    hsts: true\n', ''),
  good: spec('{address: 192.168.1.10, port: 80, redirect: https}'),
  check({services}, find) {
    for (const {name, persistence, listeners} of services) {
      if (persistence.type !== 'cookie' || !persistence.secure.value) continue
      // Behind the PROXY protocol, another program has taken the TLS off.
      const plain = listeners.find(({tls, acceptProxy, address}) => tls === undefined && !acceptProxy.value && !isLocal(address.value))
      if (plain === undefined) continue
      find({
        message: `Service \`${name}\` sticks by a cookie with \`secure\`, and has a listener in plain HTTP, where no browser sends it.`,
        hint: 'Give that listener `redirect: https`, or leave `secure` out.',
        path: plain.address.origin,
        owner: plain.origin,
      })
    }
  },
}

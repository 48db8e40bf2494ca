import type {Rule} from './rule.ts'
import {webWithCertificate} from './web.ts'

const spec = (hsts: string): string => `${webWithCertificate}services:
  web:
    mode: http
    listen: [{address: 192.168.1.10, port: 80, redirect: https}, {address: 192.168.1.10, port: 443, tls: web}]
    port: 8080
${hsts}`

export const noHsts: Rule = {
  code: 'LB272',
  name: 'no-hsts',
  family: 'secure',
  severity: 'hint',
  summary: 'Browsers are sent from HTTP to HTTPS, and not told to go there by themselves.',
  why: 'Each visit that begins with `http://`, or with no scheme, sends one request in plain text, with its cookies. Whoever sits in between, as in a public network, answers it in place of the redirect, and the browser never comes to TLS. With `hsts` a browser that has been here once asks for TLS from the start.',
  see: 'https://www.rfc-editor.org/rfc/rfc6797.html#section-2.3',
  bad: spec(''),
  good: spec('    hsts: 365d\n'),
  check({services}, find) {
    for (const service of services) {
      const {name, mode, listeners, redirects, hsts, responseHeaders, origin} = service
      const toTls = redirects.find(({redirect}) => redirect.kind === 'https')
      if (mode.value !== 'http' || toTls === undefined || hsts !== undefined) continue
      if (!listeners.some(({tls}) => tls !== undefined)) continue
      if ([...responseHeaders.set, ...responseHeaders.add].some(header => header.name.toLowerCase() === 'strict-transport-security'))
        continue
      find({
        message: `Service \`${name}\` redirects browsers to HTTPS, and they begin with plain HTTP again the next time.`,
        hint: 'Write `hsts: 365d` once everything works over TLS: browsers keep to it for that long, even after you take it out again.',
        path: `${origin}/hsts`,
        owner: toTls.redirect.origin,
      })
    }
  },
}

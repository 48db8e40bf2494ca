import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (when: string): string => `${web}services:
  web:
    mode: http
    listen: "192.168.1.10:80"
    routes: [{when: {pathPrefix: /internal, ${when}}, service: web}, {when: {pathPrefix: /internal}, deny: 403}]
`

/** In which proxies say who their client is. */
const ofProxies = /^(x-forwarded-for|x-real-ip|x-client-ip|true-client-ip|cf-connecting-ip|x-cluster-client-ip|forwarded|client-ip)$/i

export const routeByWordOfClient: Rule = {
  code: 'LB276',
  name: 'route-by-word-of-client',
  family: 'secure',
  severity: 'warning',
  summary: 'A route believes a header that says where a client comes from.',
  why: 'Proxies write these headers, and so can everybody else: `curl -H "X-Forwarded-For: 10.0.0.1"` is enough to come in by the route. The address of the connection cannot be written by the client.',
  see: 'https://cwe.mitre.org/data/definitions/290.html',
  bad: spec('header: {name: X-Forwarded-For, value: 10.0.0.1}'),
  good: spec('source: 10.0.0.0/8'),
  check({services}, find) {
    for (const {name, routes, access} of services) {
      // Where only known machines come in, they may be believed.
      if (access?.allow !== undefined) continue
      for (const [index, {when}] of routes.entries()) {
        const header = when?.headers.find(one => ofProxies.test(one.name) && one.values.length > 0)
        if (header === undefined) continue
        find({
          message: `Route ${index + 1} of service \`${name}\` goes by \`${header.name}\`, in which every client can write what it likes.`,
          hint: 'Use `source`; behind a proxy let that send the PROXY protocol (`acceptProxy: true`), or let in that proxy alone with `access.allow`.',
          path: header.origin,
        })
      }
    }
  },
}

import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (code: number): string => `${web}services:
  web:
    mode: http
    listen: "192.168.1.10:80"
    routes: [{when: {method: POST, pathPrefix: /v1/}, redirect: {to: "https://api.example.com/", code: ${code}}}]
`

/** What comes with a body that somebody wants to arrive. */
const carrying: readonly string[] = ['POST', 'PUT', 'PATCH', 'DELETE']

export const lostRequestBody: Rule = {
  code: 'LB226',
  name: 'lost-request-body',
  family: 'correct',
  severity: 'warning',
  summary: 'A route redirects requests that carry a body with a code that turns them into GET.',
  why: 'After 301, 302 and 303 browsers ask for the new place with GET, and leave the body behind: what was sent in a form or to an API is lost, and nobody is told. After 307 and 308 they send the same request again.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.4.9',
  bad: spec(301),
  good: spec(308),
  check({services}, find) {
    for (const {name, routes} of services) {
      for (const {when, action} of routes) {
        const method = when?.method?.value.find(one => carrying.includes(one))
        if (action.kind !== 'redirect' || method === undefined || action.code.value > 303) continue
        find({
          message: `Service \`${name}\` redirects ${method} with ${action.code.value}, which browsers follow with GET, without what was sent.`,
          hint: `Write \`code: ${action.code.value === 301 ? 308 : 307}\`.`,
          path: action.code.origin,
        })
      }
    }
  },
}

import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (method: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", check: {type: http, method: ${method}, path: /health, expect: {body: "status: up"}}}
`

export const bodyOfHead: Rule = {
  code: 'LB243',
  name: 'body-of-head',
  family: 'correct',
  severity: 'error',
  summary: 'A health check looks for a text in answers that have none.',
  why: 'An answer to `HEAD` ends with its headers. The text is never there, and every node is down from the beginning.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-9.3.2',
  bad: spec('HEAD'),
  good: spec('GET'),
  check({services}, find) {
    for (const {name, check} of services) {
      if (check.type !== 'http' || check.method.value !== 'HEAD' || check.body === undefined) continue
      find({
        message: `The check of service \`${name}\` looks for a text in answers to \`HEAD\`, which have no body.`,
        hint: 'Write `method: GET`, or `expect` a `status`.',
        path: check.body.origin,
      })
    }
  },
}

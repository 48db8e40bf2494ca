import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (status: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", check: {type: http, path: /health, expect: {status: "${status}"}}}
`

/** A page that asks for a password is a page: its server works. */
const harmless: readonly number[] = [401, 403]

export const checkExpectsFailure: Rule = {
  code: 'LB241',
  name: 'check-expects-failure',
  family: 'correct',
  severity: 'hint',
  summary: 'A health check takes a node for well when it says that something is wrong.',
  why: 'A status from 404 on is what a server answers without its application too, or with a broken one. A check that waits for it takes a node out when it is mended.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-http-check%20expect',
  bad: spec('404'),
  good: spec('200'),
  check({services}, find) {
    for (const {name, check} of services) {
      if (check.type !== 'http' || check.status === undefined) continue
      const wanted = check.status.value.split(',').map(range => range.split('-').map(Number))
      if (!wanted.every(([first = 0, last = first]) => first >= 400 && !(first === last && harmless.includes(first)))) continue
      find({
        message: `The check of service \`${name}\` takes a node for well that answers ${check.status.value}.`,
        hint: 'Ask for a `path` that the application answers with 200 while it works.',
        path: check.status.origin,
      })
    }
  },
}

import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (request: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", check: {type: http, version: "1.1"${request}}}
`

export const checkWithoutHost: Rule = {
  code: 'LB242',
  name: 'check-without-host',
  family: 'correct',
  severity: 'warning',
  summary: 'A health check speaks HTTP/1.1 and names no host.',
  why: 'A request of HTTP/1.1 without `Host` has to be answered with 400. Every node goes down as soon as HAProxy starts, although all of them are well.',
  see: 'https://www.rfc-editor.org/rfc/rfc9112.html#section-3.2',
  bad: spec(''),
  good: spec(', host: www.example.com'),
  check({services}, find) {
    for (const {name, engine, check} of services) {
      if (engine.value !== 'haproxy' || check.type !== 'http' || check.version.value !== '1.1' || check.host !== undefined) continue
      if (check.headers.some(header => header.name.toLowerCase() === 'host')) continue
      find({
        message: `The check of service \`${name}\` speaks HTTP/1.1 without a host, which servers answer with 400.`,
        hint: 'Write `host: …` in the check, or leave `version` out: HTTP/1.0 needs none.',
        path: check.version.origin,
      })
    }
  },
}

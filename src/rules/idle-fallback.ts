import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (check: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", check: ${check}, fallback: {redirect: "https://status.example.com/"}}
`

export const idleFallback: Rule = {
  code: 'LB211',
  name: 'idle-fallback',
  family: 'correct',
  severity: 'warning',
  summary: 'A service has a fallback for when no node is up, and never finds out that one is down.',
  why: 'The fallback acts when every node is known to be down, and HAProxy takes nodes that it does not check for up, whatever becomes of them: clients wait for connections that fail, and nobody sends them to the fallback.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#7.3.2-nbsrv',
  bad: spec('none'),
  good: spec('http'),
  check({services}, find) {
    for (const {name, check, fallback} of services) {
      if (check.type !== 'none' || fallback === undefined) continue
      find({
        message: `The fallback of service \`${name}\` never acts, for its nodes are not checked.`,
        hint: 'Write `check: tcp`, or `check: http` for an http service.',
        path: fallback.origin,
      })
    }
  },
}

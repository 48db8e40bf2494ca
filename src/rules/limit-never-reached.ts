import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (limit: number): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", limits: {maxConnections: ${limit}}}
haproxy: {maxConnections: 20000}
`

export const limitNeverReached: Rule = {
  code: 'LB232',
  name: 'limit-never-reached',
  family: 'correct',
  severity: 'hint',
  summary: 'A service may have more connections than all of HAProxy together.',
  why: '`haproxy.maxConnections` counts the clients of all services. Where it is reached first, HAProxy accepts nobody any more, for any service: the limit of the one service, which was to keep room for the others, does not.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#3.2-maxconn',
  bad: spec(50_000),
  good: spec(10_000),
  check({services, haproxy: {maxConnections}}, find) {
    if (maxConnections === undefined) return
    const said = new Set<string>()
    for (const {name, engine, limits} of services) {
      const limit = limits.maxConnections
      if (engine.value !== 'haproxy' || limit === undefined || limit.value <= maxConnections.value || said.has(limit.origin)) continue
      said.add(limit.origin)
      find({
        message: `Service \`${name}\` may have ${limit.value} connections, and HAProxy takes ${maxConnections.value} in all (\`haproxy.maxConnections\`).`,
        hint: 'Write a limit below `haproxy.maxConnections`, or raise that.',
        path: limit.origin,
      })
    }
  },
}

import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (size: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", persistence: {type: source, size: ${size}}, limits: {maxConnections: 100000}}
`

/** How many a client may well have at once, as browsers do. */
const CONNECTIONS = 4

export const smallTable: Rule = {
  code: 'LB265',
  name: 'small-table',
  family: 'available',
  severity: 'hint',
  summary: 'A service may have many more clients at once than it remembers.',
  why: 'When the table is full, the client that was seen longest ago is forgotten for each new one, also while it is connected: it gets another node, and its session is gone. That begins under load, and looks like a fault of the application. An entry takes some hundred bytes.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-stick-table',
  bad: spec('10k'),
  good: spec('100k'),
  check({services}, find) {
    for (const {name, engine, persistence, limits} of services) {
      if (engine.value !== 'haproxy' || persistence.type === 'none' || persistence.type === 'cookie' || persistence.with !== undefined)
        continue
      if (limits.maxConnections === undefined || persistence.size.value * CONNECTIONS >= limits.maxConnections.value) continue
      find({
        message: `Service \`${name}\` takes ${limits.maxConnections.value} connections, and remembers the nodes of ${persistence.size.value} clients.`,
        hint: `Write \`size: ${Math.ceil(limits.maxConnections.value / CONNECTIONS / 1024)}k\` or more under \`persistence\`.`,
        path: persistence.size.origin,
        owner: persistence.origin,
      })
    }
  },
}

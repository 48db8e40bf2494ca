import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (redispatch: boolean): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", persistence: cookie, options: {redispatch: ${redispatch}}}
`

export const stuckClients: Rule = {
  code: 'LB260',
  name: 'stuck-clients',
  family: 'available',
  severity: 'hint',
  summary: 'Clients stick to a node that does not answer any more.',
  why: 'Persistence sends a client back to its node. Without `redispatch` that holds while the node refuses connections and no check has found it out yet: its clients get 503, and the others do not.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-option%20redispatch',
  bad: spec(false),
  good: spec(true),
  check({services}, find) {
    const said = new Set<string>()
    for (const {name, engine, persistence, options} of services) {
      const {redispatch} = options
      if (engine.value !== 'haproxy' || redispatch.value || persistence.type === 'none' || said.has(redispatch.origin)) continue
      said.add(redispatch.origin)
      find({
        message: `Clients of service \`${name}\` stick to their node, and are not sent to another when it refuses them.`,
        hint: 'Leave `redispatch` out: it is on by default.',
        path: redispatch.origin,
      })
    }
  },
}

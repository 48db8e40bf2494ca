import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (first: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", nodes: [${first}, {node: web2, backup: true}]}
`

export const backupsAlone: Rule = {
  code: 'LB239',
  name: 'backups-alone',
  family: 'correct',
  severity: 'warning',
  summary: 'Every node of a service is a backup.',
  why: 'Of backups HAProxy uses the first one that is up, and leaves the others idle: nothing is balanced. Backups stand in for nodes that are none.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-backup',
  bad: spec('{node: web1, backup: true}'),
  good: spec('web1'),
  check({services}, find) {
    for (const {name, engine, servers} of services) {
      const [first, second] = servers
      if (engine.value !== 'haproxy' || first === undefined || second === undefined || servers.some(({backup}) => !backup.value)) continue
      find({
        message: `All ${servers.length} nodes of service \`${name}\` are backups, of which HAProxy uses one at a time: \`${first.node.name}\`, while it is up.`,
        hint: 'Leave `backup` out at the nodes that shall serve.',
        path: first.backup.origin,
      })
    }
  },
}

import type {Rule} from './rule.ts'

const spec = (node: string, backup: string): string => `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22, far1: 192.168.2.21${node}}
services:
  web: {mode: http, listen: "192.168.1.10:80", nodes: [web1, web2, {node: far1, backup: true}${backup}]}
`

export const idleBackup: Rule = {
  code: 'LB292',
  name: 'idle-backup',
  family: 'available',
  severity: 'hint',
  summary: 'A service has several backups, and only one of them ever serves.',
  why: 'When all other nodes are down, HAProxy sends every client to the first backup that is up, however many there are. It has to bear alone what all the others had, and the next one is tried when it has broken down under it.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-option%20allbackups',
  bad: spec(', far2: 192.168.2.22', ', {node: far2, backup: true}'),
  good: spec('', ''),
  check({services}, find) {
    for (const {name, engine, mode, servers, raw} of services) {
      const backups = servers.filter(({backup}) => backup.value)
      const [, second] = backups
      // Of backups alone LB239 speaks.
      if (engine.value !== 'haproxy' || second === undefined || backups.length === servers.length) continue
      // One writer and its successors in order are meant to serve one at a time.
      if (mode.value === 'tcp' && servers.length - backups.length === 1) continue
      if (raw.backend.some(({value}) => /^\s*option\s+allbackups\b/.test(value))) continue
      find({
        message: `Of the ${backups.length} backups of service \`${name}\` HAProxy uses one at a time, \`${backups[0]?.node.name ?? ''}\` first.`,
        hint: 'Write `raw: {backend: [option allbackups]}` if all of them shall serve together, or keep one.',
        path: second.backup.origin,
      })
    }
  },
}

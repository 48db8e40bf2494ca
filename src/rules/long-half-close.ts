import {formatDuration} from '../model/duration.ts'
import type {Rule} from './rule.ts'

const spec = (fin: string): string => `lbgen: 1
name: files
loadBalancers: {lb1: 192.168.1.10}
nodes: {files1: 192.168.1.21, files2: 192.168.1.22}
services:
  ftp: {listen: "192.168.1.10:2121", timeouts: {client: 5m, server: 5m, clientFin: ${fin}}}
`

export const longHalfClose: Rule = {
  code: 'LB235',
  name: 'long-half-close',
  family: 'correct',
  severity: 'hint',
  summary: 'A connection that one side has closed is kept as long as one that is open, or longer.',
  why: '`clientFin` and `serverFin` are there to give up half-closed connections early, of clients that vanished or were cut off. From the ordinary time-out on they do nothing, or the opposite.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-timeout%20client-fin',
  bad: spec('10m'),
  good: spec('30s'),
  check({services}, find) {
    for (const {name, timeouts} of services) {
      const {client, clientFin, server, serverFin, tunnel} = timeouts
      for (const [key, fin, open] of [
        ['clientFin', clientFin, client],
        ['serverFin', serverFin, server],
      ] as const) {
        const longest = Math.max(open?.value ?? 0, tunnel?.value ?? 0)
        if (fin === undefined || longest === 0 || fin.value < longest) continue
        find({
          message: `Service \`${name}\` keeps half-closed connections for ${formatDuration(fin.value)} (\`${key}\`), and open ones for ${formatDuration(longest)}.`,
          hint: `Write less than \`${formatDuration(longest)}\`, such as \`30s\`, or leave \`${key}\` out.`,
          path: fin.origin,
        })
      }
    }
  },
}

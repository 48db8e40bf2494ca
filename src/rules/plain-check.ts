import type {Check, Service} from '../model/cluster.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (check: string): string => `${web}services:
  web: {listen: "192.168.1.10:443", check: ${check}}
`

/** Ports where what a check speaks is in TLS from the first byte. */
const tlsPorts: Readonly<Partial<Record<Check['type'], readonly number[]>>> = {http: [443, 8443], ldap: [636], smtp: [465]}

export const plainCheck: Rule = {
  code: 'LB222',
  name: 'plain-check',
  family: 'correct',
  severity: 'warning',
  summary: 'A health check speaks plain text to a port where the nodes speak TLS.',
  why: 'The node takes the question for a broken TLS handshake and does not answer it. All nodes go down one after the other as soon as HAProxy starts, and clients get 503 although every node is well.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-check-ssl',
  bad: spec('http'),
  good: spec('{type: http, tls: true}'),
  check({services}, find) {
    for (const service of services) {
      const {name, engine, check, origin} = service
      if (engine.value !== 'haproxy' || check.type === 'none' || check.tls.value || !speaks(check)) continue
      const port = wrongPort(service, check)
      if (port === undefined && (check.port !== undefined || service.reencrypt === undefined)) continue
      find({
        message: `The \`${check.type}\` check of service \`${name}\` speaks plain text ${port === undefined ? 'where its nodes are spoken to in TLS' : `to port ${port} of its nodes, where servers speak TLS`}.`,
        hint: 'Write `tls: true` in the check, or a `port` where the nodes answer in plain text.',
        path: check.tls.origin,
        owner: check.origin.startsWith(origin) ? check.origin : origin,
      })
    }
  },
}

/** Whether it says anything: one that only connects does not care. */
const speaks = (check: Exclude<Check, {readonly type: 'none'}>): boolean =>
  ['http', 'smtp', 'ldap', 'redis'].includes(check.type) || (check.type === 'tcp' && (check.send ?? check.expect) !== undefined)

/** The port that is asked, where it is one of TLS. Of an http service that goes there in plain as well, LB221 speaks. */
function wrongPort({mode, servers, reencrypt}: Service, check: Exclude<Check, {readonly type: 'none'}>): number | undefined {
  const known = tlsPorts[check.type] ?? []
  if (check.port !== undefined) return known.find(port => port === check.port?.value)
  return mode.value === 'http' && reencrypt === undefined
    ? undefined
    : known.find(port => servers.some(server => server.port.value === port))
}

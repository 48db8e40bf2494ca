import type {Service} from '../model/cluster.ts'
import {coversPort, entriesOf} from '../model/listener.ts'
import type {Rule} from './rule.ts'

const spec = (balance: string): string => `lbgen: 1
name: directory
loadBalancers: {lb1: 192.168.1.10}
nodes: {ldap1: 192.168.1.21, ldap2: 192.168.1.22}
services:
  ldap: {listen: "192.168.1.10:389", check: ldap, balance: ${balance}}
`

/** What clients hold open for hours, by its port. */
const protocols: ReadonlyMap<number, string> = new Map([
  [389, 'LDAP'],
  [636, 'LDAP'],
  [1433, 'SQL Server'],
  [1521, 'Oracle'],
  [3306, 'MySQL'],
  [3389, 'remote desktops'],
  [5432, 'PostgreSQL'],
])

export const longSessionsInTurn: Rule = {
  code: 'LB254',
  name: 'long-sessions-in-turn',
  family: 'correct',
  severity: 'hint',
  summary: 'A service of long sessions goes round its nodes, however many each of them has.',
  why: "Sessions of directories, databases and desktops last for hours. A node that was away for a minute comes back empty, and with `roundrobin` stays emptier than the others all day. `leastconn` fills it first; HAProxy's manual recommends it for these.",
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-balance',
  bad: spec('roundrobin'),
  good: spec('leastconn'),
  check({services}, find) {
    for (const service of services) {
      const {name, origin, engine, mode, balance, check, servers} = service
      if (engine.value !== 'haproxy' || mode.value !== 'tcp' || servers.filter(({backup}) => !backup.value).length < 2) continue
      // Whose check lets one node pass at a time has nothing to choose.
      if (check.type === 'http' && /\/(?:primary|master|leader|read-write)\b/.test(check.path.value)) continue
      const protocol = ['roundrobin', 'static-rr'].includes(balance.value.algorithm) ? protocolOf(service) : undefined
      if (protocol === undefined) continue
      find({
        message: `Service \`${name}\` is for ${protocol}, whose sessions are long, and counts none of them when it chooses a node.`,
        hint: 'Write `balance: leastconn`.',
        path: balance.origin,
        owner: origin,
      })
    }
  },
}

function protocolOf(service: Service): string | undefined {
  for (const [port, protocol] of protocols) if (entriesOf(service).some(listener => coversPort(listener, port))) return protocol
  return undefined
}

import {formatDuration} from '../model/duration.ts'
import type {Service} from '../model/cluster.ts'
import type {Rule} from './rule.ts'

const spec = (timeout: string): string => `lbgen: 1
name: desktops
loadBalancers: {lb1: 192.168.1.10}
nodes: {ts1: 192.168.1.21, ts2: 192.168.1.22}
services:
  desktops:
    listen: "192.168.1.10:3389"
    balance: leastconn
    persistence: {type: source, timeout: ${timeout}}
    timeouts: {client: 1h, server: 1h}
`

export const forgetfulPersistence: Rule = {
  code: 'LB245',
  name: 'forgetful-persistence',
  family: 'correct',
  severity: 'hint',
  summary: 'A service forgets the node of a client while the client is still connected.',
  why: 'What HAProxy remembers of a client expires that long after the client connected, not after it left. Where a connection may be silent for longer, the client that connects once more, beside it or after it, is a stranger and gets another node: its session is elsewhere.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-stick-table',
  bad: spec('10m'),
  good: spec('8h'),
  check({services}, find) {
    for (const service of services) {
      const {name, mode, persistence} = service
      if (persistence.type === 'none' || persistence.type === 'cookie' || mode.value !== 'tcp' || service.engine.value !== 'haproxy')
        continue
      const idle = idleOf(service)
      if (idle === undefined || persistence.timeout.value >= idle) continue
      find({
        message: `Service \`${name}\` remembers a client for ${formatDuration(persistence.timeout.value)}, and lets it be silent for ${formatDuration(idle)}.`,
        hint: `Write a longer \`timeout\` under \`persistence\`, at least \`${formatDuration(idle)}\`.`,
        path: persistence.timeout.origin,
        owner: persistence.origin,
      })
    }
  },
}

/** How long a stream may be silent. */
const idleOf = ({timeouts: {client, server, tunnel}}: Service): number | undefined =>
  tunnel?.value ?? (client === undefined || server === undefined ? undefined : Math.min(client.value, server.value))

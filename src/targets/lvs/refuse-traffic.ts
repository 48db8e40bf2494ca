import type {Service} from '../../model/cluster.ts'
import {kernelAlgorithms} from '../../model/engines.ts'
import {listeningAt} from '../../model/listener.ts'
import {isDefault} from '../../model/origin.ts'
import {type Perhaps, refusal} from '../refusal.ts'
import {kinds} from './kinds.ts'

export function ofClientAddress({clientAddress}: Service): Perhaps {
  const what = `\`clientAddress: ${clientAddress.value}\``
  const why = 'the kernel forwards packets as they are, so that the nodes always see the client'
  return (
    clientAddress.value !== 'transparent' && refusal(kinds.clientAddress, clientAddress, what, why, 'Write `clientAddress: transparent`')
  )
}

const insteadOfAlgorithm: Readonly<Record<string, string>> = {
  'static-rr': 'Write `balance: roundrobin`',
  random: 'Write `balance: leastconn`',
}

export function ofAlgorithm({balance}: Service): Perhaps {
  const {algorithm, consistent, factorPercent} = balance.value
  const why = 'here the kernel balances by `roundrobin`, `leastconn` or `source`'
  if (!kernelAlgorithms.some(known => known === algorithm))
    return refusal(kinds.algorithm, balance, `\`balance: ${algorithm}\``, why, insteadOfAlgorithm[algorithm] ?? 'Write `balance: source`')
  if (!consistent && factorPercent === undefined) return undefined
  return refusal(kinds.algorithm, balance, 'consistent hashing', 'the kernel hashes plainly here', 'Write `balance: source` alone')
}

export function ofPersistence({persistence, listeners}: Service): readonly Perhaps[] {
  if (persistence.type === 'none') return []
  const what = `\`persistence: ${persistence.type}\``
  const why = 'the kernel knows a client by its address alone'
  if (persistence.type !== 'source') return [refusal(kinds.persistence, persistence, what, why, 'Write `persistence: source`')]
  const {timeout, size, mask, with: other} = persistence
  const isIpv6 = listeners.some(({address}) => listeningAt(address.value).includes(':'))
  const ofIpv4 = 'that is about IPv4 addresses, and it listens on IPv6'
  const ownTable = 'each virtual service of the kernel has its own'
  const together = 'Write one service with all listeners and a `firewallMark`'
  const kind = kinds.persistence
  return [
    timeout.value % 1000 !== 0 &&
      refusal(kind, timeout, 'a `timeout` of parts of a second', 'the kernel counts whole seconds', 'Write whole seconds'),
    !isDefault(size.origin) && refusal(kind, size, '`persistence.size`', "the kernel's table grows as it needs", 'Leave it out'),
    mask !== undefined && isIpv6 && refusal(kind, mask, '`mask`', ofIpv4, 'Leave it out'),
    other && refusal(kind, other, 'the table of another service', ownTable, together),
  ]
}

export const ofLimits = ({limits: {maxConnections, maxQueuePerNode}}: Service): readonly Perhaps[] => [
  maxConnections &&
    refusal(
      kinds.limits,
      maxConnections,
      '`maxConnections`',
      'the kernel counts connections for each node',
      'Write `maxConnectionsPerNode`',
    ),
  maxQueuePerNode && refusal(kinds.limits, maxQueuePerNode, '`maxQueuePerNode`', 'the kernel has no queue', 'Leave it out'),
]

/** What follows if it is written of all services. */
const ofAll: Readonly<Record<string, string>> = {client: 'tcp', server: 'tcp', tunnel: 'tcp', clientFin: 'tcpFin', serverFin: 'tcpFin'}

const instead = (name: string): string =>
  Object.hasOwn(ofAll, name) ? `Write \`lvs: {timeouts: {${ofAll[name] ?? ''}: …}}\`` : 'Leave it out'

export function ofTimeouts({timeouts}: Service): readonly Perhaps[] {
  const {check: _, ...foreign} = timeouts
  const why = 'the kernel has its times for all services together'
  return Object.entries(foreign).map(
    ([name, timeout]) => timeout && refusal(kinds.timeout, timeout, `the timeout \`${name}\``, why, instead(name)),
  )
}

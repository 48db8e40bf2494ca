import type {Service} from '../../model/cluster.ts'
import {isDefault} from '../../model/origin.ts'
import {listeningAt} from '../../model/listener.ts'
import {kinds} from './kinds.ts'
import type {Refusal} from './refusal.ts'

export const ofClientAddress = ({clientAddress}: Service): readonly Refusal[] =>
  clientAddress.value === 'transparent'
    ? []
    : [
        {
          kind: kinds.clientAddress,
          origin: clientAddress.origin,
          what: `\`clientAddress: ${clientAddress.value}\``,
          why: 'the kernel forwards packets as they are, so that the nodes always see the client',
          instead: 'Write `clientAddress: transparent`',
        },
      ]

const insteadOfAlgorithm: Readonly<Record<string, string>> = {
  'static-rr': 'Write `balance: roundrobin`',
  random: 'Write `balance: leastconn`',
}

export function ofAlgorithm({balance}: Service): readonly Refusal[] {
  const {algorithm, consistent, factorPercent} = balance.value
  const common = {kind: kinds.algorithm, origin: balance.origin}
  if (!['roundrobin', 'leastconn', 'source'].includes(algorithm))
    return [
      {
        ...common,
        what: `\`balance: ${algorithm}\``,
        why: 'here the kernel balances by `roundrobin`, `leastconn` or `source`',
        instead: insteadOfAlgorithm[algorithm] ?? 'Write `balance: source`',
      },
    ]
  if (!consistent && factorPercent === undefined) return []
  return [{...common, what: 'consistent hashing', why: 'the kernel hashes plainly here', instead: 'Write `balance: source` alone'}]
}

export function ofPersistence({persistence, listeners}: Service): readonly Refusal[] {
  const common = {kind: kinds.persistence}
  if (persistence.type === 'none') return []
  if (persistence.type !== 'source')
    return [
      {
        ...common,
        origin: persistence.origin,
        what: `\`persistence: ${persistence.type}\``,
        why: 'the kernel knows a client by its address alone',
        instead: 'Write `persistence: source`',
      },
    ]
  const {timeout, size, mask, with: other} = persistence
  const isIpv6 = listeners.some(({address}) => listeningAt(address.value).includes(':'))
  const refusals: readonly (Refusal | undefined | false)[] = [
    timeout.value % 1000 !== 0 && {
      ...common,
      origin: timeout.origin,
      what: 'a `timeout` of parts of a second',
      why: 'the kernel counts whole seconds',
      instead: 'Write whole seconds',
    },
    !isDefault(size.origin) && {
      ...common,
      origin: size.origin,
      what: '`persistence.size`',
      why: "the kernel's table grows as it needs",
      instead: 'Leave it out',
    },
    mask !== undefined &&
      isIpv6 && {
        ...common,
        origin: mask.origin,
        what: '`mask`',
        why: 'that is about IPv4 addresses, and it listens on IPv6',
        instead: 'Leave it out',
      },
    other && {
      ...common,
      origin: other.origin,
      what: 'the table of another service',
      why: 'each virtual service of the kernel has its own',
      instead: 'Write one service with all listeners and a `firewallMark`',
    },
  ]
  return refusals.filter(refusal => refusal !== undefined && refusal !== false)
}

export function ofLimits({limits: {maxConnections, maxQueuePerNode}}: Service): readonly Refusal[] {
  const common = {kind: kinds.limits}
  return [
    ...(maxConnections
      ? [
          {
            ...common,
            origin: maxConnections.origin,
            what: '`maxConnections`',
            why: 'the kernel counts connections for each node',
            instead: 'Write `maxConnectionsPerNode`',
          },
        ]
      : []),
    ...(maxQueuePerNode
      ? [{...common, origin: maxQueuePerNode.origin, what: '`maxQueuePerNode`', why: 'the kernel has no queue', instead: 'Leave it out'}]
      : []),
  ]
}

export function ofTimeouts({timeouts}: Service): readonly Refusal[] {
  const {check: _, ...foreign} = timeouts
  return Object.entries(foreign).flatMap(([name, timeout]) =>
    timeout === undefined
      ? []
      : [
          {
            kind: kinds.timeout,
            origin: timeout.origin,
            what: `the timeout \`${name}\``,
            why: 'the kernel has one such time for all services (`ipvsadm --set`)',
            instead: 'Leave it out',
          },
        ],
  )
}

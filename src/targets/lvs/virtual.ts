import type {Cluster, Origin, Packets, Server, Service, Sourced} from '../../model/cluster.ts'
import type {kernelAlgorithms} from '../../model/engines.ts'
import type {Address, Family} from '../../model/endpoint.ts'
import {failoverBy} from '../../model/floating.ts'
import {portsOf} from '../../model/listener.ts'
import {addressOf, placeOf, substituteOf} from './places.ts'

/** What the kernel is told of one service at one address and port, or by one mark. */
export interface VirtualServer {
  readonly service: Service
  readonly packets: Packets
  readonly at: VirtualPlace
  readonly family: Family
  /** The kernel's name of who gets the next client. */
  readonly scheduler: Sourced<'wrr' | 'wlc' | 'sh'>
  readonly persistence: {readonly origin: Origin; readonly seconds: Sourced<number>; readonly mask: Sourced<number> | undefined} | undefined
  readonly realServers: readonly RealServer[]
  readonly substitute: {readonly origin: Origin; readonly address: Address; readonly port: number | undefined} | undefined
}

/** A mark stands for addresses and ports that the packet filter knows. */
export type VirtualPlace =
  | {readonly kind: 'port'; readonly origin: Origin; readonly address: Address; readonly port: Sourced<number>}
  | {readonly kind: 'mark'; readonly origin: Origin; readonly mark: number}

export interface RealServer {
  readonly origin: Origin
  readonly address: Sourced<Address>
  /** Undefined: the port that the client used. */
  readonly port: Sourced<number> | undefined
  readonly weight: Sourced<number>
  readonly limit: Sourced<number> | undefined
  /** Undefined for who stands in for the nodes, whom keepalived never checks. */
  readonly checkPort: Sourced<number> | undefined
}

/** Whether there is something that the kernel balances, and who is to manage it. */
export const isManagedBy = (manager: Cluster['lvs']['manager']['value'], {services, lvs}: Cluster): boolean =>
  lvs.manager.value === manager && services.some(({packets}) => packets !== undefined)

/** Whether the load balancers of a pair tell each other of the kernel's connections. The group that they speak to is one of IPv4. */
export const isSynchronised = (cluster: Cluster): boolean =>
  cluster.loadBalancers.every(({address}) => address.value.kind !== 'ipv6') &&
  failoverBy('keepalived', cluster) !== undefined &&
  isManagedBy('keepalived', cluster)

/** All virtual servers of a cluster of which `refuse` has nothing to say, in the order written. */
export const virtualServers = ({services}: Cluster): readonly VirtualServer[] => services.flatMap(virtualServersOf)

function virtualServersOf(service: Service): readonly VirtualServer[] {
  const {packets} = service
  if (packets === undefined) return []
  const mark = packets.firewallMark
  if (mark !== undefined) return [virtualServer(service, packets, {kind: 'mark', origin: mark.origin, mark: mark.value})]
  return service.listeners.flatMap(listener => {
    const address = placeOf(listener)
    if (address === undefined) return []
    return portsOf(listener).map(port =>
      virtualServer(service, packets, {
        kind: 'port',
        origin: listener.address.origin,
        address,
        port: {value: port, origin: listener.ports.origin},
      }),
    )
  })
}

const schedulers = {roundrobin: 'wrr', leastconn: 'wlc', source: 'sh'} as const satisfies Record<(typeof kernelAlgorithms)[number], string>

const isKnown = (algorithm: string): algorithm is keyof typeof schedulers => Object.hasOwn(schedulers, algorithm)

function virtualServer(service: Service, packets: Packets, at: VirtualPlace): VirtualServer {
  const {balance, listeners, servers} = service
  const {algorithm} = balance.value
  const [listener] = listeners
  const family = at.kind === 'port' ? at.address.kind : ((listener && placeOf(listener)?.kind) ?? 'ipv4')
  const substitute = substituteView(service, packets, at)
  const realServers = servers.filter(({backup}) => !backup.value).flatMap(server => realServer(server, service, packets, at))
  const isIdle = realServers.every(({weight}) => weight.value === 0)
  return {
    service,
    packets,
    at,
    family,
    scheduler: {value: isKnown(algorithm) ? schedulers[algorithm] : 'wrr', origin: balance.origin},
    persistence: persistenceOf(service),
    ...(substitute && isIdle ? {realServers: [...realServers, standIn(substitute)], substitute: undefined} : {realServers, substitute}),
  }
}

const persistenceOf = ({persistence}: Service): VirtualServer['persistence'] =>
  persistence.type === 'source'
    ? {
        origin: persistence.origin,
        seconds: {value: Math.max(1, persistence.timeout.value / 1000), origin: persistence.timeout.origin},
        mask: persistence.mask?.value === 32 ? undefined : persistence.mask,
      }
    : undefined

function substituteView(service: Service, packets: Packets, at: VirtualPlace): VirtualServer['substitute'] {
  const substitute = substituteOf(service)
  return substitute && {origin: substitute.origin, address: substitute.address, port: portOf(substitute.port, packets, at)}
}

/**
 * Who serves where every node only keeps the clients that it has. Managers of the kernel turn to a substitute when no node is up, and
 * nodes that drain are: so it is one of them, and gets all new clients.
 */
const standIn = ({origin, address, port}: NonNullable<VirtualServer['substitute']>): RealServer => ({
  origin,
  address: {value: address, origin},
  port: port === undefined ? undefined : {value: port, origin},
  weight: {value: 1, origin},
  limit: undefined,
  checkPort: undefined,
})

/** The port on a node; behind a mark one that changes is the only one that the kernel has to know. */
function portOf(port: number | 'same', packets: Packets, at: VirtualPlace): number | undefined {
  if (at.kind === 'port') return port === 'same' ? at.port.value : port
  return port === 'same' || packets.forward.value !== 'nat' ? undefined : port
}

function realServer(server: Server, service: Service, packets: Packets, at: VirtualPlace): readonly RealServer[] {
  const {node, port, weight, state, maxConnections} = server
  const address = addressOf(node.address.value)
  if (address === undefined) return []
  const own = portOf(port.value, packets, at)
  return [
    {
      origin: server.origin,
      address: {value: address, origin: node.address.origin},
      port: own === undefined ? undefined : {value: own, origin: port.origin},
      weight: state.value === 'ready' ? weight : {value: 0, origin: state.origin},
      limit: maxConnections,
      checkPort: checkPort(server, service),
    },
  ]
}

/** Where a node is asked: its own port, or, where it has the one that each client used, the first that is listened on. */
function checkPort({port}: Server, {check, listeners}: Service): Sourced<number> {
  if (check.type !== 'none' && check.port !== undefined) return check.port
  if (port.value !== 'same') return {value: port.value, origin: port.origin}
  const [listener] = listeners
  return {value: listener?.ports.value[0]?.first ?? 0, origin: listener?.ports.origin ?? port.origin}
}

import type {Cluster, Node, Origin, Service} from '../../model/cluster.ts'
import {type Address, onTheWire} from '../../model/endpoint.ts'
import {isWildcard, listeningAt} from '../../model/listener.ts'

export type Forward = 'dr' | 'nat' | 'tun'

/** An address of services that a node serves, as it is on the wire, with all that is said of it there. */
export interface Taken {
  readonly host: Address
  readonly forwards: readonly Forward[]
  readonly protocols: readonly ('tcp' | 'udp')[]
  /** Where it is listened on, and what says so of each: the first stands for all. */
  readonly origins: readonly Origin[]
}

/** What one node does in services that the kernel balances. */
export interface Duty {
  readonly node: Node
  readonly services: readonly Service[]
  /** In the order in which they were written, each address once. */
  readonly addresses: readonly Taken[]
}

/** What each node does that is in a service of the kernel's, in the order of the nodes. */
export function dutiesOf({nodes, services}: Cluster): readonly Duty[] {
  const byNode = new Map<string, Service[]>()
  for (const service of services) {
    if (service.packets === undefined) continue
    for (const {node} of service.servers) byNode.set(node.name, [...(byNode.get(node.name) ?? []), service])
  }
  return nodes.flatMap(node => {
    const own = byNode.get(node.name)
    return own === undefined ? [] : [{node, services: own, addresses: addressesOf(own)}]
  })
}

/** The addresses to which packets of these ways of forwarding come. */
export const takenBy = ({addresses}: Duty, ...ways: readonly Forward[]): readonly Taken[] =>
  addresses.filter(({forwards}) => forwards.some(forward => ways.includes(forward)))

/** The first service that is forwarded so. */
export const servedBy = ({services}: Duty, forward: Forward): Service | undefined =>
  services.find(({packets}) => packets?.forward.value === forward)

function addressesOf(services: readonly Service[]): readonly Taken[] {
  const found = new Map<string, Taken>()
  for (const {packets, listeners} of services) {
    for (const {address} of listeners) {
      // Of every address there is none that a node could have.
      if (packets === undefined || address.value.kind === 'any' || isWildcard(listeningAt(address.value))) continue
      const host = onTheWire(address.value)
      const {forwards = [], protocols = [], origins = []} = found.get(host.text) ?? {}
      found.set(host.text, {
        host,
        forwards: [...new Set([...forwards, packets.forward.value])],
        protocols: [...new Set([...protocols, packets.protocol.value])],
        origins: [...new Set([...origins, address.origin])],
      })
    }
  }
  return [...found.values()]
}

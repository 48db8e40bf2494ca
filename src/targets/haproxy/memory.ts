import {hasTable} from '../../model/has-table.ts'
import type {Cluster, LoadBalancer} from '../../model/cluster.ts'
import {entriesOf} from '../../model/listener.ts'
import {addressIn} from './address.ts'
import {supports} from './since.ts'

/** What all tables of a cluster have in common. */
export interface Memory {
  /** The section of those who share them: undefined where nobody does. */
  readonly peers: Peers | undefined
  /** Services whose tables take IPv6 addresses of clients: those that listen there, or share theirs with one that does. */
  readonly wide: ReadonlySet<string>
  /** A number for each node by its name, where tables know nodes by numbers; otherwise empty. */
  readonly numbers: ReadonlyMap<string, number>
}

export interface Peers {
  readonly name: string
  readonly port: Cluster['highAvailability']['peersPort']
  readonly members: readonly {readonly loadBalancer: LoadBalancer; readonly name: string; readonly endpoint: string}[]
  /** Whether the file says which of them it is for; otherwise HAProxy is told when it starts. */
  readonly saysWho: boolean
}

export const memoryOf = (cluster: Cluster): Memory => ({peers: peersOf(cluster), wide: wideIn(cluster), numbers: numbersOf(cluster)})

/**
 * A lone load balancer is its own peer, so that a reload keeps what it remembers: on 127.0.0.1, where nobody else can
 * speak to it. Not where it would have to be started with its name, for then it would not start as it did.
 */
function peersOf({name, loadBalancers, services, highAvailability, haproxy: {version}}: Cluster): Peers | undefined {
  const saysWho = supports(version.value, 'localPeer')
  if (!supports(version.value, 'peers') || !services.some(hasTable)) return undefined
  if (loadBalancers.length === 1 && !saysWho) return undefined
  const port = highAvailability.peersPort
  return {
    // No cluster and no service can have such a name.
    name: `${name}:peers`,
    port,
    members: loadBalancers.map(loadBalancer => ({
      loadBalancer,
      name: loadBalancer.name,
      endpoint: loadBalancers.length === 1 ? `127.0.0.1:${port.value}` : addressIn(version.value)(loadBalancer.address.value, port.value),
    })),
    saysWho,
  }
}

const wideIn = ({services}: Cluster): ReadonlySet<string> =>
  new Set(
    services
      .filter(hasTable)
      .filter(service => entriesOf(service).some(({address, acceptProxy}) => address.value.kind === 'ipv6' || acceptProxy.value))
      .map(({name, persistence}) => persistence.with?.value ?? name),
  )

const MAX_NUMBER = 0x7f_ff_ff_ff

/** Numbers that hang on names alone, so that they stay when nodes come and go, and are the same in every service. */
function numbersOf({nodes, services, haproxy: {version}}: Cluster): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>()
  if (supports(version.value, 'nodesByName') || !services.some(hasTable)) return numbers
  const taken = new Set<number>()
  for (const name of nodes.map(node => node.name).sort()) {
    let number = hash(name)
    while (taken.has(number)) number = (number % MAX_NUMBER) + 1
    taken.add(number)
    numbers.set(name, number)
  }
  return numbers
}

/** FNV-1a, from 1 to the greatest number that HAProxy takes for a server. */
function hash(text: string): number {
  let state = 0x81_1c_9d_c5
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93)
  return ((state >>> 0) % MAX_NUMBER) + 1
}

import type {FindingKind, Report} from '../../findings/finding.ts'
import type {Cluster, Node} from '../../model/cluster.ts'
import {type Address, type Family, canonical, isLoopback} from '../../model/endpoint.ts'
import {floatingAddresses, prefixLengthOf} from '../../model/floating.ts'
import {isNear} from '../../model/network.ts'
import {type Duty, takenBy} from './duty.ts'
import {familiesBehind, nearGateway} from './gateway.ts'
import {kinds} from './kinds.ts'

/** Who has which address, as far as the spec tells: by the address in canonical text. */
interface Owners {
  /** Addresses of one load balancer alone, with its name. */
  readonly units: ReadonlyMap<string, string>
  /** Addresses that load balancers have or hand to each other. */
  readonly shared: ReadonlySet<string>
  readonly nodes: ReadonlyMap<string, string>
}

interface Fault {
  readonly kind: FindingKind
  readonly message: string
  readonly hint: string
}

/** Reports LB712 to LB715, one a node: gateways that are written, and by which no answer comes back through the load balancer. */
export function reportWrittenGateways(cluster: Cluster, duties: readonly Duty[], report: Report): void {
  const written = duties.flatMap(duty => {
    const {value, origin} = duty.node.gateway ?? {}
    if (value === undefined || value.kind === 'name' || origin === undefined || !familiesBehind(duty).includes(value.kind)) return []
    return {duty, address: value, origin}
  })
  if (written.length === 0) return
  const owners = ownersOf(cluster)
  for (const {duty, address, origin} of written) {
    const fault = faultOf(duty, address, owners, cluster)
    if (fault !== undefined) report({...fault.kind, message: fault.message, hint: fault.hint, path: origin})
  }
}

function ownersOf({loadBalancers, nodes, services, ...cluster}: Cluster): Owners {
  const units = loadBalancers.flatMap(({name, address, sourceAddress}) =>
    [address, ...(sourceAddress === undefined ? [] : [sourceAddress])].map(({value}) => [canonical(value), name] as const),
  )
  const sources = services.flatMap(({sourceAddress}) => (sourceAddress === undefined ? [] : [canonical(sourceAddress.value)]))
  const floating = floatingAddresses({...cluster, loadBalancers, services}).map(({host}) => canonical(host))
  return {
    units: new Map(units),
    shared: new Set([...sources, ...floating]),
    nodes: new Map(nodes.map(({name, address}) => [canonical(address.value), name])),
  }
}

function faultOf(duty: Duty, address: Address, owners: Owners, cluster: Cluster): Fault | undefined {
  // Every router has such an address, and the spec names none.
  if (isNear(address, {kind: 'ipv6', text: 'fe80::'}, 10)) return undefined
  if (isOwn(duty, address)) return ownFault(duty, address, cluster)
  return farFault(duty, address, cluster) ?? unitFault(duty, address, owners, cluster) ?? otherFault(duty, address, owners, cluster)
}

/** What a node is sent as it is, it has itself, unless a rule of its packet filter takes it. */
function isOwn(duty: Duty, address: Address): boolean {
  const {node} = duty
  const own = [node.address.value, ...(node.redirect === undefined ? takenBy(duty, 'dr', 'tun').map(({host}) => host) : [])]
  return isLoopback(address) || own.some(one => canonical(one) === canonical(address))
}

const ownFault = (duty: Duty, address: Address, cluster: Cluster): Fault => ({
  kind: kinds.ownGateway,
  message: `Node \`${duty.node.name}\` has \`${address.text}\` itself: by that gateway no answer gets to the load balancer.`,
  hint: `${instead(duty, address, cluster)}.`,
})

/** Wider than these no network is, where nobody says how wide. */
const widest: Readonly<Record<Family, number>> = {ipv4: 8, ipv6: 32}

function farFault(duty: Duty, address: Address, cluster: Cluster): Fault | undefined {
  const {node} = duty
  const own = node.address.value
  const known = knownLength(node, address.kind, cluster)
  if (own.kind !== address.kind || isNear(address, own, known ?? widest[address.kind])) return undefined
  return {
    kind: kinds.farGateway,
    message: `\`${address.text}\`, the gateway of node \`${node.name}\`, is not on its network: that is the one of \`${own.text}${known === undefined ? '' : `/${known}`}\`.`,
    hint: `${instead(duty, address, cluster)}, unless the node has an address on that network too.`,
  }
}

/** The prefix length of the node's network: that of the load balancers, where one is written and the node is on it. */
function knownLength({address: {value}}: Node, family: Family, cluster: Cluster): number | undefined {
  const length = prefixLengthOf(cluster, family)
  if (length === undefined || length >= (family === 'ipv4' ? 32 : 128)) return undefined
  const known = [...cluster.loadBalancers.map(({address}) => address.value), ...floatingAddresses(cluster).map(({host}) => host)]
  return known.some(one => isNear(one, value, length)) ? length : undefined
}

function unitFault(duty: Duty, address: Address, {units, shared}: Owners, cluster: Cluster): Fault | undefined {
  const unit = units.get(canonical(address))
  const others = cluster.loadBalancers.filter(({name}) => name !== unit)
  if (unit === undefined || others.length === 0 || shared.has(canonical(address))) return undefined
  return {
    kind: kinds.unitGateway,
    message: `Node \`${duty.node.name}\` answers by load balancer \`${unit}\` alone: when another one has the services' addresses, as after a failover, its clients get no answer.`,
    hint: `${instead(duty, address, cluster)}.`,
  }
}

/** Another machine, where it is known that there is a load balancer to be the gateway, or whose machine it is. */
function otherFault(duty: Duty, address: Address, {units, shared, nodes}: Owners, cluster: Cluster): Fault | undefined {
  const text = canonical(address)
  const node = nodes.get(text)
  if (units.has(text) || shared.has(text) || (node === undefined && nearGateway(duty, address.kind, cluster) === undefined))
    return undefined
  const gateway = `the gateway of node \`${duty.node.name}\``
  return {
    kind: kinds.otherGateway,
    message:
      node === undefined
        ? `\`${address.text}\`, ${gateway}, is no load balancer's as far as this spec tells: clients do not take answers that come past the load balancer.`
        : `Node \`${node}\` is ${gateway}: clients do not take answers that come past the load balancer.`,
    hint: `${instead(duty, address, cluster)}, unless ${node === undefined ? `a load balancer has \`${address.text}\` too` : `\`${node}\` leads what it gets to the load balancer`}.`,
  }
}

function instead(duty: Duty, {kind}: Address, cluster: Cluster): string {
  const near = nearGateway(duty, kind, cluster)
  if (near !== undefined) return `Write \`gateway: ${near.text}\``
  return cluster.loadBalancers.length > 1
    ? 'Write the address, on the network of the node, that the load balancers hand to each other'
    : 'Write the address that the load balancer has on the network of the node'
}

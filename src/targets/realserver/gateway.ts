import type {Cluster, Origin} from '../../model/cluster.ts'
import type {Family, Host} from '../../model/endpoint.ts'
import {floatingAddresses, prefixLengthOf} from '../../model/floating.ts'
import {isNear} from '../../model/network.ts'
import {type Duty, takenBy} from './duty.ts'

/** A default gateway and what says so. */
export interface Gateway {
  readonly host: Host
  readonly origins: readonly Origin[]
  /** The prefix length by which the address was found to be on the node's network, where nobody has written one. */
  readonly assumed: number | undefined
}

/** The families of addresses in which answers of a node go back through the load balancer. */
export const familiesBehind = (duty: Duty): readonly Family[] => [...new Set(takenBy(duty, 'nat').map(({host}) => host.kind))]

/** The load balancer as a node can reach it: `gateway`, else a floating address on its network, else the only load balancer's. */
export function gatewayOf(duty: Duty, family: Family, cluster: Cluster): Gateway | undefined {
  const {gateway} = duty.node
  if (gateway?.value.kind === family) return {host: gateway.value, origins: [gateway.origin], assumed: undefined}
  return floatingGateway(duty, family, cluster) ?? onlyLoadBalancer(family, cluster)
}

/** The load balancer on the node's network, as far as the spec tells, whatever gateway is written. */
export function nearGateway(duty: Duty, family: Family, cluster: Cluster): Host | undefined {
  const length = prefixLengthOf(cluster, family) ?? usualPrefix[family]
  const only = onlyLoadBalancer(family, cluster)?.host
  const isThere = only !== undefined && isNear(only, duty.node.address.value, length)
  return floatingGateway(duty, family, cluster)?.host ?? (isThere ? only : undefined)
}

function floatingGateway(duty: Duty, family: Family, cluster: Cluster): Gateway | undefined {
  const written = prefixLengthOf(cluster, family)
  const length = written ?? usualPrefix[family]
  // What the node has itself leads nowhere.
  const own = new Set(takenBy(duty, 'dr', 'tun').map(({host}) => host.text))
  const floating = floatingAddresses(cluster).find(
    ({host}) => host.kind === family && isNear(host, duty.node.address.value, length) && !own.has(host.text),
  )
  return floating && {host: floating.host, origins: floating.origins.slice(0, 1), assumed: written === undefined ? length : undefined}
}

/** The prefix length of most networks, where nobody has written one. */
export const usualPrefix: Readonly<Record<Family, number>> = {ipv4: 24, ipv6: 64}

function onlyLoadBalancer(family: Family, {loadBalancers}: Cluster): Gateway | undefined {
  const [only, ...others] = loadBalancers
  if (only === undefined || others.length > 0 || only.address.value.kind !== family) return undefined
  return {host: only.address.value, origins: [only.address.origin], assumed: undefined}
}

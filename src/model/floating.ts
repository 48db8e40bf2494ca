import type {Cluster, Failover, LoadBalancer, Origin, Sourced} from './cluster.ts'
import {type Address, type Family, canonical, isLoopback, onTheWire} from './endpoint.ts'
import {type ListenAddress, type Listener, bindsOfAll, isWildcard, listeningAt} from './listener.ts'
import {sourced} from './origin.ts'

/** An address that clients know and that is no load balancer's own: it is wherever its service is served. */
export interface FloatingAddress {
  readonly host: Address
  /** Where it is listened on, all places. There is at least one. */
  readonly origins: readonly Origin[]
}

type Listening = Pick<Cluster, 'loadBalancers' | 'services' | 'haproxy'>

/** Every floating address of a cluster, each once, in the order in which they were written. */
export function floatingAddresses(cluster: Listening): readonly FloatingAddress[] {
  const found = new Map<string, {readonly host: FloatingAddress['host']; readonly origins: Origin[]}>()
  for (const {address} of bindsOfAll(cluster)) {
    const host = address.value
    if (host.kind === 'any' || isWildcard(listeningAt(host)) || isLoopback(host) || ownerOf(host, cluster.loadBalancers) !== undefined)
      continue
    const one = found.get(canonical(host)) ?? {host: onTheWire(host), origins: []}
    one.origins.push(address.origin)
    found.set(canonical(host), one)
  }
  return [...found.values()]
}

/** Whether clients of a floating address can come in there: on that address, or on any. */
export const takesFloating = ({address: {value}}: Listener, loadBalancers: readonly LoadBalancer[]): boolean =>
  value.kind === 'any' || isWildcard(listeningAt(value)) || !(isLoopback(value) || ownerOf(value, loadBalancers) !== undefined)

/** The load balancer whose own address this is. */
export const ownerOf = (host: ListenAddress, loadBalancers: readonly LoadBalancer[]): LoadBalancer | undefined =>
  host.kind === 'any' ? undefined : loadBalancers.find(({address}) => canonical(address.value) === canonical(host))

/** What a pair has agreed on for its floating addresses, where this is the program that moves them. */
export const failoverBy = (method: Failover['method']['value'], {highAvailability: {failover}}: Cluster): Failover | undefined =>
  failover?.method.value === method ? failover : undefined

/** The prefix length of a floating address on its interface. */
export const prefixOf = ({host}: FloatingAddress, failover: Failover, addresses: readonly FloatingAddress[]): Sourced<number> =>
  writtenPrefix(host.kind, failover, addresses) ?? sourced(host.kind === 'ipv4' ? 32 : 128, '/highAvailability/prefixLength')

/**
 * The prefix length that is written for the floating addresses of a family. Where both families float, a length that IPv4 can have is
 * that of the IPv4 ones alone.
 */
function writtenPrefix(family: Family, {prefixLength}: Failover, addresses: readonly FloatingAddress[]): Sourced<number> | undefined {
  const isIpv4s = prefixLength !== undefined && prefixLength.value <= 32
  if (family === 'ipv4') return isIpv4s ? prefixLength : undefined
  return isIpv4s && addresses.some(({host}) => host.kind === 'ipv4') ? undefined : prefixLength
}

/** The prefix length of the floating addresses of a family, where one is written. */
export function prefixLengthOf(cluster: Cluster, family: Family): number | undefined {
  const {failover} = cluster.highAvailability
  return failover && writtenPrefix(family, failover, floatingAddresses(cluster))?.value
}

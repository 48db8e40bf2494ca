import type {Cluster, Origin} from './cluster.ts'
import {type Host, mappedIpv4} from './endpoint.ts'
import {bindsOf} from './listener.ts'

/** An address that clients know and that is no load balancer's own: it is wherever its service is served. */
export interface FloatingAddress {
  readonly host: Exclude<Host, {readonly kind: 'name'}>
  /** Where it is listened on, all places. */
  readonly origins: readonly Origin[]
}

/** Every floating address of a cluster, each once, in the order in which they were written. */
export function floatingAddresses({
  loadBalancers,
  services,
  haproxy,
}: Pick<Cluster, 'loadBalancers' | 'services' | 'haproxy'>): readonly FloatingAddress[] {
  const own = new Set(loadBalancers.map(({address}) => canonical(address.value)))
  const listeners = [...services.flatMap(bindsOf), ...(haproxy.stats ? [haproxy.stats.listener] : [])]
  const found = new Map<string, {readonly host: FloatingAddress['host']; readonly origins: Origin[]}>()
  for (const {address} of listeners) {
    const host = address.value
    if (host.kind === 'any' || isEverywhere(host) || isLoopback(host) || own.has(canonical(host))) continue
    const one = found.get(canonical(host)) ?? {host, origins: []}
    one.origins.push(address.origin)
    found.set(canonical(host), one)
  }
  return [...found.values()]
}

/** One text for an address, however it is written: an IPv4 address may stand in an IPv6 one. */
const canonical = (host: Host): string => mappedIpv4(host) ?? host.text

const isEverywhere = ({text}: Host): boolean => text === '::' || text === '0.0.0.0'

const isLoopback = (host: Host): boolean => canonical(host).startsWith('127.') || host.text === '::1'

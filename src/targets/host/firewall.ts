import type {Report} from '../../findings/finding.ts'
import type {Cluster, Listener, LoadBalancer, Origin} from '../../model/cluster.ts'
import type {Family} from '../../model/endpoint.ts'
import {failoverBy, floatingAddresses} from '../../model/floating.ts'
import {hasTable} from '../../model/has-table.ts'
import {bindsOf, isWildcard, listeningAt} from '../../model/listener.ts'
import {isSynchronised} from '../lvs/virtual.ts'
import {kinds} from './kinds.ts'

/** What `nftables.hbs` lets in besides what belongs to a connection that stands. */
export function firewallView(cluster: Cluster, host: LoadBalancer) {
  const {peersPort} = cluster.highAvailability
  const others = cluster.loadBalancers.filter(one => one !== host)
  const remembers = others.length > 0 && cluster.services.some(hasTable)
  return {
    origin: cluster.host.firewall.origin,
    sshPort: cluster.host.sshPort,
    openings: openings(cluster),
    peers: remembers ? others.map(other => ({...fromView(other), port: peersPort})) : [],
    ...(failoverBy('keepalived', cluster) ? vrrpView(cluster, others) : noVrrp),
    sync: isSynchronised(cluster) ? others.map(fromView) : [],
    heartbeat: failoverBy('heartbeat', cluster) ? others.map(fromView) : [],
  }
}

const fromView = ({address}: LoadBalancer) => ({
  origin: address.origin,
  ipv6: address.value.kind === 'ipv6',
  address: address.value.text,
})

const noVrrp = {vrrp: [], vrrpIpv4: undefined, vrrpIpv6: undefined}

const vrrpView = (cluster: Cluster, others: readonly LoadBalancer[]) => ({
  vrrp: others.map(fromView),
  vrrpIpv4: speaksToAll('ipv4', cluster) ? {origin: '/highAvailability'} : undefined,
  vrrpIpv6: speaksToAll('ipv6', cluster) ? {origin: '/highAvailability'} : undefined,
})

/** Where load balancers have no address of a kind they speak to a group. */
const speaksToAll = (family: Family, cluster: Cluster): boolean =>
  floatingAddresses(cluster).some(({host}) => host.kind === family) &&
  cluster.loadBalancers.some(({address}) => address.value.kind !== family)

/** Every port that clients come to, in the order of the spec. */
function openings({services, haproxy}: Cluster) {
  const listeners = [
    ...services.flatMap(service => bindsOf(service).map(listener => ({listener, udp: service.packets?.protocol.value === 'udp'}))),
    ...(haproxy.stats ? [{listener: haproxy.stats.listener, udp: false}] : []),
  ]
  return listeners.flatMap(({listener, udp}) =>
    listener.ports.value.map(range => ({...placeView(listener), ...range, isRange: range.first < range.last, udp})),
  )
}

function placeView({address: {value, origin}, ports}: Listener) {
  const address = listeningAt(value)
  return {origin: [origin, ports.origin] as readonly Origin[], isAny: isWildcard(address), ipv6: address.includes(':'), address}
}

/** Reports LB770: a rule set with names does not load before there is a name server to ask. */
export function reportNames({loadBalancers}: Cluster, report: Report): void {
  if (loadBalancers.length < 2) return
  for (const {address} of loadBalancers.filter(one => one.address.value.kind === 'name'))
    report({
      ...kinds.firewallName,
      message: `A firewall lets load balancers in by their addresses, and \`${address.value.text}\` is a name, which may mean another one tomorrow.`,
      hint: 'Write the address.',
      path: address.origin,
    })
}

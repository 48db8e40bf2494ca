import type {Cluster, Failover, LoadBalancer} from '../../model/cluster.ts'
import {floatingAddresses} from '../../model/floating.ts'
import {headerOf} from '../header.ts'
import {isManagedBy, isSynchronised} from '../lvs/virtual.ts'
import {vrrpVersion} from './vrrp.ts'

/** How long the kernel remembers connections: one line for all that is written. */
function timeoutsView({lvs: {timeouts}}: Cluster) {
  const words = [
    {name: 'tcp', of: timeouts.tcp},
    {name: 'tcpfin', of: timeouts.tcpFin},
    {name: 'udp', of: timeouts.udp},
  ].flatMap(({name, of}) => (of ? [{name, origin: of.origin, seconds: of.value / 1000}] : []))
  return words.length === 0 ? undefined : {origin: words.map(({origin}) => origin), words}
}

/** Who has the addresses tells the others of connections, so that they know them when they take over. */
function syncView(cluster: Cluster, {interface: device}: LoadBalancer) {
  if (!isSynchronised(cluster)) return undefined
  const ipv4 = floatingAddresses(cluster).some(({host}) => host.kind === 'ipv4')
  return {origin: '/highAvailability', interface: device, instance: ipv4 ? 'ipv4' : 'ipv6'}
}

/** What `head.hbs` shows. */
export const headView = (cluster: Cluster, host: LoadBalancer, failover: Failover | undefined) => ({
  ...headerOf(cluster, host),
  hostOrigin: host.origin,
  origin: failover === undefined ? cluster.lvs.origin : '/highAvailability',
  timeouts: isManagedBy('keepalived', cluster) ? timeoutsView(cluster) : undefined,
  sync: syncView(cluster, host),
  vrrp: failover && {version: vrrpVersion(failover), origin: failover.password?.origin ?? '/highAvailability/password'},
})

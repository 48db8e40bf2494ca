import type {Cluster, Failover, LoadBalancer, Origin} from '../../model/cluster.ts'
import {floatingAddresses, prefixOf} from '../../model/floating.ts'
import {headerOf} from '../header.ts'
import {isManagedBy} from '../lvs/virtual.ts'

/** What `ha.cf.hbs` shows. A machine is dead after three intervals of silence; after a boot the network may be late. */
export function configurationView(cluster: Cluster, host: LoadBalancer, failover: Failover) {
  const {advertInterval, failback} = failover
  const dead = advertInterval.value * 3
  return {
    ...headerOf(cluster, host),
    origin: failover.method.origin,
    interval: {
      origin: advertInterval.origin,
      alive: advertInterval.value,
      late: advertInterval.value * 2,
      dead,
      first: Math.max(30_000, dead * 2),
    },
    peers: cluster.loadBalancers
      .filter(one => one !== host)
      .map(({address}) => ({origin: address.origin, address: address.value.text, interface: host.interface})),
    failback,
    members: cluster.loadBalancers.map(({origin, name}) => ({origin, name})),
  }
}

/** What `haresources.hbs` shows: what the preferred load balancer has while it is well. The same on both, but for their interfaces. */
export function resourcesView(cluster: Cluster, host: LoadBalancer, failover: Failover) {
  const addresses = floatingAddresses(cluster)
  return {
    ...headerOf(cluster, host),
    preferred: {origin: failover.preferred.origin, name: failover.preferred.value.name},
    addresses: addresses.map(address => {
      const prefix = prefixOf(address, failover, addresses)
      return {
        origin: address.origins,
        prefixOrigin: prefix.origin,
        text: address.host.text,
        length: prefix.value,
        interface: host.interface,
      }
    }),
    ldirectord: isManagedBy('ldirectord', cluster) ? cluster.lvs.manager : undefined,
  }
}

/** What `authkeys.hbs` shows. */
export function keysView(cluster: Cluster, host: LoadBalancer, failover: Failover, secrets: ReadonlyMap<Origin, string>) {
  const {password} = failover
  const key = password && secrets.get(password.origin)
  if (password === undefined || key === undefined) throw new Error('A pair must not lose its key.')
  return {...headerOf(cluster, host), key: {origin: password.origin, text: key}}
}

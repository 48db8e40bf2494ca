import type {Report} from '../findings/finding.ts'
import type {LongSpec} from '../spec/long.ts'
import {asksForFailover} from './build-failover.ts'
import type {Cluster, Failover, LoadBalancer, Origin} from './cluster.ts'
import {canonical, isLoopback} from './endpoint.ts'
import {type FloatingAddress, floatingAddresses, ownerOf} from './floating.ts'
import {kinds} from './kinds.ts'
import {bindsOfAll} from './listener.ts'

type Checked = Pick<Cluster, 'loadBalancers' | 'nodes' | 'services' | 'haproxy' | 'highAvailability'>

/** Reports LB133 to LB138: where the load balancers of a cluster do not fit together. Of a lone one LB160. */
export function reportFailover(cluster: Checked, written: LongSpec['highAvailability'], report: Report): void {
  const {loadBalancers, highAvailability} = cluster
  if (loadBalancers.length < 2) return reportStray(cluster, report)
  const ownAddresses = reportOwnAddresses(cluster, report)
  const addresses = floatingAddresses(cluster)
  const {failover} = highAvailability
  if (!asksForFailover(written)) reportUnmoved(addresses, highAvailability.origin, report)
  if (failover === undefined) return
  reportInterfaces(loadBalancers, report)
  if (addresses.length === 0 && ownAddresses === 0) reportNothing(failover.method.origin, report)
  reportPrefix(addresses, failover, report)
  reportNodes(addresses, cluster, report)
}

/**
 * Nobody moves an address to a lone load balancer: an engine that listens there does not start where the machine has not got it. What the
 * kernel balances never is on the machine's own address, and of the other kind of address a machine says none.
 */
function reportStray(cluster: Checked, report: Report): void {
  const [alone] = cluster.loadBalancers
  if (alone === undefined) return
  const known = [alone.address, alone.sourceAddress].flatMap(one => (one === undefined ? [] : canonical(one.value)))
  const services = cluster.services.filter(({engine}) => engine.value !== 'lvs')
  for (const {host, origins} of floatingAddresses({...cluster, services})) {
    const [path] = origins
    if (path === undefined || host.kind !== alone.address.value.kind || known.includes(canonical(host))) continue
    report({
      ...kinds.strayAddress,
      message: `\`${host.text}\` is not the address of load balancer \`${alone.name}\`, and nothing here gives it to that machine.`,
      hint: 'See that one of its interfaces has it, or listen on an address of its own.',
      path,
    })
  }
}

/** Gives how many it reported: where there is one, a service was meant to have a floating address, and that is the mistake. */
function reportOwnAddresses(cluster: Checked, report: Report): number {
  const reported = new Set<Origin>()
  for (const {address} of bindsOfAll(cluster)) {
    const owner = ownerOf(address.value, cluster.loadBalancers)
    if (owner === undefined || isLoopback(owner.address.value) || reported.has(address.origin)) continue
    reported.add(address.origin)
    report({
      ...kinds.ownAddress,
      message: `\`${owner.address.value.text}\` is \`${owner.name}\`'s own address: no other load balancer can serve clients there.`,
      hint: 'Listen on a floating address, one that no machine has, or on `*`.',
      path: address.origin,
    })
  }
  return reported.size
}

function reportUnmoved([first]: readonly FloatingAddress[], path: Origin, report: Report): void {
  if (first === undefined) return
  report({
    ...kinds.unmovedAddress,
    message: `Nothing moves \`${first.host.text}\` from one load balancer to another.`,
    hint: 'Write `highAvailability` with a `routerId`, unless something else of yours moves it.',
    path: first.origins[0] ?? path,
  })
}

function reportInterfaces(loadBalancers: readonly LoadBalancer[], report: Report): void {
  for (const {name, origin} of loadBalancers.filter(one => one.interface === undefined))
    report({
      ...kinds.missingInterface,
      message: `Load balancer \`${name}\` does not say on which interface floating addresses live.`,
      hint: `Write its \`interface\`: \`${name}: {address: …, interface: eth0}\`.`,
      path: origin,
      part: 'key',
    })
}

function reportNothing(path: Origin, report: Report): void {
  report({
    ...kinds.nothingFloats,
    message: 'No service listens on an address that could move from one load balancer to another.',
    hint: 'Listen on an address that no machine has of its own, or leave `highAvailability` out.',
    path,
    part: 'key',
  })
}

function reportPrefix(addresses: readonly FloatingAddress[], {prefixLength}: Failover, report: Report): void {
  const ipv4 = addresses.find(({host}) => host.kind === 'ipv4')
  if (prefixLength === undefined || prefixLength.value <= 32 || ipv4 === undefined) return
  report({
    ...kinds.longPrefix,
    message: `A prefix of ${prefixLength.value} bits is longer than the IPv4 address \`${ipv4.host.text}\`.`,
    hint: 'Write a prefix length of 1 to 32.',
    path: prefixLength.origin,
  })
}

function reportNodes(addresses: readonly FloatingAddress[], {nodes}: Checked, report: Report): void {
  for (const {host, origins} of addresses) {
    const node = nodes.find(({address}) => canonical(address.value) === canonical(host))
    const [path] = origins
    if (node === undefined || path === undefined) continue
    report({
      ...kinds.nodeFloats,
      message: `\`${host.text}\` is the address of node \`${node.name}\`: a load balancer that took it would cut the node off.`,
      hint: 'Listen on an address that no machine has of its own.',
      path,
    })
  }
}

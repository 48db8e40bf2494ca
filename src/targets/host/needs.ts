import type {Cluster, Origin, Service} from '../../model/cluster.ts'
import type {Family, Host} from '../../model/endpoint.ts'
import {floatingAddresses} from '../../model/floating.ts'

/** Where in the spec something is that a machine has to be set up for. */
export interface Need {
  readonly origin: readonly Origin[]
}

const need = (origin: readonly Origin[]): Need | undefined => (origin.length === 0 ? undefined : {origin})

/** What the machine of a load balancer has to be set up for. */
export const needsOf = (cluster: Cluster) => ({
  elsewhere4: elsewhereNeed('ipv4', cluster),
  elsewhere6: elsewhereNeed('ipv6', cluster),
  forward4: forwardNeed('ipv4', cluster),
  forward6: forwardNeed('ipv6', cluster),
  transparent4: transparentNeed('ipv4', cluster),
  transparent6: transparentNeed('ipv6', cluster),
  balance: balanceNeed(cluster),
})

/** Addresses on which engines listen while another load balancer may have them. The kernel's own balancing opens nothing. */
function elsewhereNeed(family: Family, cluster: Cluster): Need | undefined {
  if (cluster.loadBalancers.length < 2) return undefined
  const services = cluster.services.filter(({engine}) => engine.value !== 'lvs')
  return need(floatingAddresses({...cluster, services}).flatMap(({host, origins}) => (host.kind === family ? origins : [])))
}

/**
 * Services that the kernel itself balances. It keeps the connections to a node that was taken out, and drops what comes by them, unless
 * `expire_nodest_conn` is on (Documentation/networking/ipvs-sysctl.rst): then they go, from 5.9 on at once, before that with the first
 * packet. A new connection is lost in the same way, as FIN_WAIT of the old one is none of the states from which `conn_reuse_mode` begins
 * anew; with `dr` and `tun` each one that has ended stays in it for two minutes.
 */
const balanceNeed = ({services}: Cluster): Need | undefined =>
  need(services.filter(({packets}) => packets !== undefined).map(({engine}) => engine.origin))

/** Services whose nodes answer through the load balancer, and so have it for their gateway. */
const forwardNeed = (family: Family, {services}: Cluster): Need | undefined =>
  need(
    services
      .filter(service => service.packets?.forward.value === 'nat' || isTransparent(service))
      .filter(service => hasNodes(family, service))
      .map(({packets, clientAddress}) => packets?.forward.origin ?? clientAddress.origin),
  )

/** Services that speak to their nodes from their clients' addresses. */
const transparentNeed = (family: Family, {services}: Cluster): Need | undefined =>
  need(services.filter(service => isTransparent(service) && hasNodes(family, service)).map(({clientAddress}) => clientAddress.origin))

const isTransparent = ({engine, clientAddress}: Service): boolean => engine.value === 'haproxy' && clientAddress.value === 'transparent'

/** Nodes that the DNS names, or that have a host name, may be of either family. */
const hasNodes = (family: Family, {servers, discovery}: Service): boolean =>
  discovery !== undefined || servers.some(({node}) => mayBe(family, node.address.value))

const mayBe = (family: Family, {kind}: Host): boolean => kind === family || (kind === 'name' && family === 'ipv4')

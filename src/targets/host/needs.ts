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
})

/** Addresses on which engines listen while another load balancer may have them. The kernel's own balancing opens nothing. */
function elsewhereNeed(family: Family, cluster: Cluster): Need | undefined {
  if (cluster.loadBalancers.length < 2) return undefined
  const services = cluster.services.filter(({engine}) => engine.value !== 'lvs')
  return need(floatingAddresses({...cluster, services}).flatMap(({host, origins}) => (host.kind === family ? origins : [])))
}

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

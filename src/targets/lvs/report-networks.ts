import type {Report} from '../../findings/finding.ts'
import type {Cluster, Service} from '../../model/cluster.ts'
import type {Address, Family} from '../../model/endpoint.ts'
import {prefixLengthOf} from '../../model/floating.ts'
import {isNear} from '../../model/network.ts'
import {kinds} from './kinds.ts'
import {addressOf, placeOf} from './places.ts'

/**
 * Reports LB657 and LB658: nodes that are on another network than their way of forwarding asks for. The one that the load balancers
 * are on is known where a prefix length is written and one of them is on the network of the service's address.
 */
export function reportNetworks(service: Service, cluster: Cluster, report: Report): void {
  const forward = service.packets?.forward.value
  const place = service.listeners.map(placeOf).find(one => one !== undefined)
  if (place === undefined || forward === undefined || forward === 'tun') return
  const length = knownLength(place, cluster)
  if (length === undefined) return
  if (forward === 'nat') reportBypass(service, place, length, report)
  else reportFar(service, place, length, report)
}

function knownLength(place: Address, cluster: Cluster): number | undefined {
  const length = prefixLengthOf(cluster, place.kind)
  const isSingle = length === undefined || length === longest[place.kind]
  return !isSingle && cluster.loadBalancers.some(({address}) => isNear(place, address.value, length)) ? length : undefined
}

const longest: Readonly<Record<Family, number>> = {ipv4: 32, ipv6: 128}

/** A node answers a neighbour itself, who has asked another one. */
function reportBypass({name, packets, servers}: Service, place: Address, length: number, report: Report): void {
  const near = servers.find(({node}) => isNear(place, node.address.value, length))
  if (near === undefined || packets === undefined) return
  report({
    ...kinds.bypass,
    message: `Node \`${near.node.name}\` is on one network with \`${place.text}\`, where service \`${name}\` listens: clients on that network would get its answers past the load balancer, and not take them.`,
    hint: 'Nothing has to be done if no client is there; else use `forward: dr`, or a network of their own for the nodes.',
    path: packets.forward.origin,
    owner: `/services/${name}`,
  })
}

/** The load balancer hands a node the packet as it is, in a frame, which no router passes on. */
function reportFar({name, servers}: Service, place: Address, length: number, report: Report): void {
  for (const {node} of servers) {
    const address = addressOf(node.address.value)
    if (address === undefined || address.kind !== place.kind || isNear(place, address, length)) continue
    report({
      ...kinds.farNode,
      message: `Node \`${node.name}\` of service \`${name}\` is not on the network of \`${place.text}/${length}\`: with \`forward: dr\` a router between takes its packets for its own.`,
      hint: 'Use `forward: tun` or `nat`, unless the load balancers have an interface on the network of the node too.',
      path: node.address.origin,
    })
  }
}

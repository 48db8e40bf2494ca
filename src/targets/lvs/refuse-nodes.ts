import type {Report} from '../../findings/finding.ts'
import type {LoadBalancer, Node, PortRange, Service} from '../../model/cluster.ts'
import type {Family} from '../../model/endpoint.ts'
import {kinds} from './kinds.ts'
import {addressOf, placeOf} from './places.ts'
import {type Find, refuseSubstitutes} from './refuse-substitutes.ts'

/** Reports what is wrong with the nodes of a service: LB640, LB644 to LB648, LB652, LB654. */
export function refuseNodes(service: Service, loadBalancers: readonly LoadBalancer[], report: Report): void {
  const find: Find = (kind, path, message, hint) => report({...kinds[kind], message, hint, path})
  const {name, servers, discovery} = service
  if (discovery === undefined && !servers.some(({backup}) => !backup.value))
    find('noNode', service.origin, `Service \`${name}\` has no node that serves.`, 'Give it a node without `backup: true`.')
  for (const {node} of servers) refuseAddress(service, node, loadBalancers, find)
  refusePorts(service, find)
  refuseFamilies(service, find)
  refuseSubstitutes(service, find)
}

function refuseAddress({name, listeners}: Service, {name: node, address}: Node, loadBalancers: readonly LoadBalancer[], find: Find): void {
  const place = addressOf(address.value)
  if (place === undefined) {
    const message = `Service \`${name}\` sends packets to node \`${node}\`, and \`${address.value.text}\` is a host name: the kernel takes addresses.`
    return find('nodeName', address.origin, message, 'Write its address.')
  }
  if (listeners.some(listener => placeOf(listener)?.text === place.text)) {
    const message = `Node \`${node}\` has the address that service \`${name}\` listens on.`
    return find('nodeIsService', address.origin, message, 'Write the own address of the node.')
  }
  const own = loadBalancers.find(one => addressOf(one.address.value)?.text === place.text)
  if (own === undefined) return
  const message = `Node \`${node}\` of service \`${name}\` is load balancer \`${own.name}\` itself, which would balance again what it is handed.`
  find('nodeIsLoadBalancer', address.origin, message, 'Take it out of the service, or use `engine: haproxy`.')
}

/** A packet that goes to a node as it is has the port that the client wrote on it. */
function refusePorts({name, packets, servers, listeners}: Service, find: Find): void {
  const forward = packets?.forward.value
  if (forward === undefined || forward === 'nat') return
  const listened = listeners.flatMap(({ports}) => ports.value)
  const seen = new Set<string>()
  for (const {node, port} of servers) {
    const {value} = port
    const differs = value !== 'same' && !listened.every(range => range.first === value && range.last === value)
    if (!differs || listened.length === 0 || seen.has(port.origin)) continue
    seen.add(port.origin)
    find(
      'nodePort',
      port.origin,
      `Service \`${name}\` sends to port ${value} of node \`${node.name}\`, and listens on ${formatPorts(listened)}. With \`forward: ${forward}\` a packet keeps its port.`,
      'Write `port: same` or leave it out; or use `forward: nat`.',
    )
  }
}

const formatPorts = ([range, ...more]: readonly PortRange[]): string =>
  range?.first === range?.last && more.length === 0 ? `port ${range?.first}` : 'others'

function refuseFamilies({name, listeners, servers}: Service, find: Find): void {
  const families = new Map(listeners.map(listener => [placeOf(listener)?.kind ?? 'ipv4', listener] as const))
  const [[family, first] = [], second] = families
  if (second !== undefined)
    find(
      'family',
      second[1].address.origin,
      `Service \`${name}\` listens on IPv4 and on IPv6, and the kernel does not turn one into the other.`,
      'Write two services, each with nodes of its own family.',
    )
  // Of a listener on all addresses of both families something is said already.
  const isBoth = listeners.some(({address}) => address.value.kind === 'ipv6' && address.value.text === '::')
  if (first === undefined || second !== undefined || isBoth) return
  for (const {node} of servers) {
    const place = addressOf(node.address.value)
    if (place === undefined || place.kind === family) continue
    find(
      'family',
      node.address.origin,
      `Service \`${name}\` listens on ${title(family)}, and node \`${node.name}\` has an ${title(place.kind)} address.`,
      `Write the ${title(family)} address of the node, or use \`engine: haproxy\`.`,
    )
  }
}

const title = (family: Family | undefined): string => (family === 'ipv6' ? 'IPv6' : 'IPv4')

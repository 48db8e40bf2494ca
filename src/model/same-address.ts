import type {Finding, Report} from '../findings/finding.ts'
import type {Cluster, LoadBalancer, Node, Server, Service} from './cluster.ts'
import {canonical} from './endpoint.ts'
import {kinds} from './kinds.ts'

/**
 * Reports LB121 where a service sends to one address and port by two nodes, once for each node that comes later; LB161 where it
 * is the kernel that would, which knows a node by its address and port alone.
 */
export function reportSameAddress({nodes, services}: Pick<Cluster, 'nodes' | 'services'>, report: Report): void {
  if (new Set(nodes.map(addressOf)).size === nodes.length) return
  const reported = new Set<Node>()
  for (const service of services) {
    const first = new Map<string, Server>()
    for (const server of service.servers) {
      const {node} = server
      const endpoint = endpointOf(server, service)
      const other = first.get(endpoint)
      if (other === undefined) first.set(endpoint, server)
      else if (other.node !== node && !reported.has(node)) {
        reported.add(node)
        report(shared(other, server, service))
      }
    }
  }
}

/** Where a packet goes: behind a mark it keeps its port, unless it is translated. */
function endpointOf({node, port}: Server, {packets}: Service): string {
  const keepsPort = packets?.firewallMark !== undefined && packets.forward.value !== 'nat'
  return keepsPort ? addressOf(node) : `${addressOf(node)} ${port.value}`
}

function shared(one: Server, {node, backup}: Server, {name, packets}: Service): Finding {
  const path = node.address.origin
  const message = `Nodes \`${one.node.name}\` and \`${node.name}\` have one address`
  // Who stands in for the others is no node of theirs in the kernel.
  if (packets !== undefined && one.backup.value === backup.value)
    return {
      ...kinds.kernelAddress,
      message: `${message}, and in service \`${name}\` the kernel takes them for one.`,
      hint: 'Give one of them its own address, or take it out of the service.',
      path,
    }
  const hint = 'Give one of them its own address, or its own port in the list of nodes of the service.'
  return {...kinds.sameAddress, message: `${message}.`, hint, path}
}

/** Reports LB130 where two load balancers have one address: neither is then reached by it for sure. */
export function reportSharedAddress(loadBalancers: readonly LoadBalancer[], report: Report): void {
  const first = new Map<string, LoadBalancer>()
  for (const loadBalancer of loadBalancers) {
    const {name, address} = loadBalancer
    const text = canonical(address.value)
    const other = first.get(text)
    if (other === undefined) first.set(text, loadBalancer)
    else
      report({
        ...kinds.sharedAddress,
        message: `Load balancers \`${other.name}\` and \`${name}\` have one address, and it can be only one machine's own.`,
        hint: 'Give each its own address. The address that clients use stands under `listen` of a service.',
        path: address.origin,
      })
  }
}

const addressOf = ({address}: Node): string => canonical(address.value)

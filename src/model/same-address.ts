import type {Report} from '../findings/finding.ts'
import type {Cluster, LoadBalancer, Node} from './cluster.ts'
import {canonical} from './endpoint.ts'
import {kinds} from './kinds.ts'

/** Reports LB121 where a service sends to one address and port by two nodes: once for each node that comes later. */
export function reportSameAddress({nodes, services}: Pick<Cluster, 'nodes' | 'services'>, report: Report): void {
  if (new Set(nodes.map(addressOf)).size === nodes.length) return
  const reported = new Set<Node>()
  for (const {servers} of services) {
    const first = new Map<string, Node>()
    for (const {node, port} of servers) {
      const endpoint = `${addressOf(node)} ${port.value}`
      const other = first.get(endpoint)
      if (other === undefined) first.set(endpoint, node)
      else if (other !== node && !reported.has(node)) {
        reported.add(node)
        report({
          ...kinds.sameAddress,
          message: `Nodes \`${other.name}\` and \`${node.name}\` have one address.`,
          hint: 'Give one of them its own address, or its own port in the list of nodes of the service.',
          path: node.address.origin,
        })
      }
    }
  }
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

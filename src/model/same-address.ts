import type {Report} from '../findings/finding.ts'
import type {Cluster, Node} from './cluster.ts'
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

const addressOf = ({address}: Node): string => address.value.text.toLowerCase()

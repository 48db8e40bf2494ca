import {applicationsOf} from '../model/applications/of-kind.ts'
import type {AlfrescoApplication, Cluster, Sourced} from '../model/cluster.ts'
import {alfrescoSpec, has} from './alfresco.ts'
import type {Rule} from './rule.ts'

const spec = (port: number): string =>
  alfrescoSpec(
    'imap: {listen: "192.168.1.10:143", timeouts: {client: 31m, server: 31m}}',
    `release: "6.2", services: {imap: imap}, clustering: {port: ${port}}`,
  )

export const sharedClusterPort: Rule = {
  code: 'LB301',
  name: 'shared-cluster-port',
  family: 'product',
  severity: 'error',
  summary: 'The port between the nodes of Alfresco is one that something else on a node has.',
  why: 'Two programs cannot listen on one port of a machine: whichever starts last fails, and its node stays alone. Nodes find each other on 5701 (Hazelcast), or 7800 (JGroups, where agents of ElectricFlow listen too); Share has 5801.',
  see: 'Alfresco documentation, "Ports used by Alfresco"',
  bad: spec(143),
  good: spec(5701),
  check(cluster, find) {
    for (const application of applicationsOf(cluster, 'alfresco')) {
      for (const port of clusterPorts(application)) {
        const other = portsOnNodes(cluster, application).get(port.value)
        if (other === undefined) continue
        find({
          message: `Nodes of application \`${application.name}\` are to find each other on port ${port.value}, which is that of ${other}.`,
          hint: 'Give the cluster another port.',
          path: port.origin,
        })
      }
    }
  },
}

/** The ports on which nodes listen for each other. */
function clusterPorts(application: AlfrescoApplication): readonly Sourced<number>[] {
  const {clustering} = application
  if (clustering?.enabled.value !== true || clustering.members.length > 0) return []
  const {port, protocol, tcpPort, rmiPort, objectPort} = clustering
  if (has(application, 'hazelcast')) return [port]
  return [...(protocol.value === 'tcp' ? [tcpPort] : []), rmiPort, objectPort, ...(has(application, 'jlanCluster') ? [port] : [])]
}

/** What else listens on the nodes of an application, by its port; of ElectricFlow's agents a rule of their own speaks. */
function portsOnNodes({services}: Cluster, {nodes}: AlfrescoApplication): ReadonlyMap<number, string> {
  const names = new Set(nodes.map(({name}) => name))
  const served = services.flatMap(({name, servers}) =>
    servers.flatMap(({node, port}) =>
      names.has(node.name) && port.value !== 'same' ? [[port.value, `service \`${name}\``] as const] : [],
    ),
  )
  return new Map(served)
}

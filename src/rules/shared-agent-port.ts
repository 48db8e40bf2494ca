import {applicationsOf} from '../model/applications/of-kind.ts'
import type {AlfrescoApplication, Node} from '../model/cluster.ts'
import {has} from './alfresco.ts'
import {flowSpec} from './electricflow-spec.ts'
import type {Rule} from './rule.ts'

/** Where an agent of ElectricFlow listens, and JGroups of Alfresco unless told otherwise. */
const PORT = '7800'

const spec = (port: string): string =>
  flowSpec({
    more: `  repository:
    kind: alfresco
    release: "4.1"
    nodes: [node1, node2]
    clustering: {name: docs, protocol: tcp, tcpPort: ${port}}
`,
  })

export const sharedAgentPort: Rule = {
  code: 'LB341',
  name: 'shared-agent-port',
  family: 'product',
  severity: 'warning',
  summary: "ElectricFlow's agent and Alfresco's JGroups want the same port of a node.",
  why: 'An agent of ElectricFlow listens on port 7800, and JGroups over TCP, by which the nodes of an Alfresco cluster up to 4.1 find each other, begins there too. Who starts second does not get it: no agent, or a cluster that is none.',
  see: 'Alfresco 4.1 documentation, "JGroups properties": `alfresco.tcp.start_port`',
  bad: spec(PORT),
  good: spec('7820'),
  check(cluster, find) {
    const flow = new Set(applicationsOf(cluster, 'electricflow').flatMap(({nodes}) => nodes.map(({name}) => name)))
    for (const application of applicationsOf(cluster, 'alfresco')) {
      if (has(application, 'hazelcast')) continue
      const node = application.nodes.find(each => flow.has(each.name) && listens(application, each))
      if (node === undefined) continue
      find({
        message: `Node \`${node.name}\` runs ElectricFlow, whose agent listens on port ${PORT}, and Alfresco of application \`${application.name}\`, whose JGroups does too.`,
        hint: 'Write `tcpPort: 7820`, or another that is free, under `clustering`.',
        path: application.origin,
        part: 'key',
      })
    }
  },
}

/** Whether JGroups asks over TCP on a node, at the agent's port: as `clustering` has it, or as the properties do. */
function listens({clustering, properties, nodeProperties}: AlfrescoApplication, {name}: Node): boolean {
  const written = new Map([...properties, ...(nodeProperties.get(name) ?? [])].map(({key, value}) => [key, value.trim()]))
  const usual = clustering?.enabled.value === true ? clustering : undefined
  const protocol = written.get('alfresco.jgroups.defaultProtocol') ?? usual?.protocol.value.toUpperCase() ?? 'UDP'
  return protocol.startsWith('TCP') && (written.get('alfresco.tcp.start_port') ?? String(usual?.tcpPort.value ?? PORT)) === PORT
}

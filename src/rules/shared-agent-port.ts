import {applicationsOf} from '../model/applications/of-kind.ts'
import {compareReleases} from '../model/applications/release.ts'
import type {AlfrescoApplication, Node} from '../model/cluster.ts'
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
    properties: {alfresco.cluster.name: docs, alfresco.jgroups.defaultProtocol: TCP, alfresco.tcp.start_port: ${port}}
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
      if (compareReleases(application.release.value, '4.2') >= 0) continue
      const node = application.nodes.find(each => flow.has(each.name) && listens(application, each))
      if (node === undefined) continue
      find({
        message: `Node \`${node.name}\` runs ElectricFlow, whose agent listens on port ${PORT}, and Alfresco of application \`${application.name}\`, whose JGroups does too.`,
        hint: 'Write `alfresco.tcp.start_port: 7820`, or another that is free, under `properties`, and the same in `alfresco.tcp.initial_hosts`.',
        path: application.origin,
        part: 'key',
      })
    }
  },
}

/** Whether JGroups asks over TCP on a node, at the agent's port. */
function listens({properties, nodeProperties}: AlfrescoApplication, {name}: Node): boolean {
  const of = new Map([...properties, ...(nodeProperties.get(name) ?? [])].map(({key, value}) => [key, value.trim()]))
  return (of.get('alfresco.jgroups.defaultProtocol') ?? 'UDP').startsWith('TCP') && (of.get('alfresco.tcp.start_port') ?? PORT) === PORT
}

import {listWords} from '../findings/nearest-word.ts'
import {applicationsOf} from '../model/applications/of-kind.ts'
import type {ElectricflowApplication} from '../model/cluster.ts'
import {flowSpec} from './electricflow-spec.ts'
import type {Rule} from './rule.ts'

const spec = (stomp: string): string => flowSpec({stomp: `timeouts: {client: 1h, server: 1h}${stomp}`})

export const scatteredFlow: Rule = {
  code: 'LB340',
  name: 'scattered-flow',
  family: 'product',
  severity: 'warning',
  summary: 'A node of ElectricFlow is in one of its services, and not in another.',
  why: 'The API and STOMP are two ports of the same server, and a web server stands beside it unless the spec says otherwise. A new node belongs into all three services: left out of one, it works and gets a part of the traffic alone, which nobody notices until the others fail.',
  see: 'KBEC-00281, "Adding Nodes to the HAProxy Cluster"',
  bad: spec(', nodes: [node1, node2]'),
  good: spec(''),
  check(cluster, find) {
    for (const application of applicationsOf(cluster, 'electricflow')) {
      const published = together(application)
      for (const {node, missing} of scattered(application, published)) {
        const [first] = missing
        if (first === undefined) continue
        const there = published.filter(role => !missing.includes(role)).map(({service}) => `\`${service.name}\``)
        find({
          message: `Node \`${node}\` is in service ${listWords(there, 'and')}, and not in ${listWords(
            missing.map(({service}) => `\`${service.name}\``),
            'and',
          )}.`,
          hint: `Add \`${node}\` to the \`nodes\` of the others; where web servers are apart from servers, list both under \`webServers\` and \`servers\` of application \`${application.name}\`.`,
          path: first.service.origin,
        })
      }
    }
  },
}

type Published = ElectricflowApplication['services'][number]

/** The services that each node should be in: all, or those of the server alone where the spec says who is what. */
function together({services, servers, webServers}: ElectricflowApplication): readonly Published[] {
  const known = services.filter(({service}) => service.discovery === undefined && service.servers.length > 0)
  return servers.isNamed || webServers.isNamed ? known.filter(({role}) => role !== 'web') : known
}

function scattered(
  {nodes}: ElectricflowApplication,
  published: readonly Published[],
): readonly {readonly node: string; readonly missing: readonly Published[]}[] {
  const members = published.map(role => ({role, names: new Set(role.service.servers.map(({node}) => node.name))}))
  return nodes
    .map(({name}) => ({node: name, missing: members.filter(({names}) => !names.has(name)).map(({role}) => role)}))
    .filter(({missing}) => missing.length > 0 && missing.length < published.length)
}

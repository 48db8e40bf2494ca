import type {AlfrescoApplication, Origin, PortRange, Service, Sourced} from '../../model/cluster.ts'
import type {Report} from '../../findings/finding.ts'
import {kinds} from './kinds.ts'
import {dataRange} from './node-ports.ts'

interface Passive {
  readonly node: string
  readonly service: Service
  readonly origin: Origin
  readonly range: Sourced<PortRange>
}

/** Reports LB864 and LB865: data connections of FTP have to come to the node that asked for them. */
export function checkPassive({passive}: AlfrescoApplication, report: Report): void {
  const found: Passive[] = []
  for (const [node, {service, origin}] of passive) {
    const range = dataRange(service)
    const servers = service.servers.map(server => server.node.name)
    if (range === undefined || servers.length !== 1 || servers[0] !== node) reportWrong(node, service, origin, report)
    else found.push({node, service, origin, range})
    if (range !== undefined && range.value.first < 1024) reportLow(service, range, report)
  }
  reportShared(found, report)
}

function reportWrong(node: string, {name}: Service, path: Origin, report: Report): void {
  report({
    ...kinds.wrongPassive,
    message: `Service \`${name}\` does not lead from a range of ports to node \`${node}\` alone, on the port that the client used.`,
    hint: `Write \`nodes: [${node}]\`, \`port: same\` and a range such as \`30000-30099\` in its \`listen\`.`,
    path,
  })
}

function reportLow({name}: Service, {origin}: Sourced<PortRange>, report: Report): void {
  report({
    ...kinds.wrongPassive,
    message: `Alfresco takes data connections on ports from 1024 on, and service \`${name}\` begins below.`,
    hint: 'Write a range from 1024 to 65535.',
    path: origin,
  })
}

/** Each node announces ports of its own. */
function reportShared(found: readonly Passive[], report: Report): void {
  const sorted = found.toSorted((one, other) => one.range.value.first - other.range.value.first)
  for (const [index, {node, range, origin}] of sorted.entries()) {
    const before = sorted[index - 1]
    if (before === undefined || before.range.value.last < range.value.first) continue
    report({
      ...kinds.sharedPassive,
      message: `Nodes \`${before.node}\` and \`${node}\` have passive ports in common: a client's data connection may come to the other one.`,
      hint: 'Give each node a range of its own.',
      path: origin,
    })
  }
}

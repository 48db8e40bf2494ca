import type {AlfrescoApplication, Origin, PortRange, Service, Sourced} from '../../model/cluster.ts'
import {entriesOf} from '../../model/listener.ts'
import {isDefault} from '../../model/origin.ts'
import type {Report} from '../../findings/finding.ts'
import {distinct} from './distinct.ts'
import {roleOf} from './facts.ts'
import {kinds} from './kinds.ts'
import {dataRange, nodePorts} from './node-ports.ts'

interface Passive {
  readonly node: string
  readonly service: Service
  readonly origin: Origin
  readonly range: Sourced<PortRange>
}

/** Reports LB864 to LB866: data connections of FTP have to come to the node that asked for them, and no check does. */
export function checkPassive(application: AlfrescoApplication, report: Report): void {
  const {passive} = application
  reportUnanswered(application, report)
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
    hint: `Write \`nodes: [${node}]\`, \`port: same\`, a range such as \`30000-30099\` in its \`listen\`, and \`check: {type: tcp, port: 21}\`: a port of the range is open for a moment only.`,
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

/** A passive port is open while a client transfers, and whoever asks it in between finds the node down. */
function reportUnanswered(application: AlfrescoApplication, report: Report): void {
  const ftp = roleOf(application, 'ftp')?.service
  const services = [...[...application.passive.values()].map(({service}) => service), ...(ftp ? [ftp] : [])]
  for (const service of distinct(services, ({name}) => name)) {
    const {name, check} = service
    const port = passivePortAsked(service)
    if (port === undefined) continue
    report({
      ...kinds.unansweredCheck,
      message: `The check of service \`${name}\` asks port ${port}, which Alfresco opens for a client's transfer and closes after it: its nodes are always down.`,
      hint: `Write \`check: {type: tcp, port: ${commandPort(ftp, service)}}\` in service \`${name}\`: the port of the commands is open all the time.`,
      ...(isDefault(check.origin) ? {path: service.origin, part: 'key' as const} : {path: check.origin}),
    })
  }
}

/** The port that a check asks for want of one of its own, where it is the first of a range for data. */
function passivePortAsked(service: Service): number | undefined {
  const {check} = service
  if (check.type === 'none' || check.type === 'external' || check.port !== undefined) return undefined
  const asked = dataRange(service) && entriesOf(service)[0]?.ports.value[0]
  return asked?.first === asked?.last ? undefined : asked?.first
}

/** Where the first node of a service takes commands. */
function commandPort(ftp: Service | undefined, {servers: [first]}: Service): number {
  return (ftp && first && nodePorts(ftp, first.node)[0]?.value) ?? 21
}

import type {Report} from '../../findings/finding.ts'
import type {Server, Service} from '../../model/cluster.ts'
import {channelHost} from './endpoint.ts'
import {isDefault} from '../../model/origin.ts'
import {goWithout} from './default.ts'
import {kinds} from './kinds.ts'
import {copiesOf, interleave, nearestWeights} from './weights.ts'

/** One node in one place of a group; a node of weight 2 has two. */
export interface Channel {
  readonly server: Server
  readonly host: string
  readonly port: number
  /** How many connections it takes at once; undefined is without a limit. */
  readonly limit: number | undefined
}

/** Channels that share the clients; the next group serves when none of this one takes a client. */
export interface Group {
  readonly channels: readonly Channel[]
}

interface Member {
  readonly server: Server
  readonly host: string
}

/**
 * The groups of a service: its nodes by weight, then its backup nodes; a group without a node that can serve is left out.
 * `room` is how many arguments Balance takes for channels and separators. Reports what `channelHost` does, and LB523 to LB525,
 * LB542, LB543, LB545.
 */
export function groupsOf(service: Service, listenPort: number, room: number, report: Report): readonly Group[] | undefined {
  const serving = service.servers.filter(server => isServing(service, server, report))
  const members = serving.flatMap(server => {
    const host = channelHost(service, server, report)
    return host === undefined ? [] : [{server, host}]
  })
  const groups = [members.filter(({server}) => !server.backup.value), members.filter(({server}) => server.backup.value)].filter(
    group => group.length > 0,
  )
  // Nodes from the DNS are refused as such.
  if (serving.length === 0 && service.discovery === undefined) {
    report({
      ...kinds.noNodes,
      message: `Service \`${service.name}\` has no node that serves.`,
      hint: 'Set the `state` of a node to `ready`, and its weight above 0.',
      path: service.origin,
    })
  }
  reportLimits(service, groups, report)
  if (groups.length === 0 || members.length < serving.length || !fits(service, groups, room, report)) return undefined
  return groups.map(group => ({channels: channelsOf(service, group, listenPort, report)}))
}

function isServing(service: Service, {node, state, weight}: Server, report: Report): boolean {
  if (state.value === 'ready' && weight.value > 0) return true
  const why = state.value === 'ready' ? 'has weight 0' : `is in state \`${state.value}\``
  report({
    ...kinds.leftOut,
    message: `Service \`${service.name}\` is written without node \`${node.name}\`, which ${why}.`,
    hint: 'Disable its channel in the running Balance and wait until it has no connection, before you restart Balance.',
    path: (state.value === 'ready' ? weight : state).origin,
  })
  return false
}

/** Balance has neither a queue nor, for the next group after a failed connection, an eye on limits. */
function reportLimits(service: Service, [first = [], standby = []]: readonly (readonly Member[])[], report: Report): void {
  const limited = [...first, ...standby].map(({server}) => server.maxConnections).find(limit => limit !== undefined)
  if (limited === undefined) return
  report({
    ...kinds.noQueue,
    message: `Service \`${service.name}\` limits the connections to its nodes; Balance lets no client wait and closes one for whom no node has room.`,
    hint: 'Use `engine: haproxy` if clients should wait.',
    path: limited.origin,
  })
  const exceeded = standby.map(({server}) => server.maxConnections).find(limit => limit !== undefined)
  if (exceeded === undefined) return
  report({
    ...kinds.standbyLimit,
    message: `Service \`${service.name}\` limits the connections to a backup node; Balance goes beyond that when a connection to the first nodes fails.`,
    hint: 'Let the backup node carry all clients, or use `engine: haproxy`.',
    path: exceeded.origin,
  })
}

const weightsOf = (group: readonly Member[]): readonly number[] => group.map(({server}) => server.weight.value)

/** Whether all channels and separators find room. A lone hash group ends with a separator, too. */
function fits(service: Service, groups: readonly (readonly Member[])[], room: number, report: Report): boolean {
  const separators = service.persistence.type === 'source' ? 1 : groups.length - 1
  const counts = groups.map(group => copiesOf(weightsOf(group)).reduce((total, each) => total + each, 0))
  const needed = counts.reduce((total, each) => total + each, separators)
  if (needed <= room) return true
  const largest = counts.indexOf(Math.max(...counts))
  const group = groups[largest] ?? []
  const near = nearestWeights(weightsOf(group), room - needed + (counts[largest] ?? 0))
  report({
    ...kinds.channels,
    message: `Service \`${service.name}\` needs ${needed} arguments for its nodes, each repeated by its weight; Balance takes ${room}.`,
    hint: near
      ? `Write weights such as ${listed(group, near)}, or use \`engine: haproxy\`.`
      : 'Send to fewer nodes, or use `engine: haproxy`.',
    path: (group[0]?.server.weight ?? service).origin,
  })
  return false
}

const listed = (group: readonly Member[], weights: readonly number[]): string =>
  group.map(({server}, place) => `${weights[place]} for \`${server.node.name}\``).join(', ')

function channelsOf(service: Service, group: readonly Member[], listenPort: number, report: Report): readonly Channel[] {
  const copies = copiesOf(weightsOf(group))
  const places = group.map(({server, host}, place) => ({
    server,
    host,
    port: server.port.value === 'same' ? listenPort : server.port.value,
    limit: limitOfCopy(service, server, copies[place] ?? 1, report),
  }))
  return interleave(copies).flatMap(place => places[place] ?? [])
}

/** A channel counts for itself, so that a node with several shares its limit among them. Reports LB524 where it cannot be shared. */
function limitOfCopy(service: Service, server: Server, copies: number, report: Report): number | undefined {
  const limit = server.maxConnections
  if (limit === undefined || limit.value === 0) return undefined
  if (limit.value % copies === 0) return limit.value / copies
  const what = `the limit of ${limit.value} connections`
  const why = `Balance counts them for each of the ${copies} channels that make the weight of node \`${server.node.name}\``
  if (isDefault(limit.origin)) goWithout(service, what, why, limit.origin, report)
  else {
    report({
      ...kinds.nodeLimit,
      message: `Service \`${service.name}\` cannot keep ${what}; ${why}.`,
      hint: `Write a multiple of ${copies}, such as ${Math.ceil(limit.value / copies) * copies}.`,
      path: limit.origin,
    })
  }
  return undefined
}

import type {Report} from '../findings/finding.ts'
import {listWords, suggest} from '../findings/nearest-word.ts'
import type {LongSpec} from '../spec/long.ts'
import {pointer} from '../spec/pointer.ts'
import {isDiscovered} from './build-discovery.ts'
import type {Node, Origin, Server, Sourced} from './cluster.ts'
import {kinds} from './kinds.ts'
import {has} from './origin.ts'
import type {ResolvedService, ResolvedServiceNode, ResolvedSpec} from './resolve.ts'
import type {State} from './values.ts'

/** What servers are built from: the cluster's nodes by name, and the spec as written and as resolved. */
export interface Pool {
  readonly nodes: ReadonlyMap<string, Node>
  readonly written: LongSpec
  readonly resolved: ResolvedSpec
}

/** What a service gives to those of its nodes that have none of their own. */
interface Shared {
  readonly port: Sourced<number | 'same'>
  readonly limit: Sourced<number> | undefined
  /** What a node is that is no backup. */
  readonly mainstay: Sourced<boolean>
}

/** The nodes as one service uses them. Reports LB102, LB104, LB110 and LB118. */
export function buildServers(
  service: ResolvedService,
  name: string,
  given: Omit<Shared, 'mainstay'>,
  pool: Pool,
  report: Report,
): readonly Server[] {
  const path = pointer('/services', name, 'nodes')
  const shared = {...given, mainstay: {value: false, origin: path}}
  const servers: Server[] = []
  const seen = new Set<string>()
  const {entries, listed} = chosen(service, name, path, pool, report)
  entries.forEach((entry, index) => {
    const origin = listed ? `${path}/${index}` : pointer('/nodes', entry.node)
    const node = pool.nodes.get(entry.node)
    if (node === undefined) reportUnknown(entry.node, name, origin, pool, report)
    else if (seen.has(entry.node)) reportTwice(entry.node, name, origin, report)
    else servers.push(buildServer(entry, origin, node, shared))
    seen.add(entry.node)
  })
  reportMixedWeights(servers, name, pool, report)
  return servers
}

function reportTwice(node: string, service: string, origin: Origin, report: Report): void {
  report({
    ...kinds.nodeTwice,
    message: `Service \`${service}\` names node \`${node}\` twice.`,
    hint: 'Keep one of the two; give it a `weight` if it shall get more.',
    path: origin,
  })
}

/** Who serves; `listed` says whether the service lists them, or means some of the cluster's nodes. */
interface Chosen {
  readonly entries: readonly ResolvedServiceNode[]
  readonly listed: boolean
}

const isList = (nodes: ResolvedService['nodes']): nodes is readonly ResolvedServiceNode[] => Array.isArray(nodes)

/** The entries of a service's list, or one for each node that it means. */
function chosen(service: ResolvedService, name: string, path: Origin, pool: Pool, report: Report): Chosen {
  const {nodes} = service
  if (isDiscovered(nodes)) return {entries: [], listed: false}
  if (isList(nodes)) return {entries: nodes, listed: true}
  const all = Object.entries(pool.resolved.nodes ?? {})
  const whole = ([node]: readonly [string, unknown]): ResolvedServiceNode => ({node, backup: false})
  if (nodes === 'all') return {entries: all.map(whole), listed: false}
  const tagged = all.filter(([, {tags}]) => tags.includes(nodes.tag)).map(whole)
  if (tagged.length === 0) {
    const known = [...new Set(all.flatMap(([, {tags}]) => tags))]
    const otherwise = known.length === 0 ? 'Give nodes `tags`.' : `Tags in use are ${listWords(known, 'and')}.`
    report({
      ...kinds.unknownTag,
      message: `Service \`${name}\` sends to nodes tagged \`${nodes.tag}\`, and no node is.`,
      hint: suggest(nodes.tag, known, otherwise),
      path: pointer(path, 'tag'),
    })
  }
  return {entries: tagged, listed: false}
}

function reportUnknown(node: string, service: string, origin: Origin, pool: Pool, report: Report): void {
  const hint = suggest(node, [...pool.nodes.keys()], 'Nodes are defined under `nodes`.')
  const path = has(pool.written.services, service) && pathOfName(origin, pool.written)
  report({
    ...kinds.unknownNode,
    message: `Service \`${service}\` sends to node \`${node}\`, which is not defined.`,
    hint,
    path: path || origin,
  })
}

/** A name stands by itself in a list, or under `node` in a map. */
const pathOfName = (origin: Origin, written: LongSpec): Origin =>
  has(written, ...origin.split('/').slice(1), 'node') ? pointer(origin, 'node') : origin

/** Direct reads rather than `field`, and nothing made for what was not written: this is done for each node of each service. */
function buildServer(entry: ResolvedServiceNode, origin: Origin, node: Node, {port, limit, mainstay}: Shared): Server {
  const {weight, state, maxConnections, cookie} = entry
  return {
    origin,
    node,
    port: entry.port === undefined ? port : {value: entry.port, origin: `${origin}/port`},
    weight: weight === undefined ? node.weight : {value: weight, origin: `${origin}/weight`},
    state: state === undefined ? node.state : stricter({value: state, origin: `${origin}/state`}, node.state),
    backup: entry.backup ? {value: true, origin: `${origin}/backup`} : mainstay,
    maxConnections:
      maxConnections === undefined ? limit : maxConnections === 0 ? undefined : {value: maxConnections, origin: `${origin}/maxConnections`},
    cookie: cookie === undefined ? undefined : {value: cookie, origin: `${origin}/cookie`},
  }
}

const strictness: Readonly<Record<State, number>> = {ready: 0, drain: 1, maintenance: 2}

/** Of the service's word and the node's the more restrictive one. */
const stricter = (entry: Sourced<State>, node: Sourced<State>): Sourced<State> =>
  strictness[entry.value] >= strictness[node.value] ? entry : node

/** A hint where some nodes of a pool have a weight and others none: 1 beside 100 is rarely meant. */
function reportMixedWeights(servers: readonly Server[], service: string, {written}: Pool, report: Report): void {
  if (servers.every(({weight}) => weight.value === 1)) return
  const without = servers.filter(({node, weight}) => weight === node.weight && written.nodes?.[node.name]?.weight === undefined)
  const [first] = without
  if (first === undefined || without.length === servers.length) return
  const names = listWords(
    without.map(({node}) => node.name),
    'and',
  )
  const message = `In service \`${service}\` some nodes have a weight, and ${names} ${without.length === 1 ? 'has' : 'have'} none, which counts as 1.`
  report({...kinds.mixedWeights, message, hint: 'Give each node a weight, or none.', path: first.origin})
}

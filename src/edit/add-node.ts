import type {Finding, Report, Source} from '../findings/finding.ts'
import {isMap} from '../spec/is-map.ts'
import {pointer} from '../spec/pointer.ts'
import type {ListNode, MapNode} from '../spec/tree.ts'
import {ownedEnd} from './block.ts'
import {indentOf, insertEntry, insertItem} from './collection.ts'
import {kinds} from './kinds.ts'
import {
  isDiscovered,
  isService,
  listNodeAt,
  listedNodes,
  nodeFields,
  nodeNames,
  nodesOf,
  reportNoList,
  serviceIn,
  serviceNames,
} from './members.ts'
import {quoteOf, writeValue} from './scalar.ts'
import {type Edited, type Entry, type Plan, type SpecText, dereference, entryAt, finish, openSpecs, ownEntry} from './spec-text.ts'
import {type Edit, breakFor, column, entrySpans, isEmpty} from './splice.ts'
import {type Values, changeAt, listOf, mapOf, mapValues, withEntry} from './values.ts'
import {type NewNode, writeNode} from './write-node.ts'

/**
 * The files that change when a node joins: it becomes the last entry under `nodes`, in the form of its siblings, and the last item
 * in the list of each service named; of those that list every node when none are named. Services without a list use all nodes anyway.
 * `sources` are the included files in order and the spec itself last. Undefined when refused:
 * reports LB050 (the name is taken), LB052, LB053 (no `nodes` to write into), LB054 (a service chooses by tag, or the DNS does), LB058, LB059.
 * Reports LB062 where another node has the address.
 */
export function addNode(
  sources: readonly Source[],
  node: NewNode,
  services: readonly string[] | undefined,
  report: Report,
): readonly Edited[] | undefined {
  const specs = openSpecs(sources, report)
  if (specs === undefined || isTaken(specs, node.name, report)) return undefined
  const home = homeOfNodes(specs, report)
  const joined = services === undefined ? servicesListingAll(specs) : servicesNamed(specs, services, report)
  if (home === undefined || joined === undefined) return undefined
  reportAddress(specs, node, report)
  const open = joined.filter(service => listedNodes(specs, service)?.includes(node.name) === false)
  return finish(
    specs,
    spec =>
      planFor(
        spec,
        spec === home,
        node,
        open.filter(service => nodesOf(specs, service)?.spec === spec),
      ),
    report,
  )
}

function isTaken(specs: readonly SpecText[], name: string, report: Report): boolean {
  const spec = specs.findLast(({value}) => Object.hasOwn(mapOf(value['nodes']), name))
  const key = spec && entryAt(spec.root, ['nodes', name])?.key
  if (spec === undefined) return false
  const message = `There is a node \`${name}\` already.`
  const hint = 'Choose another name, or change the node that is there.'
  const place = key && {span: {start: key.start, end: key.end}}
  report({...kinds.nodeExists, message, hint, path: pointer('/nodes', name), part: 'key', source: spec.source, ...place})
  return true
}

/** Reports LB062: one machine may be two nodes, by two ports; more often somebody forgot to change a copied address. */
function reportAddress(specs: readonly SpecText[], {name, address}: NewNode, report: Report): void {
  const other = nodeNames(specs).find(known => String(nodeFields(specs, known)['address']).toLowerCase() === address.toLowerCase())
  if (other === undefined) return
  const source = specs.at(-1)?.source
  report({
    ...kinds.addressInUse,
    message: `Node \`${other}\` has the address \`${address}\` already.`,
    hint: `See whether \`${name}\` is another machine, or another port of that one.`,
    ...(source && {source}),
  })
}

/** The file that new nodes belong into: the last that gives any node an address, else the last with `nodes`. */
function homeOfNodes(specs: readonly SpecText[], report: Report): SpecText | undefined {
  const home = lastWithAddresses(specs) ?? specs.findLast(({value}) => value['nodes'] !== undefined)
  const nodes = home?.value['nodes']
  if (home !== undefined && (nodes === null || isMap(nodes))) return home
  report(home === undefined ? noNodes(specs) : noMap(home))
  return undefined
}

function lastWithAddresses(specs: readonly SpecText[]): SpecText | undefined {
  const hasAddress = (node: unknown): boolean => typeof node === 'string' || mapOf(node)['address'] !== undefined
  return specs.findLast(({value}) => Object.values(mapOf(value['nodes'])).some(hasAddress))
}

const nowhere = {start: 0, end: 0}

function noNodes(specs: readonly SpecText[]): Finding {
  const source = specs.at(-1)?.source
  const hint = 'Write a line `nodes: {}` beside `services` first.'
  return {...kinds.noNodesMap, message: 'The spec has no `nodes`.', hint, path: '', ...(source && {source, span: nowhere})}
}

function noMap({root, source}: SpecText): Finding {
  const {start, end} = entryAt(root, ['nodes'])?.key ?? nowhere
  const message = '`nodes` is not a map of names and addresses.'
  return {...kinds.noNodesMap, message, hint: 'Write `nodes: {}` in its place first.', path: '', source, span: {start, end}}
}

function servicesListingAll(specs: readonly SpecText[]): readonly string[] {
  const all = nodeNames(specs)
  return serviceNames(specs).filter(service => {
    const listed = new Set(listedNodes(specs, service) ?? [])
    return all.length > 0 && all.every(name => listed.has(name))
  })
}

function servicesNamed(specs: readonly SpecText[], names: readonly string[], report: Report): readonly string[] | undefined {
  const known = [...new Set(names)].filter(name => isService(specs, name, report) && canJoin(specs, name, report))
  return known.length === new Set(names).size ? known : undefined
}

function canJoin(specs: readonly SpecText[], service: string, report: Report): boolean {
  const {tag, dns} = mapOf(nodesOf(specs, service)?.value)
  if (isDiscovered(specs, service)) {
    const hint = `Leave the service out, and add the node to what the DNS answers for \`${String(dns)}\`.`
    reportNoList(specs, service, 'finds its nodes in the DNS', hint, report)
    return false
  }
  if (typeof tag !== 'string') return true
  reportNoList(
    specs,
    service,
    `takes the nodes with tag \`${tag}\``,
    `Leave the service out, and give the node the tag with \`--tag ${tag}\`.`,
    report,
  )
  return false
}

function planFor(spec: SpecText, isHome: boolean, node: NewNode, services: readonly string[]): Plan {
  const lists = new Set(services.flatMap(service => listNodeAt(spec, ['services', service, 'nodes']) ?? []))
  const items = [...lists].flatMap(list => joinList(spec, list, node.name))
  const entry = isHome ? addEntry(spec, node) : []
  const wanted = (value: Values): Values => wantedValue(spec, isHome ? withNode(value, node) : value, node.name, services)
  return {edits: entry && [...entry, ...items], about: entryAt(spec.root, [isHome ? 'nodes' : 'services'])?.key, wanted}
}

const joinList = ({source: {text}, root}: SpecText, list: ListNode, name: string): readonly Edit[] => {
  const last = list.items.at(-1)
  const sibling = last?.kind === 'map' ? ownEntry(last, 'node')?.value : last
  return insertItem(text, list, writeValue(name, quoteOf(sibling ?? ownEntry(root, 'services')?.key)))
}

function addEntry({source: {text}, root}: SpecText, node: NewNode): readonly Edit[] | undefined {
  const entry = entryAt(root, ['nodes'])
  const nodes = entry && dereference(entry.value)
  if (entry === undefined || nodes === undefined) return undefined
  const lineBreak = breakFor(text, nodes.end)
  if (nodes.kind === 'map') return insertEntry(text, nodes, writeNode(text, entry, node, indentOf(text, nodes), lineBreak))
  if (isEmpty(nodes) && !entry.map.flow) return [openBlock(text, entry, node)]
  const flow = `{${writeNode(text, entry, node, 0, lineBreak)}}`
  const end = entrySpans(text, entry.map)[entry.map.entries.findIndex(({key}) => key === entry.key)]?.end ?? nodes.end
  return [isEmpty(nodes) ? {start: end, end, text: ` ${flow}`} : {start: nodes.start, end: nodes.end, text: flow}]
}

/** The first node under a `nodes:` that holds nothing, behind the comments that stand further in: they are about it. */
function openBlock(text: string, entry: Entry, node: NewNode): Edit {
  const outer = column(text, entry.key.start)
  const indent = outer + stepOf(text, entry.map)
  const at = ownedEnd(text, entry.value.end, outer)
  const lineBreak = breakFor(text, at)
  return {start: at, end: at, text: `${lineBreak}${' '.repeat(indent)}${writeNode(text, entry, node, indent, lineBreak)}`}
}

/** How far in the text indents one map in another; 2 when it never does. */
function stepOf(text: string, map: MapNode): number {
  const nested = map.entries.find(({value}) => value.kind === 'map' && !value.flow)
  return nested === undefined ? 2 : Math.max(column(text, nested.value.start) - column(text, nested.key.start), 1)
}

const withNode = (value: Values, {name, ...fields}: NewNode): Values =>
  withEntry(value, 'nodes', withEntry(mapOf(value['nodes']), name, fields))

/** The lists of the services hold the node, and so does an application's list that is the same one by an alias. */
function wantedValue(spec: SpecText, value: Values, name: string, services: readonly string[]): Values {
  const lists = services.map(service => serviceIn(spec.value, service)['nodes'])
  const joined = services.reduce(
    (result, service) => changeAt(result, ['services', service, 'nodes'], list => [...(listOf(list) ?? []), {node: name}]),
    value,
  )
  return changeAt(joined, ['applications'], applications =>
    mapValues(mapOf(applications), application => {
      const {nodes} = mapOf(application)
      return lists.includes(nodes) ? withEntry(mapOf(application), 'nodes', [...(listOf(nodes) ?? []), name]) : application
    }),
  )
}

import type {Report, Source, Span} from '../findings/finding.ts'
import {listWords} from '../findings/nearest-word.ts'
import {pointer} from '../spec/pointer.ts'
import type {ListNode, MapNode, YamlNode} from '../spec/tree.ts'
import {removeAt} from './collection.ts'
import {kinds} from './kinds.ts'
import {isNode, listNodeAt, nodeFields, nodeNames, nodesOf, serviceNames} from './members.ts'
import {type Edited, type Plan, type SpecText, dereference, entryAt, finish, openSpecs, textOf} from './spec-text.ts'
import {type Edit, applyEdits} from './splice.ts'
import {type Values, changeAt, listOf, mapOf, mapValues, namedNode, normalise, withEntry, withoutEntry} from './values.ts'

/**
 * The files that change when a node leaves: its entry under `nodes` goes, and every mention of it in the lists of services and
 * applications and in `nodeProperties`, each with its trailing comment. `sources` are the included files in order and the spec itself
 * last. Undefined when refused: reports LB051, LB056 (a service or application would be left with no node),
 * LB057 (an alias elsewhere needs what would go), LB058, LB059.
 */
export function removeNode(sources: readonly Source[], name: string, report: Report): readonly Edited[] | undefined {
  const specs = openSpecs(sources, report)
  if (specs === undefined || !isNode(specs, name, report)) return undefined
  const node = {name, isPart: specs.length > 1 && nodeNames(specs).length > 1}
  const isInUse = [isLastOfAny(specs, name, report), ...specs.map(spec => isAliased(spec, node, report))]
  return isInUse.includes(true) ? undefined : finish(specs, spec => planFor(spec, node), report)
}

/** The lists of a service or an application that name nodes. */
const memberLists: readonly string[] = ['nodes', 'servers', 'webServers', 'repositories']

interface Leaving {
  readonly name: string
  /** Whether other files define nodes too; a part of a spec that holds none must not have `nodes` at all. */
  readonly isPart: boolean
}

function planFor(spec: SpecText, node: Leaving): Plan {
  const once = takeOut(spec, node)
  const again = once && once.length > 0 ? repeat(spec, once, node) : once
  return {edits: again, about: entryAt(spec.root, ['nodes', node.name])?.key, wanted: value => normalise(wantedValue(value, node.name))}
}

/** A list that names the node twice loses it one mention at a time; what comes out then replaces the whole text. */
function repeat(spec: SpecText, edits: readonly Edit[], node: Leaving): readonly Edit[] | undefined {
  const text = applyEdits(spec.source.text, edits)
  const next = text === undefined ? undefined : openSpecs([{file: spec.source.file, text}], () => undefined)?.[0]
  const rest = next && takeOut(next, node)
  if (next === undefined || rest === undefined || rest.length === 0) return edits
  const all = repeat(next, rest, node)
  const last = all && applyEdits(next.source.text, all)
  return last === undefined ? undefined : [{start: 0, end: spec.source.text.length, text: last}]
}

/** The edits that take out every mention of a node, or the first one of each list; undefined where the layout allows none. */
function takeOut(spec: SpecText, node: Leaving): readonly Edit[] | undefined {
  const edits = mentions(spec, node).map(({collection, index}) => removeAt(spec.source.text, collection, index))
  return edits.includes(undefined) ? undefined : edits.flatMap(edit => edit ?? [])
}

interface Mention {
  readonly collection: MapNode | ListNode
  readonly index: number
}

function mentions(spec: SpecText, {name, isPart}: Leaving): readonly Mention[] {
  const lists = ['services', 'applications'].flatMap(kind =>
    Object.keys(mapOf(spec.value[kind])).flatMap(owner => memberLists.map(key => listNodeAt(spec, [kind, owner, key]))),
  )
  const inLists = [...new Set(lists)].flatMap(list => mentionInList(list, name))
  const applications = Object.keys(mapOf(spec.value['applications']))
  const properties = applications.map(owner => mentionOrOwner(spec, ['applications', owner, 'nodeProperties'], name))
  const maps = [isPart ? mentionOrOwner(spec, ['nodes'], name) : mentionInMap(spec, ['nodes', name]), ...properties]
  const inMaps = maps.filter(mention => mention !== undefined)
  return [...inLists, ...inMaps.filter((mention, at) => inMaps.findIndex(other => isSame(mention, other)) === at)]
}

const isSame = (a: Mention, b: Mention): boolean => a.collection === b.collection && a.index === b.index

function mentionInList(list: ListNode | undefined, name: string): readonly Mention[] {
  const index = list?.items.findIndex(item => nameOf(item) === name) ?? -1
  return list === undefined || index < 0 ? [] : [{collection: list, index}]
}

function nameOf(item: YamlNode): string | undefined {
  const node = dereference(item)
  const entry = node.kind === 'map' ? entryAt(node, ['node']) : undefined
  return textOf(entry?.value ?? node)
}

function mentionInMap({root}: SpecText, path: readonly string[]): Mention | undefined {
  const entry = entryAt(root, path)
  return entry && {collection: entry.map, index: entry.map.entries.findIndex(({key}) => key === entry.key)}
}

/** An entry of the map at a path, or that map as a whole when it holds nothing else. */
function mentionOrOwner(spec: SpecText, path: readonly string[], name: string): Mention | undefined {
  const mention = mentionInMap(spec, [...path, name])
  return mention?.collection.kind === 'map' && mention.collection.entries.length === 1 ? mentionInMap(spec, path) : mention
}

/** Reports LB056 for each service and application that would be left with no node. */
function isLastOfAny(specs: readonly SpecText[], name: string, report: Report): boolean {
  const listing = specs.flatMap(spec => ['services', 'applications'].flatMap(kind => ownersLeftEmpty(spec, kind, name)))
  const others = nodeNames(specs).filter(other => other !== name)
  const choosing = serviceNames(specs).filter(service => isLeftEmpty(specs, service, name, others))
  const all = [
    ...listing,
    ...choosing.map(service => ({
      kind: 'services',
      owner: service,
      spec: specs.findLast(spec => mapOf(spec.value['services'])[service] !== undefined),
    })),
  ]
  for (const {kind, owner, spec} of all) {
    const message = `${kind === 'services' ? 'Service' : 'Application'} \`${owner}\` has no other node than \`${name}\`.`
    const entry = spec && (mentionPlace(spec, [kind, owner, 'nodes']) ?? mentionPlace(spec, [kind, owner]))
    report({
      ...kinds.lastNode,
      message,
      hint: `Give it another node first, or remove the ${kind.slice(0, -1)}.`,
      path: pointer('', kind, owner),
      ...entry,
    })
  }
  return all.length > 0
}

function ownersLeftEmpty(spec: SpecText, kind: string, name: string): readonly {kind: string; owner: string; spec: SpecText}[] {
  return Object.entries(mapOf(spec.value[kind])).flatMap(([owner, value]) => {
    const items = listOf(mapOf(value)['nodes']) ?? []
    return items.length > 0 && items.every(item => namedNode(item) === name) ? [{kind, owner, spec}] : []
  })
}

/** Whether a service that uses all nodes, or those with a tag, would have none. */
function isLeftEmpty(specs: readonly SpecText[], service: string, name: string, others: readonly string[]): boolean {
  const nodes = nodesOf(specs, service)?.value
  if ((nodes ?? 'all') === 'all') return others.length === 0
  const {tag} = mapOf(nodes)
  const hasTag = (node: string): boolean => listOf(nodeFields(specs, node)['tags'])?.includes(tag) === true
  return typeof tag === 'string' && hasTag(name) && !others.some(hasTag)
}

function mentionPlace({root, source}: SpecText, path: readonly string[]): {source: Source; span: Span} | undefined {
  const entry = entryAt(root, path)
  return entry && {source, span: {start: entry.key.start, end: entry.key.end}}
}

/** Reports LB057 when what would go holds an anchor that an alias elsewhere stands for. */
function isAliased(spec: SpecText, node: Leaving, report: Report): boolean {
  const gone = mentions(spec, node).flatMap(
    ({collection, index}) => (collection.kind === 'map' ? collection.entries[index]?.value : collection.items[index]) ?? [],
  )
  const within = (place: number): boolean =>
    gone.some(({start, end, anchor}) => place >= (anchor ?? start) && place < Math.max(end, start + 1))
  const uses = aliases(spec.root).filter(alias => alias.target !== undefined && within(alias.target.start) && !within(alias.start))
  for (const {start, end} of uses) {
    const message = `Node \`${node.name}\` holds a value that ${listWords([spec.source.text.slice(start, end)])} uses here.`
    report({
      ...kinds.anchorInUse,
      message,
      hint: 'Write the value out here, or move the anchor to a node that stays.',
      source: spec.source,
      span: {start, end},
    })
  }
  return uses.length > 0
}

function aliases(node: YamlNode): readonly Extract<YamlNode, {kind: 'alias'}>[] {
  if (node.kind === 'alias') return [node]
  if (node.kind === 'list') return node.items.flatMap(aliases)
  return node.kind === 'map' ? node.entries.flatMap(({key, value}) => [...aliases(key), ...aliases(value)]) : []
}

function wantedValue(value: Values, name: string): Values {
  const withoutName = (items: unknown): unknown => listOf(items)?.filter(item => namedNode(item) !== name) ?? items
  const leave = (owner: unknown, key: string): unknown =>
    listOf(mapOf(owner)[key]) === undefined ? owner : changeAt(mapOf(owner), [key], withoutName)
  const leaveAll = (owners: unknown): Values => mapValues(mapOf(owners), owner => memberLists.reduce(leave, owner))
  const listsLeft = ['nodes', 'services', 'applications'].reduce(
    (result, key) => changeAt(result, [key], owners => (key === 'nodes' ? withoutEntry(mapOf(owners), name) : leaveAll(owners))),
    value,
  )
  return changeAt(listsLeft, ['applications'], applications =>
    mapValues(mapOf(applications), application => withoutProperties(application, name)),
  )
}

function withoutProperties(application: unknown, name: string): unknown {
  const all = mapOf(mapOf(application)['nodeProperties'])
  if (!Object.hasOwn(all, name)) return application
  const rest = withoutEntry(all, name)
  return Object.keys(rest).length === 0
    ? withoutEntry(mapOf(application), 'nodeProperties')
    : withEntry(mapOf(application), 'nodeProperties', rest)
}

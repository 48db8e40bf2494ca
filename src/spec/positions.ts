import type {Source, Span} from '../findings/finding.ts'
import {type MapNode, type YamlNode, treeIn} from './tree.ts'
import {steps} from './pointer.ts'

/** Where a JSON Pointer stands in a text. */
export interface Position {
  /** The key, for an entry of a map; undefined for list items and the whole. */
  readonly key: Span | undefined
  readonly value: Span
  /** How many steps of the pointer were written, in a short form too; the rest are left to defaults. */
  readonly depth: number
  readonly node: YamlNode
}

/** Finds places in one source. The text is parsed for places at the first question, never before. */
export interface Positions {
  readonly source: Source
  /** The place of the pointer, or of the nearest part around it that was written. */
  readonly find: (path: string) => Position
}

export function positionsIn(source: Source): Positions {
  return {
    source,
    find: path => {
      const tree = treeIn(source)
      return tree === undefined ? nowhere : walk(tree, steps(path))
    },
  }
}

const nowhere: Position = {
  key: undefined,
  value: {start: 0, end: 0},
  depth: 0,
  node: {kind: 'scalar', start: 0, end: 0, anchor: undefined, style: 'plain', text: ''},
}

function walk(root: YamlNode, path: readonly string[]): Position {
  let found: Position = {key: undefined, value: root, depth: 0, node: dereference(root)}
  for (const [index, step] of path.entries()) {
    const next = child(found.node, step)
    if (next === undefined) break
    // A short form stands for its one-item list: the step is taken, the place stays.
    found = next === 'itself' ? {...found, depth: index + 1} : {...next, depth: index + 1}
  }
  const depth = isShortFor(found.node, path, found.depth) ? path.length : found.depth
  return {...found, depth, value: {start: found.value.start, end: found.value.end}}
}

/** The fields that a scalar in the place of a map stands for, by the place of the map. */
const shortForms: readonly (readonly [place: RegExp, fields: RegExp])[] = [
  [/^(nodes|loadBalancers)\/[^/]*$/, /^address$/],
  [/^services\/[^/]*\/nodes\/\d+$/, /^node$/],
  [/^(defaults|services\/[^/]*)\/balance$/, /^algorithm$/],
  [/^(defaults|services\/[^/]*)\/(persistence|check)$/, /^type$/],
  [/^services\/[^/]*\/listen\/\d+\/tls$/, /^certificates(\/0)?$/],
  [/^services\/[^/]*\/listen\/\d+\/redirect$/, /^to$/],
]
const listener = /^(services\/[^/]*\/listen\/\d+|haproxy\/stats\/listen)$/

/** Whether a node is a short form that says what the steps behind `depth` lead to. */
function isShortFor(node: YamlNode, path: readonly string[], depth: number): boolean {
  if (node.kind !== 'scalar' || depth === path.length) return false
  const whole = path.map(step => step.replaceAll('/', '~1'))
  const [place, field] = [whole.slice(0, depth).join('/'), whole.slice(depth).join('/')]
  // A port alone leaves the address to the default.
  if (listener.test(place)) return /^ports(\/\d+)?$/.test(field) || (field === 'address' && !/^\d+$/.test(node.text))
  return shortForms.some(([places, fields]) => places.test(place) && fields.test(field))
}

type Found = Omit<Position, 'depth'>

function child(node: YamlNode, step: string): Found | 'itself' | undefined {
  if (node.kind === 'list') {
    const item = node.items[Number(step)]
    return item === undefined ? undefined : place(undefined, item)
  }
  if (node.kind === 'map') {
    const entry = entryOf(node, step) ?? (step.endsWith('s') ? entryOf(node, step.slice(0, -1)) : undefined)
    if (entry !== undefined) return entry
  }
  return step === '0' ? 'itself' : undefined
}

const indexes = new WeakMap<MapNode, ReadonlyMap<string, MapNode['entries'][number]>>()

/** The entries of a map by name, worked out once: a spec may have a hundred thousand nodes and as many findings. */
function indexOf(map: MapNode): ReadonlyMap<string, MapNode['entries'][number]> {
  const known = indexes.get(map)
  if (known !== undefined) return known
  const index = new Map(map.entries.flatMap(entry => (entry.key.kind === 'scalar' ? [[entry.key.text, entry] as const] : [])))
  indexes.set(map, index)
  return index
}

function entryOf(map: MapNode, name: string): Found | undefined {
  const index = indexOf(map)
  const entry = index.get(name)
  if (entry !== undefined) return place(entry.key, entry.value)
  if (!index.has('<<')) return undefined
  for (const {key, value} of map.entries) {
    if (key.kind !== 'scalar' || key.text !== '<<') continue
    const found = merged(dereference(value), name)
    if (found !== undefined) return found
  }
  return undefined
}

/** A key that a merge (`<<: *base`) brings in; of several maps the first that has it counts. */
function merged(node: YamlNode, name: string): Found | undefined {
  const maps = node.kind === 'list' ? node.items.map(dereference) : [node]
  for (const map of maps) {
    const found = map.kind === 'map' ? entryOf(map, name) : undefined
    if (found !== undefined) return found
  }
  return undefined
}

const place = (key: YamlNode | undefined, value: YamlNode): Found => {
  const node = dereference(value)
  return {key, value: node, node}
}

function dereference(node: YamlNode): YamlNode {
  return node.kind === 'alias' && node.target !== undefined ? dereference(node.target) : node
}

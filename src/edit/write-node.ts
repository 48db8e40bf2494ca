import type {MapNode, YamlNode} from '../spec/tree.ts'
import {type Quote, quoteOf, writeValue} from './scalar.ts'
import {type Entry, dereference, isMergeKey, ownEntry} from './spec-text.ts'
import {column} from './splice.ts'

/** A node to add. */
export interface NewNode {
  readonly name: string
  readonly address: string
  readonly weight?: number
  readonly tags?: readonly string[]
}

/** How the nodes of a spec are written, for a new one to look like them. */
interface Form {
  readonly kind: 'short' | 'flow' | 'block'
  readonly name: Quote
  readonly field: Quote
  readonly address: Quote
  /** What stands between the braces and what they hold. */
  readonly padding: string
  /** How much further in than its name a node's fields are. */
  readonly step: number
}

/** A new entry of `nodes`, in the form of its siblings; `indent` is theirs, for a map on lines of its own. */
export function writeNode(text: string, nodes: Entry, node: NewNode, indent: number, lineBreak: string): string {
  const {name, address, weight, tags = []} = node
  const form = formOf(text, nodes, weight !== undefined || tags.length > 0)
  const key = writeValue(name, form.name)
  const entry = (field: string, value: string): string => `${writeValue(field, form.field)}: ${value}`
  const fields = [
    entry('address', writeValue(address, form.address)),
    ...(weight === undefined ? [] : [entry('weight', writeValue(weight, form.field))]),
    ...(tags.length === 0 ? [] : [entry('tags', `[${tags.map(tag => writeValue(tag, form.field)).join(', ')}]`)]),
  ]
  if (form.kind === 'short') return `${key}: ${writeValue(address, form.address)}`
  if (form.kind === 'flow') return `${key}: {${form.padding}${fields.join(', ')}${form.padding}}`
  const margin = `${lineBreak}${' '.repeat(indent + form.step)}`
  return `${key}:${fields.map(field => margin + field).join('')}`
}

/** The last sibling's form, as far as it has room for the fields; the short one where any sibling is short and the address is all. */
function formOf(text: string, nodes: Entry, hasMore: boolean): Form {
  const siblings = siblingsIn(nodes)
  const short = siblings.findLast(({value}) => value.kind === 'scalar')
  const long = siblings.flatMap(({key, value}) => (value.kind === 'map' ? [{key, map: value}] : [])).at(-1)
  const name = quoteOf(siblings.at(-1)?.key ?? nodes.key)
  if (long !== undefined && (hasMore || short === undefined)) return {name, ...longForm(text, nodes, long)}
  const field = quoteOf(nodes.key)
  return {kind: hasMore ? 'flow' : 'short', name, field, address: quoteLike(short?.value, field), padding: '', step: 2}
}

/** The form of a sibling that is a map. */
function longForm(text: string, nodes: Entry, {key, map}: {readonly key: YamlNode; readonly map: MapNode}): Omit<Form, 'name'> {
  const field = quoteOf((map.entries.at(-1) ?? nodes).key)
  const address = quoteLike(ownEntry(map, 'address')?.value, field)
  if (map.flow) return {kind: 'flow', field, address, padding: text[map.start + 1] === ' ' ? ' ' : '', step: 2}
  return {kind: 'block', field, address, padding: '', step: Math.max(column(text, map.start) - column(text, key.start), 1)}
}

function siblingsIn({value}: Entry): MapNode['entries'] {
  const nodes = dereference(value)
  return nodes.kind === 'map' ? nodes.entries.filter(({key}) => !isMergeKey(key)) : []
}

const quoteLike = (address: YamlNode | undefined, otherwise: Quote): Quote => (address === undefined ? otherwise : quoteOf(address))

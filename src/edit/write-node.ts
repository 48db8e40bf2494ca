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
function formOf(text: string, {key, value}: Entry, hasMore: boolean): Form {
  const nodes = dereference(value)
  const entries = nodes.kind === 'map' ? nodes.entries.filter(entry => !isMergeKey(entry.key)) : []
  const short = entries.findLast(entry => entry.value.kind === 'scalar')
  const long = entries.findLast(entry => entry.value.kind === 'map')
  const map = long?.value.kind === 'map' && (hasMore || short === undefined) ? long.value : undefined
  const name = quoteOf(entries.at(-1)?.key ?? key)
  const field = quoteOf(map?.entries.at(-1)?.key ?? key)
  const address = map === undefined ? short?.value : ownEntry(map, 'address')?.value
  const kind = map === undefined ? (hasMore ? 'flow' : 'short') : map.flow ? 'flow' : 'block'
  return {kind, name, field, address: address === undefined ? field : quoteOf(address), ...layout(text, long?.key, map)}
}

function layout(text: string, name: YamlNode | undefined, map: MapNode | undefined): Pick<Form, 'padding' | 'step'> {
  const padding = map?.flow === true && text[map.start + 1] === ' ' ? ' ' : ''
  const step = map === undefined || map.flow || name === undefined ? 2 : column(text, map.start) - column(text, name.start)
  return {padding, step: Math.max(step, 1)}
}

import {
  COLLECTION_STYLE_FLOW,
  EVENT_ID,
  SCALAR_STYLE_DOUBLE_QUOTED,
  SCALAR_STYLE_FOLDED_BLOCK,
  SCALAR_STYLE_LITERAL_BLOCK,
  SCALAR_STYLE_PLAIN,
  SCALAR_STYLE_SINGLE_QUOTED,
  getScalarValue,
  parseEvents,
} from 'js-yaml'
import type {Source} from '../findings/finding.ts'

type Event = ReturnType<typeof parseEvents>[number]
type NodeEvent = Exclude<Event, {type: 1 | 6}>
type AliasEvent = Extract<Event, {type: 5}>
type ScalarEvent = Extract<Event, {type: 4}>
type CollectionEvent = Extract<Event, {type: 2 | 3}>

interface Placed {
  /** Offset of the first character of the node itself, quotes and brackets included, anchor and tag excluded. */
  readonly start: number
  /** Offset behind its last character; a block collection ends where its last child ends, a block scalar with its last line of text. */
  readonly end: number
  /** Offset of its anchor's `&`, when it has one. */
  readonly anchor: number | undefined
  /** Offset of its tag's `!`, when it has one. */
  readonly tag?: number | undefined
}

export interface ScalarNode extends Placed {
  readonly kind: 'scalar'
  readonly style: 'plain' | 'single' | 'double' | 'literal' | 'folded'
  /** Its text with quotes, escapes and folding undone. */
  readonly text: string
}

export interface MapNode extends Placed {
  readonly kind: 'map'
  readonly flow: boolean
  readonly entries: readonly {readonly key: YamlNode; readonly value: YamlNode}[]
}

export interface ListNode extends Placed {
  readonly kind: 'list'
  readonly flow: boolean
  readonly items: readonly YamlNode[]
}

/** `*name`: stands for its target, which was written elsewhere. */
export interface AliasNode extends Placed {
  readonly kind: 'alias'
  readonly target: YamlNode | undefined
}

export type YamlNode = ScalarNode | MapNode | ListNode | AliasNode

const scalarStyles = new Map<number, ScalarNode['style']>([
  [SCALAR_STYLE_PLAIN, 'plain'],
  [SCALAR_STYLE_SINGLE_QUOTED, 'single'],
  [SCALAR_STYLE_DOUBLE_QUOTED, 'double'],
  [SCALAR_STYLE_LITERAL_BLOCK, 'literal'],
  [SCALAR_STYLE_FOLDED_BLOCK, 'folded'],
])

/** Where the reading of a text's events has come to. */
interface Reading {
  readonly text: string
  readonly events: readonly Event[]
  readonly anchors: Map<string, YamlNode>
  /** Index of the next event. */
  at: number
  /** Offset behind what was read last. */
  end: number
}

/**
 * The first document of a YAML text as a tree that knows where each node stands; undefined when there is none.
 * Expects text that js-yaml has parsed before: it throws what js-yaml throws.
 */
export function parseTree(text: string): YamlNode | undefined {
  const events = parseEvents(text, {})
  return events.length > 2 ? readNode({text, events, anchors: new Map(), at: 1, end: 0}) : undefined
}

const trees = new WeakMap<Source, {readonly root: YamlNode | undefined}>()

/** The tree of a source, worked out once. */
export function treeIn(source: Source): YamlNode | undefined {
  const known = trees.get(source) ?? {root: parseTree(source.text)}
  trees.set(source, known)
  return known.root
}

/** Offset of the first character of a node with its anchor and tag, which belong to it when it moves. */
export const outerStart = ({start, anchor, tag}: YamlNode): number => Math.min(start, anchor ?? start, tag ?? start)

function readNode(reading: Reading): YamlNode {
  const event = reading.events[reading.at++]
  if (event === undefined || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) {
    throw new Error('The YAML events end early.')
  }
  if (event.type === EVENT_ID.ALIAS) return readAlias(reading, event)
  const node = event.type === EVENT_ID.SCALAR ? readScalar(reading, event) : readCollection(reading, event)
  if (event.anchorStart >= 0) reading.anchors.set(anchorName(reading, event), node)
  return node
}

const anchorName = ({text}: Reading, {anchorStart, anchorEnd}: NodeEvent): string => text.slice(anchorStart, anchorEnd)

function readAlias(reading: Reading, event: AliasEvent): AliasNode {
  reading.end = event.anchorEnd
  const target = reading.anchors.get(anchorName(reading, event))
  return {kind: 'alias', start: event.anchorStart - 1, end: event.anchorEnd, anchor: undefined, target}
}

function readScalar(reading: Reading, event: ScalarEvent): ScalarNode {
  const {text} = reading
  const style = scalarStyles.get(event.style) ?? 'plain'
  if (event.valueStart < 0) {
    const end = Math.max(reading.end, event.anchorEnd, event.tagEnd)
    reading.end = end
    return {kind: 'scalar', start: end, end, ...properties(event), style, text: ''}
  }
  const quote = style === 'single' || style === 'double' ? 1 : 0
  const isBlock = style === 'literal' || style === 'folded'
  const raw = text.slice(event.valueStart, event.valueEnd)
  reading.end = event.valueEnd + quote - (isBlock ? raw.length - raw.trimEnd().length : 0)
  return {kind: 'scalar', start: event.valueStart - quote, end: reading.end, ...properties(event), style, text: getScalarValue(text, event)}
}

function readCollection(reading: Reading, event: CollectionEvent): MapNode | ListNode {
  reading.end = event.start
  const children: YamlNode[] = []
  while (reading.events[reading.at]?.type !== EVENT_ID.POP) children.push(readNode(reading))
  reading.at++
  const flow = event.style === COLLECTION_STYLE_FLOW
  const isPair = flow && !'{['.includes(reading.text.charAt(event.start))
  const inside = children.at(-1)?.end ?? event.start + 1
  reading.end = flow && !isPair ? closingBracket(reading.text, inside) : inside
  const placed = {start: event.start, end: reading.end, ...properties(event), flow}
  if (event.type === EVENT_ID.SEQUENCE) return {kind: 'list', ...placed, items: children}
  return {kind: 'map', ...placed, entries: pairs(children)}
}

const properties = ({anchorStart, tagStart}: ScalarEvent | CollectionEvent): Pick<Placed, 'anchor' | 'tag'> => ({
  anchor: anchorStart < 0 ? undefined : anchorStart - 1,
  tag: tagStart < 0 ? undefined : tagStart,
})

const pairs = (children: readonly YamlNode[]): MapNode['entries'] =>
  children.flatMap((key, index) => {
    const value = children[index + 1]
    return index % 2 === 0 && value !== undefined ? [{key, value}] : []
  })

/** Offset behind the bracket that closes a flow collection whose last child ends at `from`. */
function closingBracket(text: string, from: number): number {
  const gap = /(?:[^\]}#]|#[^\r\n]*)*/y
  gap.lastIndex = from
  gap.exec(text)
  return gap.lastIndex + 1
}

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

type Event = ReturnType<typeof parseEvents>[number]

interface Placed {
  /** Offset of the first character of the node itself, quotes and brackets included, anchor and tag excluded. */
  readonly start: number
  /** Offset behind its last character; a block collection ends where its last child ends. */
  readonly end: number
  /** Offset of its anchor's `&`, when it has one. */
  readonly anchor: number | undefined
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

/**
 * The first document of a YAML text as a tree that knows where each node stands; undefined when there is none.
 * Expects text that js-yaml has parsed before: it throws what js-yaml throws.
 */
export function parseTree(text: string): YamlNode | undefined {
  const events = parseEvents(text, {})
  const anchors = new Map<string, YamlNode>()
  let at = 1
  let lastEnd = 0

  const node = (): YamlNode => {
    const event = events[at++]
    if (event === undefined || event.type === EVENT_ID.DOCUMENT || event.type === EVENT_ID.POP) {
      throw new Error('The YAML events end early.')
    }
    if (event.type === EVENT_ID.ALIAS) {
      const target = anchors.get(text.slice(event.anchorStart, event.anchorEnd))
      lastEnd = event.anchorEnd
      return {kind: 'alias', start: event.anchorStart - 1, end: event.anchorEnd, anchor: undefined, target}
    }
    const built = collect(event)
    if (event.anchorStart >= 0) anchors.set(text.slice(event.anchorStart, event.anchorEnd), built)
    return built
  }

  const collect = (event: Exclude<Event, {type: 1 | 5 | 6}>): YamlNode => {
    const anchor = event.anchorStart < 0 ? undefined : event.anchorStart - 1
    if (event.type === EVENT_ID.SCALAR) {
      const style = scalarStyles.get(event.style) ?? 'plain'
      if (event.valueStart < 0) return {kind: 'scalar', start: lastEnd, end: lastEnd, anchor, style, text: ''}
      const quote = style === 'single' || style === 'double' ? 1 : 0
      lastEnd = event.valueEnd + quote
      return {kind: 'scalar', start: event.valueStart - quote, end: lastEnd, anchor, style, text: getScalarValue(text, event)}
    }
    const children: YamlNode[] = []
    while (events[at]?.type !== EVENT_ID.POP) children.push(node())
    at++
    const flow = event.style === COLLECTION_STYLE_FLOW
    const inside = children.at(-1)?.end ?? event.start + 1
    const placed = {start: event.start, end: flow ? closingBracket(text, inside) : inside, anchor, flow}
    lastEnd = placed.end
    if (event.type === EVENT_ID.SEQUENCE) return {kind: 'list', ...placed, items: children}
    return {kind: 'map', ...placed, entries: pairs(children)}
  }

  return events.length > 2 ? node() : undefined
}

const pairs = (children: readonly YamlNode[]): MapNode['entries'] =>
  children.flatMap((key, index) => {
    const value = children[index + 1]
    return index % 2 === 0 && value !== undefined ? [{key, value}] : []
  })

/** Offset behind the bracket that closes a flow collection whose last child ends at `from`. */
function closingBracket(text: string, from: number): number {
  const gap = /(?:[^\]}#]|#[^\n]*)*/y
  gap.lastIndex = from
  gap.exec(text)
  return gap.lastIndex + 1
}

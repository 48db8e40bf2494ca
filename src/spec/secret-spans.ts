import type {Source, Span} from '../findings/finding.ts'
import {nearestWord} from '../findings/nearest-word.ts'
import {isVariableName, spansBehindWords} from '../findings/secret-key.ts'
import {brokenSecretSpans} from './broken-secrets.ts'
import {type Field, isReferenceKey, isSecretStep, language, mayMeanSecret, referenceKeys} from './secret-field.ts'
import {lineEnd, meets} from './spans.ts'
import {type ScalarNode, type YamlNode, treeIn} from './tree.ts'

/**
 * Where a spec writes its secrets out, in order and apart: what the schema says is one, what a key says by its name, and
 * what stands in a line of an engine or in a comment behind a word that tells of one. Of a spec that is wrong rather too
 * much is taken for a secret than too little.
 */
export function secretSpans(source: Source): readonly Span[] {
  const {text} = source
  const root = treeOf(source)
  if (root === undefined) return apart(brokenSecretSpans(text))
  const spans: Span[] = []
  collect(root, top, {text, spans, lines: apart(spansBehindWords(text)), known: new Map(), above: new Set()})
  // Behind the first document there may be another one.
  const rest = brokenSecretSpans(text.slice(root.end)).map(({start, end}) => ({start: root.end + start, end: root.end + end}))
  return apart([...spans, ...secretsInComments(text), ...rest])
}

/** The text as a tree; undefined where it is none. */
function treeOf(source: Source): YamlNode | undefined {
  try {
    return treeIn(source)
  } catch {
    return undefined
  }
}

/** Where a walk has come to: the field, whether a secret's key leads there, and the key that it is under. */
interface Place {
  readonly field: Field
  readonly isSecret: boolean
  readonly key: string | undefined
}

const top: Place = {field: language, isSecret: false, key: undefined}

interface Walk {
  readonly text: string
  readonly spans: Span[]
  /** What stands behind a word that tells of a secret, wherever in the text: no scalar that does not meet it has any. */
  readonly lines: readonly Span[]
  /** As what each node with an anchor was looked at already: only aliases lead to a node once more. */
  readonly known: Map<YamlNode, Place[]>
  /** The nodes around this one: an alias may stand for one of them. */
  readonly above: Set<YamlNode>
}

function collect(node: YamlNode, place: Place, walk: Walk): void {
  if (node.kind === 'scalar') return collectScalar(node, place, walk)
  if (node.anchor !== undefined && !isNew(node, place, walk)) return
  if (node.kind === 'alias' && node.target !== undefined) collect(node.target, place, walk)
  // A password that begins with an asterisk, without quotes.
  if (node.kind === 'alias' && node.target === undefined && (place.isSecret || place.field.isMapWithSecret)) walk.spans.push(node)
  // A list in the place of a map may hold what belongs there.
  const inside = place.field.isMapWithSecret ? place.field : place.field.inside('0')
  if (node.kind === 'list') for (const item of node.items) collect(item, {...place, field: inside}, walk)
  if (node.kind === 'map') for (const {key, value} of node.entries) collectEntry(key, value, place, walk)
  walk.above.delete(node)
}

function isNew(node: YamlNode, {field, isSecret, key}: Place, {known, above}: Walk): boolean {
  const before = known.get(node) ?? []
  if (above.has(node) || before.some(one => one.field === field && one.isSecret === isSecret && one.key === key)) return false
  known.set(node, [...before, {field, isSecret, key}])
  above.add(node)
  return true
}

function collectScalar(node: ScalarNode, {field, isSecret, key}: Place, walk: Walk): void {
  if (isSecret) collectMarks(node, walk)
  const isSwitch = node.style === 'plain' && /^(?:true|false|null|~)?$/i.test(node.text)
  if (isSwitch) return
  const isLogin = key === 'user' && /:./.test(node.text)
  if (isSecret || isLogin || (field.isMapWithSecret && !isWordOf(field, node))) walk.spans.push(node)
  else collectText(node, walk)
}

/** What YAML takes for something else of a secret that nobody quoted: `!hunter2` for a tag, `&hunter2` for an anchor, `#hunter2` for a comment. */
function collectMarks({start, end, tag, anchor, text: said}: ScalarNode, {text, spans}: Walk): void {
  if (tag !== undefined) spans.push({start: tag, end: start})
  if (said !== '') return
  if (anchor !== undefined) spans.push({start: anchor, end: Math.max(anchor, lineEnd(text, anchor))})
  const [comment] = /^[ \t]*:?[ \t]+#\S.*/.exec(text.slice(end, lineEnd(text, end))) ?? []
  if (comment !== undefined) spans.push({start: end + comment.indexOf('#'), end: end + comment.length})
}

/** Whether a scalar in the place of a map is a word of that map, `highAvailability: keepalived`, or a switch. */
const isWordOf = (field: Field, {text}: ScalarNode): boolean =>
  field.words.includes(text) || /^(?:yes|no|on|off|none|enabled|disabled|default)$/i.test(text)

/** Whether an entry says where a secret is, and not the secret itself. */
const isPlaceOfSecret = (key: string, value: YamlNode): boolean =>
  isReferenceKey(key) && (key !== 'env' || value.kind !== 'scalar' || isVariableName(value.text))

function collectEntry(key: YamlNode, value: YamlNode, place: Place, walk: Walk): void {
  const word = key.kind === 'scalar' ? key.text : undefined
  if (word === undefined) collect(key, {...place, isSecret: true}, walk)
  if (word === '<<') {
    for (const merged of value.kind === 'list' ? value.items : [value]) collect(merged, place, walk)
    return
  }
  const step = word ?? ''
  const field = place.field.inside(step)
  const isStray = !field.isKnown && !step.startsWith('x-')
  const isSecret =
    (place.isSecret && !isPlaceOfSecret(step, value)) ||
    field.isSecret ||
    isSecretStep(step, place.key) ||
    (isStray && mayMeanSecret(step, place.field) && !isNumber(value))
  if (key.kind === 'scalar') {
    const isValue =
      isStray &&
      isEmpty(value) &&
      place.field.isMapWithSecret &&
      !isWordOf(place.field, key) &&
      nearestWord(step, place.field.names) === undefined
    const isInSecret = place.isSecret && nearestWord(step, referenceKeys) === undefined
    if (isValue || isInSecret) walk.spans.push(key)
    else collectText(key, walk)
  }
  collect(value, {field, isSecret, key: step}, walk)
}

const isNumber = (node: YamlNode): boolean => node.kind === 'scalar' && node.style === 'plain' && /^\d+$/.test(node.text)

const isEmpty = (node: YamlNode): boolean => node.kind === 'scalar' && node.style === 'plain' && node.text === ''

/** What stands in a scalar behind a word that tells of a secret. What goes on on other lines is one text, unless it is a block of lines. */
function collectText({start, end, style, text: said}: ScalarNode, {text, spans, lines}: Walk): void {
  if (!meets(lines, start, end) && !/:(?:[\s"'[|>&!]|$)/.test(said)) return
  const found = brokenSecretSpans(text.slice(start, end)).map(span => ({start: start + span.start, end: start + span.end}))
  spans.push(...(style === 'literal' ? found : found.slice(0, 1).map(span => ({start: span.start, end}))))
}

/** What comments say behind such a word. Those that silence rules name some. */
const secretsInComments = (text: string): readonly Span[] =>
  [...text.matchAll(/(?<!\S)#(?![ \t]*lbgen-ignore).*$/gm)].flatMap(({0: comment, index}) =>
    brokenSecretSpans(comment).map(({start, end}) => ({start: index + start, end: index + end})),
  )

/** Spans in order, with those that touch or overlap made one. */
function apart(spans: readonly Span[]): readonly Span[] {
  const joined: Span[] = []
  for (const {start, end} of [...spans].sort((a, b) => a.start - b.start)) {
    const last = joined.at(-1)
    if (last === undefined || last.end < start) joined.push({start, end})
    else joined[joined.length - 1] = {start: last.start, end: Math.max(last.end, end)}
  }
  return joined
}

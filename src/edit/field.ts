import {type MapNode, type YamlNode, outerStart} from '../spec/tree.ts'
import {insertEntry, removeAt} from './collection.ts'
import {type FieldValue, type Quote, isSafeInFlow, quoteOf, writeValue} from './scalar.ts'
import {dereference, isMergeKey, mergedEntry, ownEntry, textOf} from './spec-text.ts'
import {type Edit, entrySpans, isEmpty} from './splice.ts'

/** A field and its value, the key that a short form leaves out (`address`, `node`), and how the file quotes its keys. */
export interface Field {
  readonly shortKey: string
  readonly field: string
  readonly value: FieldValue
  readonly quote: Quote
}

/** The edits that give the map at `place` (or what stands there in short form) a field; undefined where the layout allows none. */
export function setField(text: string, place: YamlNode, change: Field): readonly Edit[] | undefined {
  if (place.kind === 'list') return undefined
  if (place.kind !== 'map') return expand(text, place, change)
  const own = ownEntry(place, change.field)
  if (own !== undefined) return replaceValue(text, place, own.value, change)
  const entry = writeField(change, quoteOf(place.entries.at(-1)?.key))
  return isLookalike(text, place, change)
    ? [{start: place.start + 1, end: place.start + 1, text: `${entry}, `}]
    : insertEntry(text, place, entry)
}

/** The edits that take a field away; where a merge key then gives it another value, or nothing would be left, `change.value` is written instead. */
export function clearField(text: string, place: YamlNode, change: Field): readonly Edit[] | undefined {
  const own = place.kind === 'map' ? ownEntry(place, change.field) : undefined
  if (place.kind !== 'map' || own === undefined) return setField(text, place, change)
  const inherited = mergedEntry(place, change.field)
  const isOverridden = inherited !== undefined && textOf(inherited.value) !== change.value
  if (isOverridden || place.entries.length === 1) return replaceValue(text, place, own.value, change)
  const index = place.entries.findIndex(({key}) => key === own.key)
  return contraction(text, place, change) ?? removeAt(text, place, index)
}

const writeField = ({field, value, quote}: Field, keyQuote: Quote): string =>
  `${writeValue(field, keyQuote)}: ${writeValue(value, quote === 'double' ? quote : 'plain')}`

const rawOf = (text: string, node: YamlNode): string => text.slice(outerStart(node), node.end)

/** What a short form becomes: a flow map on one line. */
const expansion = (raw: string, key: string, change: Field): string => `{${key}: ${raw}, ${writeField(change, change.quote)}}`

/** Whether a map would look like an expanded short form if the field were put behind its only one. */
function isLookalike(text: string, map: MapNode, change: Field): boolean {
  const [lone, ...others] = map.entries
  if (lone === undefined || others.length > 0) return false
  return (
    text.slice(map.start, map.end) === `{${rawOf(text, lone.key)}: ${rawOf(text, lone.value)}}` && isShortKey(lone.key, lone.value, change)
  )
}

const isShortKey = (key: YamlNode, value: YamlNode, {shortKey}: Field): boolean =>
  textOf(key) === shortKey || (isMergeKey(key) && value.kind === 'alias')

/** A short form becomes a map that holds it under its key; an alias of a map becomes a merge of it. */
function expand(text: string, place: YamlNode, change: Field): readonly Edit[] | undefined {
  const meaning = dereference(place)
  if (meaning.kind === 'list' || isEmpty(meaning)) return undefined
  const key = meaning.kind === 'map' ? '<<' : writeValue(change.shortKey, change.quote)
  const raw = rawOf(text, place)
  const inFlow = isSafeInFlow(raw) ? raw : writeValue(textOf(meaning) ?? '', 'double')
  return [{start: outerStart(place), end: place.end, text: expansion(inFlow, key, change)}]
}

/** Turns what `expand` has made back into the short form; undefined for any other map. */
function contraction(text: string, map: MapNode, change: Field): readonly Edit[] | undefined {
  const [first, second, ...others] = map.entries
  if (first === undefined || second === undefined || others.length > 0 || outerStart(map) < map.start) return undefined
  if (!isShortKey(first.key, first.value, change) || textOf(second.key) !== change.field) return undefined
  const raw = rawOf(text, first.value)
  const written = `{${rawOf(text, first.key)}: ${raw}, ${rawOf(text, second.key)}: ${rawOf(text, second.value)}}`
  return written === text.slice(map.start, map.end) ? [{start: map.start, end: map.end, text: raw}] : undefined
}

function replaceValue(text: string, map: MapNode, value: YamlNode, change: Field): readonly Edit[] | undefined {
  if (value.kind !== 'scalar' && value.kind !== 'alias') return undefined
  if (isEmpty(value)) {
    const at = entrySpans(text, map)[map.entries.findIndex(entry => entry.value === value)]?.end
    return at === undefined ? undefined : [{start: at, end: at, text: ` ${writeValue(change.value, 'plain')}`}]
  }
  const written = writeValue(change.value, value.kind === 'scalar' ? quoteOf(value) : change.quote)
  return [{start: outerStart(value), end: value.end, text: written}]
}

import {CORE_SCHEMA, EVENT_ID, YAMLException, constructFromEvents, mergeTag, parseEvents} from 'js-yaml'
import type {Report, Source} from '../findings/finding.ts'
import {kinds} from './kinds.ts'

type Event = ReturnType<typeof parseEvents>[number]

/** YAML 1.2 core, with merge keys. */
const schema = CORE_SCHEMA.withTags(mergeTag)

/** How many nodes a spec may have once its aliases are followed: enough for 100,000 servers, too few for a bomb. */
const MAX_NODES = 4_000_000
const MAX_DEPTH = 100

/**
 * The value that a YAML or JSON text holds; undefined when there is none to go on with.
 * Reports LB002 (not YAML), LB004 (several documents), LB005 (empty), LB006 (aliases that grow too large), LB007 (key twice).
 */
export function parse(source: Source, report: Report): unknown {
  const json = /^\ufeff?\{/.test(source.text) ? parseJson(source.text.replace(/^\ufeff/, '')) : undefined
  if (json !== undefined) return json
  try {
    return parseYaml(source, report)
  } catch (error) {
    if (!(error instanceof YAMLException)) throw error
    reportSyntax(error, source, report)
    return undefined
  }
}

function parseYaml(source: Source, report: Report): unknown {
  const events = parseEvents(source.text, {maxDepth: MAX_DEPTH})
  const documents = events.filter(({type}) => type === EVENT_ID.DOCUMENT).length
  if (documents > 1) {
    const second = source.text.search(/(?<=\n)---/)
    const span = {start: Math.max(second, 0), end: Math.max(second, 0) + 3}
    report({...kinds.severalDocuments, message: `The file holds ${documents} YAML documents.`, hint: 'Keep one; put the others into files of their own.', source, span})
    return undefined
  }
  const bomb = events.some(({type}) => type === EVENT_ID.ALIAS) ? findBomb(events, source.text) : undefined
  if (bomb !== undefined) {
    report({...kinds.aliasBomb, message: `The aliases of this file stand for more than ${MAX_NODES.toLocaleString('en')} values, or for themselves.`, hint: 'Write the values out.', source, span: bomb})
    return undefined
  }
  const [value] = constructFromEvents(events, {source: source.text, schema, maxTotalMergeKeys: 1_000_000})
  return value
}

/** The alias at which the expanded document gets too large, or that stands inside its own anchor. */
function findBomb(events: readonly Event[], text: string): {start: number; end: number} | undefined {
  const sizes = new Map<string, number>()
  const open: {name: string | undefined; size: number}[] = [{name: undefined, size: 0}]
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) continue
    const top = open.at(-1)
    if (top === undefined) return undefined
    if (event.type === EVENT_ID.POP) {
      open.pop()
      const outer = open.at(-1)
      if (outer !== undefined) outer.size += top.size
      if (top.name !== undefined) sizes.set(top.name, top.size)
      continue
    }
    const name = event.anchorStart < 0 ? undefined : text.slice(event.anchorStart, event.anchorEnd)
    if (event.type === EVENT_ID.ALIAS) {
      top.size += sizes.get(name ?? '') ?? 1
      const total = open.reduce((sum, {size}) => sum + size, 0)
      const inItself = open.some(container => container.name === name)
      if (total > MAX_NODES || inItself) return {start: event.anchorStart - 1, end: event.anchorEnd}
    } else if (event.type === EVENT_ID.SCALAR) {
      top.size += 1
      if (name !== undefined) sizes.set(name, 1)
    } else {
      open.push({name, size: 1})
    }
  }
  return undefined
}

/** The value of a JSON text, by far the quickest way; undefined for the YAML parser to look at it, and to say what is wrong. */
function parseJson(text: string): unknown {
  try {
    const value: unknown = JSON.parse(text)
    return hasDuplicateKey(text) ? undefined : value
  } catch {
    return undefined
  }
}

/** Whether an object of a well-formed JSON text holds a key twice, of which `JSON.parse` would drop one in silence. */
function hasDuplicateKey(text: string): boolean {
  const keys: Set<string>[] = []
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"(?:\s*:)?|[{}]/g)) {
    if (token === '{') keys.push(new Set())
    else if (token === '}') keys.pop()
    else if (token.endsWith(':')) {
      const key: unknown = JSON.parse(token.slice(0, token.lastIndexOf('"') + 1))
      if (typeof key !== 'string' || keys.at(-1)?.has(key) === true) return true
      keys.at(-1)?.add(key)
    }
  }
  return false
}

/** What js-yaml says of faults that people make, in our words: its reason, ours, the way out. */
const faults: readonly {readonly reason: RegExp; readonly message: string; readonly hint: string}[] = [
  {reason: /^tab characters/, message: 'The line is indented with a tab.', hint: 'Indent with spaces; YAML does not allow tabs there.'},
  {reason: /^unidentified alias/, message: 'The alias has no anchor.', hint: 'Define the anchor (`&name`) above its first use, or put the value in quotes if `*` is meant as text.'},
  {reason: /complex keys/, message: 'A list or map stands where a key belongs.', hint: 'Write a word before the colon. A value that begins with `{` or `[` needs quotes.'},
  {reason: /unknown .*tag/, message: 'The tag is not one of YAML 1.2.', hint: 'Leave the tag (`!…`) out, or put the value in quotes if `!` is meant as text.'},
  {reason: /^(deficient|bad) indentation|unexpected end|end of the stream/, message: 'The indentation does not fit, or a bracket or quote is not closed.', hint: 'Align the line with its neighbours, and close every bracket and quote.'},
  {reason: /multiline key|implicit key|mapping values|incomplete explicit/, message: 'A colon stands where none can be.', hint: 'Put the value in quotes if it holds `: `, and check the indentation.'},
  {reason: /nesting|depth/, message: `Values are nested more than ${MAX_DEPTH} deep.`, hint: 'Write the spec flatter.'},
]

function reportSyntax(error: YAMLException, source: Source, report: Report): void {
  const position = Math.min(error.mark?.position ?? 0, source.text.length)
  const span = {start: position, end: Math.min(position + 1, source.text.length)}
  if (error.reason === 'duplicated mapping key') {
    const key = /^[^:\s,}]+/.exec(source.text.slice(position))?.[0] ?? ''
    const hint = 'Keep one of the two.'
    report({...kinds.duplicateKey, message: `The key \`${key}\` stands twice in one map.`, hint, source, span: {start: position, end: position + key.length}})
    return
  }
  const fault = faults.find(({reason}) => reason.test(error.reason))
  const message = fault?.message ?? `The file is not YAML: ${error.reason}.`
  report({...kinds.notYaml, message, hint: fault?.hint ?? 'Check the line and the one above it.', source, span})
}

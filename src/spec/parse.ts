import {CORE_SCHEMA, EVENT_ID, YAMLException, constructFromEvents, mergeTag, parseEvents} from 'js-yaml'
import type {Finding, Report, Source, Span} from '../findings/finding.ts'
import {MAX_NODES, findBomb} from './alias-bomb.ts'
import {constructPlain} from './construct.ts'
import {MAX_DEPTH, parseJson} from './json.ts'
import {kinds} from './kinds.ts'
import {explainSyntax} from './syntax.ts'

type Event = ReturnType<typeof parseEvents>[number]

/** YAML 1.2 core, with merge keys. */
const schema = CORE_SCHEMA.withTags(mergeTag)

/**
 * The value that a YAML or JSON text holds, null when it is empty; undefined when the text cannot be read.
 * Reports LB002 (not YAML), LB004 (several documents), LB006 (aliases that grow too large), LB007 (key twice).
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
  const plain = constructPlain(source.text)
  if (plain !== undefined) return plain.value
  const events = parseEvents(source.text, {maxDepth: MAX_DEPTH})
  const fault = manyDocuments(events, source.text) ?? bomb(events, source.text)
  if (fault !== undefined) {
    report({...fault, source})
    return undefined
  }
  const [value] = constructFromEvents(events, {source: source.text, schema, maxTotalMergeKeys: 1_000_000})
  return value ?? null
}

type Fault = Omit<Finding, 'source'>

function manyDocuments(events: readonly Event[], text: string): Fault | undefined {
  const documents = events.filter(({type}) => type === EVENT_ID.DOCUMENT).length
  if (documents < 2) return undefined
  const hint = 'Keep one; put the others into files of their own.'
  return {...kinds.severalDocuments, message: `The file holds ${documents} YAML documents.`, hint, span: secondDocument(events, text)}
}

function bomb(events: readonly Event[], text: string): Fault | undefined {
  const span = events.some(({type}) => type === EVENT_ID.ALIAS) ? findBomb(events, text) : undefined
  if (span === undefined) return undefined
  const message = `The aliases of this file stand for more than ${MAX_NODES.toLocaleString('en')} values, or for themselves.`
  return {...kinds.aliasBomb, message, hint: 'Write the values out.', span}
}

/** The `---` between the first document and the second. */
function secondDocument(events: readonly Event[], text: string): Span {
  const next = events.findIndex(({type}, index) => index > 0 && type === EVENT_ID.DOCUMENT)
  const from = events
    .slice(0, next)
    .reduce((end, event) => Math.max(end, 'valueEnd' in event ? event.valueEnd : 'start' in event ? event.start : 0), 0)
  const separator = /^---/gm
  separator.lastIndex = from
  const start = separator.exec(text)?.index ?? from
  return {start, end: Math.min(start + 3, text.length)}
}

function reportSyntax(error: YAMLException, source: Source, report: Report): void {
  const position = Math.min(error.mark?.position ?? 0, source.text.length)
  const kind = error.reason === 'duplicated mapping key' ? kinds.duplicateKey : kinds.notYaml
  report({...kind, ...explainSyntax(error.reason, source.text, position), source})
}

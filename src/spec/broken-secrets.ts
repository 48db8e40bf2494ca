import type {Span} from '../findings/finding.ts'
import {isRuleOfSecrets, mayBeSecret, spansBehindWords} from '../findings/secret-key.ts'
import {mayMeanSecret, referenceKeys} from './secret-field.ts'
import {lineEnd} from './spans.ts'

/**
 * Where secrets may stand in a text that is no YAML, told by its lines alone: behind a key that may mean one, up to the end
 * of the line, and on the lines that go on with it.
 */
export const brokenSecretSpans = (text: string): readonly Span[] => [...spansBehindWords(text), ...spansBehindKeys(text)]

const key = /(?<![\w.-])(?<word>[\w.-]+)["']?[ \t]*:(?=[\s"'[|>&!]|$)[ \t]*/g

/** The beginning of what says where a secret is. */
const reference = new RegExp(`^\\{\\s*["']?(?:${referenceKeys.join('|')})\\b`)

function spansBehindKeys(text: string): readonly Span[] {
  const spans: Span[] = []
  // Up to where all is hidden, and up to where a value may go on that only may be one.
  let [hidden, doubtful] = [0, 0]
  let line: Span = {start: 0, end: lineEnd(text, 0)}
  for (const {0: whole, index, groups: {word = ''} = {}} of text.matchAll(key)) {
    while (line.end < index) line = {start: line.end + 1, end: lineEnd(text, line.end + 1)}
    const start = index + whole.length
    const isSure = mayBeSecret(word)
    // What stands in such a value ends with it, unless quotes hold it together.
    if (start < (isSure ? hidden : doubtful) && !/["']/.test(text.charAt(start))) continue
    if (isRuleOfSecrets(word)) continue
    // The spec's own name is none.
    if (!isSure && (index === line.start || !mayMeanSecret(word))) continue
    const end = valueEnd(text, {start, end: Math.max(start, line.end)}, indentAt(text, line.start), isSure)
    if (end > start) spans.push({start, end})
    doubtful = Math.max(doubtful, end)
    if (isSure || end >= line.end) hidden = Math.max(hidden, end)
  }
  return spans
}

const indentAt = (text: string, lineStart: number): number => /^[ \t]*/.exec(text.slice(lineStart, lineStart + 500))?.[0].length ?? 0

/** Where a value may end that the rest of a line begins, below a key whose line is indented so much. */
function valueEnd(text: string, {start, end}: Span, indent: number, isSure: boolean): number {
  const first = text.slice(start, end)
  if (reference.test(first)) return start
  const quote = /^["']/.exec(first)?.[0]
  if (quote !== undefined) return closingOf(text, start, quote) ?? goesOn(text, end, indent)
  return isSure ? plainEnd(text, {start, end}, indent) : (flowEnd(start, first) ?? goesOn(text, end, indent))
}

/** Where a quoted text ends; undefined where it does not. */
function closingOf(text: string, start: number, quote: string): number | undefined {
  for (let at = start + 1; at < text.length; at++) {
    if (quote === '"' && text[at] === '\\') at++
    else if (text[at] === quote && quote === "'" && text[at + 1] === quote) at++
    else if (text[at] === quote) return at + 1
  }
  return undefined
}

/** A plain value may hold commas and braces: rather too much is hidden than too little. */
function plainEnd(text: string, {start, end}: Span, indent: number): number {
  const line = text.slice(start, end)
  if (!/^[^\s#|>&!]/.test(line) || !/[,}\]]/.test(line.trimEnd().slice(-1))) return goesOn(text, end, indent, /^[|>][-+\d]*\s*$/.test(line))
  return start + line.replace(/(?<![\s,}\]])[\s,}\]]*$/, '').length
}

/** Where a value in braces ends; undefined where it does not end on its line. */
function flowEnd(start: number, line: string): number | undefined {
  const at = line.search(/[,}\]]/)
  return at < 0 ? undefined : start + at
}

/** The end of the lines that are indented more; of what is not blank, the first line at least where the key's has no value. */
function goesOn(text: string, from: number, indent: number, isLeftOpen = false): number {
  let end = from
  let at = from + 1
  // A block of lines may be indented too little.
  let isOpen = isLeftOpen
  while (at < text.length) {
    const next = lineEnd(text, at)
    const line = text.slice(at, next)
    const isBlank = line.trim() === ''
    if (!isBlank && indentAt(text, at) <= indent && !(isOpen && !/^[ \t]*["']?[\w.-]+["']?[ \t]*:/.test(line))) break
    if (!isBlank) [end, isOpen] = [next, false]
    at = next + 1
  }
  return end
}

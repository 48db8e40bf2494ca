import type {Span} from '../findings/finding.ts'
import {mayBeSecret, spansBehindWords} from '../findings/secret-key.ts'
import {mayMeanSecret, referenceKeys} from './secret-field.ts'

/**
 * Where secrets may stand in a text that is no YAML, told by its lines alone: behind a key that may mean one, up to the end
 * of the line, and on the lines that go on with it.
 */
export const brokenSecretSpans = (text: string): readonly Span[] => [...spansBehindWords(text), ...spansBehindKeys(text)]

const key = /(?<word>[\w.-]+)["']?[ \t]*:(?=[\s"'[|>&!]|$)[ \t]*/g

/** The beginning of what says where a secret is. */
const reference = new RegExp(`^\\{\\s*["']?(?:${referenceKeys.join('|')})\\b`)

function spansBehindKeys(text: string): readonly Span[] {
  return [...text.matchAll(key)].flatMap(({0: whole, index, groups: {word = ''} = {}}) => {
    const lineStart = text.lastIndexOf('\n', index) + 1
    // The spec's own name is none.
    if (!mayBeSecret(word) && (index === lineStart || !mayMeanSecret(word))) return []
    const start = index + whole.length
    const end = valueEnd(text, start, indentAt(text, lineStart), mayBeSecret(word))
    return end > start ? [{start, end}] : []
  })
}

const indentAt = (text: string, lineStart: number): number => /^[ \t]*/.exec(text.slice(lineStart, lineStart + 500))?.[0].length ?? 0

/** Where a value may end that begins at an offset, below a key whose line is indented so much. */
function valueEnd(text: string, start: number, indent: number, isSure: boolean): number {
  const end = lineEnd(text, start)
  const first = text.slice(start, end)
  if (reference.test(first)) return start
  const quote = /^["']/.exec(first)?.[0]
  if (quote === undefined) return isSure ? plainEnd(text, start, indent) : Math.min(flowEnd(start, first), goesOn(text, end, indent))
  const closing = new RegExp(quote === '"' ? '^"(?:[^"\\\\]|\\\\.)*"' : "^'(?:[^']|'')*'", 's').exec(text.slice(start))?.[0]
  return closing === undefined ? goesOn(text, end, indent) : start + closing.length
}

/** A plain value may hold commas and braces: rather too much is hidden than too little. */
function plainEnd(text: string, start: number, indent: number): number {
  const end = lineEnd(text, start)
  const line = text.slice(start, end)
  return /^[^\s#|>&!]/.test(line) && /[,}\]]\s*$/.test(line) ? start + line.replace(/[\s,}\]]*$/, '').length : goesOn(text, end, indent)
}

/** Where a value in braces ends, if it ends on its line. */
function flowEnd(start: number, line: string): number {
  const at = line.search(/[,}\]]/)
  return at < 0 ? Infinity : start + at
}

/** The end of the lines that are indented more; of what is not blank, the first line at least where the key's has no value. */
function goesOn(text: string, from: number, indent: number): number {
  let end = from
  let at = from + 1
  while (at < text.length) {
    const next = lineEnd(text, at)
    const line = text.slice(at, next)
    if (line.trim() !== '' && indentAt(text, at) <= indent) break
    if (line.trim() !== '') end = next
    at = next + 1
  }
  return end
}

function lineEnd(text: string, at: number): number {
  const end = text.indexOf('\n', at)
  return end < 0 ? text.length : end
}

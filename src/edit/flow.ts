import type {Span} from '../findings/finding.ts'
import {type Edit, breakFor, breakLengthBefore, lineEnd, lineStart} from './splice.ts'

const insert = (at: number, text: string): Edit => ({start: at, end: at, text})
const remove = (start: number, end: number): Edit => ({start, end, text: ''})

/** What follows an entry up to the end of its line when nothing else does: perhaps a comma, perhaps a comment. */
const lineRest = /^[ \t]*(,?)[ \t]*(?:#.*)?$/

/** Puts `entry` behind the last entry (or item) of a flow collection that opens at `open`: on a line of its own if that one has one. */
export function insertInFlow(text: string, open: number, spans: readonly Span[], entry: string): readonly Edit[] {
  const last = spans.at(-1)
  if (last === undefined) return [insert(open + 1, entry)]
  const margin = text.slice(lineStart(text, last.start), last.start)
  const end = lineEnd(text, last.end)
  const lineBreak = breakFor(text, end)
  const rest = lineRest.exec(text.slice(last.end, end))
  if (margin.trim() === ',' && rest?.[1] === '') return [insert(end, `${lineBreak}${margin}${entry}`)]
  if (margin.trim() !== '') return [insert(last.end, `${separator(text, spans)}${entry}`)]
  if (rest === null) return [insert(last.end, `,${lineBreak}${margin}${entry}`)]
  if (rest[1] === ',') return [insert(end, `${lineBreak}${margin}${entry},`)]
  return [insert(last.end, ','), insert(end, `${lineBreak}${margin}${entry}`)]
}

/** What stands between the last two entries, a comma and blanks; `, ` when that cannot be told. */
function separator(text: string, spans: readonly Span[]): string {
  const [before, last] = spans.slice(-2)
  const gap = before === undefined || last === undefined ? '' : text.slice(before.end, last.start)
  return /^, *$/.test(gap) ? gap : ', '
}

/** Takes one entry away, with one comma, and with its whole line if it has one; comments elsewhere stay. */
export function removeFromFlow(text: string, spans: readonly Span[], index: number): readonly Edit[] {
  const span = spans[index]
  if (span === undefined) return []
  const [previous, next] = [spans[index - 1], spans[index + 1]]
  return removeLine(text, previous, span, next) ?? removeInline(text, previous, span, next)
}

/** The line of an entry that has one to itself; undefined where something else stands on it. */
function removeLine(text: string, previous: Span | undefined, span: Span, next: Span | undefined): readonly Edit[] | undefined {
  const begin = lineStart(text, span.start)
  const end = lineEnd(text, span.end)
  const rest = lineRest.exec(text.slice(span.end, end))
  if (rest === null) return undefined
  const margin = text.slice(begin, span.start).trim()
  const line = remove(begin - breakLengthBefore(text, begin), end)
  if (margin === '') return rest[1] === ',' ? [line] : [line, ...removeComma(text, next === undefined ? previous : span)]
  return margin === ',' && rest[1] === '' ? [line] : undefined
}

function removeInline(text: string, previous: Span | undefined, span: Span, next: Span | undefined): readonly Edit[] {
  if (previous !== undefined && isSeparator(text, previous, span)) return [remove(previous.end, span.end)]
  if (next !== undefined && isSeparator(text, span, next)) return [remove(span.start, next.start)]
  const own = removeComma(text, span)
  return [remove(span.start, span.end), ...(own.length > 0 ? own : removeComma(text, previous))]
}

const isSeparator = (text: string, before: Span, behind: Span): boolean => /^\s*,\s*$/.test(text.slice(before.end, behind.start))

/** The comma that follows an entry, comments between them skipped. */
function removeComma(text: string, span: Span | undefined): readonly Edit[] {
  if (span === undefined) return []
  const comma = /(?:\s|#[^\r\n]*)*,/y
  comma.lastIndex = span.end
  return comma.test(text) ? [remove(comma.lastIndex - 1, comma.lastIndex)] : []
}

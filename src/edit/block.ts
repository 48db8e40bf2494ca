import type {Span} from '../findings/finding.ts'
import {type Edit, breakAt, breakFor, breakLengthBefore, lineEnd, lineStart} from './splice.ts'

const isBlank = (text: string): boolean => text.trim() === ''

/**
 * Offset behind the lines of a block entry: its own, and the comments under it that are indented further than it is,
 * which go on with what its trailing comment says or stand in its own block.
 */
export function ownedEnd(text: string, end: number, indent: number): number {
  let owned = lineEnd(text, end)
  for (let at = owned; at < text.length;) {
    const from = at + breakAt(text, at).length
    at = lineEnd(text, from)
    const line = text.slice(from, at)
    if (isBlank(line)) continue
    if (line.search(/#/) <= indent || !/^[ \t]*#/.test(line)) break
    owned = at
  }
  return owned
}

/** Puts `entry`, whose own lines are indented already, behind the last of the entries (or items) of a block collection. */
export function insertInBlock(text: string, spans: readonly Span[], indent: number, entry: string): Edit {
  const at = ownedEnd(text, spans.at(-1)?.end ?? 0, indent)
  const lineBreak = breakFor(text, at)
  const gap = isSpacedOut(text, spans) ? lineBreak : ''
  return {start: at, end: at, text: `${gap}${lineBreak}${' '.repeat(indent)}${entry}`}
}

/** Whether an empty line stands between any two neighbours. */
const isSpacedOut = (text: string, spans: readonly Span[]): boolean =>
  spans.length > 1 &&
  spans.every((span, index) => {
    const next = spans[index + 1]
    return next === undefined || /(?:\r\n|\n|\r)[ \t]*[\r\n]/.test(text.slice(span.end, next.start))
  })

/**
 * Takes the lines of one entry away, with the empty lines that would be left over; undefined where it does not begin its line
 * and cannot be told from what stands around it. Comments on lines of their own above the entry stay:
 * they may be about more than this entry.
 */
export function removeFromBlock(text: string, spans: readonly Span[], index: number, indent: number): Edit | undefined {
  const [previous, span, next] = [spans[index - 1], spans[index], spans[index + 1]]
  if (span === undefined) return undefined
  const begin = lineStart(text, span.start)
  if (!isBlank(text.slice(begin, span.start))) return removeInline(text, span, next)
  const end = ownedEnd(text, span.end, indent)
  const nextBegin = next === undefined ? undefined : lineStart(text, next.start)
  if (previous === undefined && nextBegin !== undefined && isBlank(text.slice(end, nextBegin))) {
    return {start: begin, end: nextBegin, text: ''}
  }
  const before = previous === undefined ? undefined : ownedEnd(text, previous.end, indent)
  const gapFollows = next === undefined || /^(?:\r\n|\n|\r)[ \t]*[\r\n]/.test(text.slice(end, next.start))
  if (before !== undefined && gapFollows && isBlank(text.slice(before, begin))) return {start: before, end, text: ''}
  return {start: begin - breakLengthBefore(text, begin), end, text: ''}
}

/** The first entry of a map that stands behind a dash: the next one takes its place. */
const removeInline = (text: string, span: Span, next: Span | undefined): Edit | undefined =>
  next !== undefined && isBlank(text.slice(span.end, next.start)) ? {start: span.start, end: next.start, text: ''} : undefined

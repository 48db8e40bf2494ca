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
  const withGap =
    previous === undefined ? removeFirst(text, begin, end, next) : removeLater(text, ownedEnd(text, previous.end, indent), begin, end, next)
  return withGap ?? {start: begin - breakLengthBefore(text, begin), end, text: ''}
}

/** The first entry, with the empty lines behind it when nothing else stands before the next one. */
function removeFirst(text: string, begin: number, end: number, next: Span | undefined): Edit | undefined {
  const nextBegin = next && lineStart(text, next.start)
  return nextBegin !== undefined && isBlank(text.slice(end, nextBegin)) ? {start: begin, end: nextBegin, text: ''} : undefined
}

/** An entry behind one that ends at `before`, with the empty lines between the two when others follow it, or nothing does. */
function removeLater(text: string, before: number, begin: number, end: number, next: Span | undefined): Edit | undefined {
  const gapFollows = next === undefined || /^(?:\r\n|\n|\r)[ \t]*[\r\n]/.test(text.slice(end, next.start))
  return gapFollows && isBlank(text.slice(before, begin)) ? {start: before, end, text: ''} : undefined
}

/** The first entry of a map that stands behind a dash: the next one takes its place. */
const removeInline = (text: string, span: Span, next: Span | undefined): Edit | undefined =>
  next !== undefined && isBlank(text.slice(span.end, next.start)) ? {start: span.start, end: next.start, text: ''} : undefined

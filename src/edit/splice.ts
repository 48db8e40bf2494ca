import type {Span} from '../findings/finding.ts'
import {type ListNode, type MapNode, type YamlNode, outerStart} from '../spec/tree.ts'

/** What stands at a span of a text is replaced by `text`; an empty span inserts. */
export interface Edit extends Span {
  readonly text: string
}

/** The text with all edits made, or undefined when two of them meet. Offsets are those of the text before any edit. */
export function applyEdits(text: string, edits: readonly Edit[]): string | undefined {
  const parts: string[] = []
  let at = 0
  for (const edit of edits.toSorted((a, b) => a.start - b.start || a.end - b.end)) {
    if (edit.start < at) return undefined
    parts.push(text.slice(at, edit.start), edit.text)
    at = edit.end
  }
  return [...parts, text.slice(at)].join('')
}

/** Offset of the first character of the line on which `at` stands; a byte order mark is in front of its line. */
export function lineStart(text: string, at: number): number {
  let start = at
  while (start > 0 && !isBreak(text, start - 1)) start--
  return start === 0 && text.startsWith('\ufeff') ? 1 : start
}

/** Offset behind the last character of the line on which `at` stands, its line break excluded. */
export function lineEnd(text: string, at: number): number {
  let end = at
  while (end < text.length && !isBreak(text, end)) end++
  return end
}

const isBreak = (text: string, at: number): boolean => text[at] === '\n' || text[at] === '\r'

export const column = (text: string, at: number): number => at - lineStart(text, at)

/** The line break that stands at `at`; empty when there is none. */
export function breakAt(text: string, at: number): string {
  if (text.startsWith('\r\n', at)) return '\r\n'
  return isBreak(text, at) ? text.charAt(at) : ''
}

/** How long the line break is that stands in front of `at`; 0 when there is none. */
export const breakLengthBefore = (text: string, at: number): number =>
  text[at - 1] === '\n' && text[at - 2] === '\r' ? 2 : at > 0 && isBreak(text, at - 1) ? 1 : 0

/** The line break with which a line that is put in behind `at` begins: the one that is there, else the text's first. */
export const breakFor = (text: string, at: number): string => breakAt(text, at) || (/\r\n|[\r\n]/.exec(text)?.[0] ?? '\n')

/** Where the entries of a map stand, from the key's first character to the value's last. */
export const entrySpans = (text: string, map: MapNode): readonly Span[] =>
  map.entries.map(({key, value}) => ({
    start: outerStart(key),
    end: isEmpty(value) ? Math.max(value.end, behindColon(text, key)) : value.end,
  }))

/** Where the items of a list stand, the dashes of a block list included. */
export function itemSpans(text: string, list: ListNode): readonly Span[] {
  return list.items.map(item => {
    const start = outerStart(item)
    const dash = list.flow ? null : /-[ \t]+$/.exec(text.slice(lineStart(text, start), start))
    return {start: start - (dash?.[0].length ?? 0), end: item.end}
  })
}

/** Whether a value was left out, as in `state:`; such a value stands nowhere, or where its anchor ends. */
export const isEmpty = (node: YamlNode): boolean => node.kind === 'scalar' && node.style === 'plain' && node.start === node.end

function behindColon(text: string, key: YamlNode): number {
  const colon = /[ \t]*:/y
  colon.lastIndex = key.end
  return colon.test(text) ? colon.lastIndex : key.end
}

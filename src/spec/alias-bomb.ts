import {EVENT_ID, type parseEvents} from 'js-yaml'
import type {Span} from '../findings/finding.ts'

type Event = ReturnType<typeof parseEvents>[number]
type NodeEvent = Exclude<Event, {type: 1 | 6}>

/** How many nodes a spec may have once its aliases are followed: enough for 100,000 servers, too few for a bomb. */
export const MAX_NODES = 4_000_000

/** A list or map that is being read: its anchor, and how many nodes it stands for so far. */
interface Open {
  readonly anchor: string | undefined
  size: number
}

/** The alias at which the expanded document gets too large, or that stands inside its own anchor. */
export function findBomb(events: readonly Event[], text: string): Span | undefined {
  const sizes = new Map<string | undefined, number>()
  const open: Open[] = [{anchor: undefined, size: 0}]
  for (const event of events) {
    if (event.type === EVENT_ID.DOCUMENT) continue
    if (event.type === EVENT_ID.POP) close(open, sizes)
    else if (event.type === EVENT_ID.ALIAS) {
      const anchor = anchorOf(event, text)
      grow(open, sizes.get(anchor) ?? 1)
      const total = open.reduce((sum, {size}) => sum + size, 0)
      if (total > MAX_NODES || open.some(one => one.anchor === anchor)) return {start: event.anchorStart - 1, end: event.anchorEnd}
    } else if (event.type === EVENT_ID.SCALAR) {
      grow(open, 1)
      sizes.set(anchorOf(event, text), 1)
    } else open.push({anchor: anchorOf(event, text), size: 1})
  }
  return undefined
}

const anchorOf = ({anchorStart, anchorEnd}: NodeEvent, text: string): string | undefined =>
  anchorStart < 0 ? undefined : text.slice(anchorStart, anchorEnd)

function grow(open: readonly Open[], by: number): void {
  const top = open.at(-1)
  if (top !== undefined) top.size += by
}

/** Ends the innermost list or map, which counts in the one around it. */
function close(open: Open[], sizes: Map<string | undefined, number>): void {
  const ended = open.pop()
  if (ended === undefined) return
  grow(open, ended.size)
  sizes.set(ended.anchor, ended.size)
}

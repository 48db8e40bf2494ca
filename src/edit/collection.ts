import type {ListNode, MapNode} from '../spec/tree.ts'
import {insertInBlock, removeFromBlock} from './block.ts'
import {insertInFlow, removeFromFlow} from './flow.ts'
import {type Edit, column, entrySpans, itemSpans, lineStart} from './splice.ts'

/** How far in the entries of a block map (the dashes of a block list) stand. */
export const indentOf = (text: string, collection: MapNode | ListNode): number =>
  column(text, collection.kind === 'map' ? (entrySpans(text, collection)[0]?.start ?? collection.start) : collection.start)

/** Puts an entry behind the last one of a map. */
export const insertEntry = (text: string, map: MapNode, entry: string): readonly Edit[] =>
  map.flow
    ? insertInFlow(text, map.start, entrySpans(text, map), entry)
    : [insertInBlock(text, entrySpans(text, map), indentOf(text, map), entry)]

/** Puts an item behind the last one of a list. */
export function insertItem(text: string, list: ListNode, item: string): readonly Edit[] {
  const spans = itemSpans(text, list)
  if (list.flow) return insertInFlow(text, list.start, spans, item)
  const last = list.items.at(-1)
  const dash = last && /-[ \t]+$/.exec(text.slice(lineStart(text, last.start), last.start))?.[0]
  return [insertInBlock(text, spans, indentOf(text, list), `${dash ?? '- '}${item}`)]
}

/** Takes one entry (or item) away; undefined where it cannot be told from what stands around it. */
export function removeAt(text: string, collection: MapNode | ListNode, index: number): readonly Edit[] | undefined {
  const spans = collection.kind === 'map' ? entrySpans(text, collection) : itemSpans(text, collection)
  if (collection.flow) return removeFromFlow(text, spans, index)
  const edit = removeFromBlock(text, spans, index, indentOf(text, collection))
  return edit && [edit]
}

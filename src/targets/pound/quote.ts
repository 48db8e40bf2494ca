import {commentText, isComment} from '../comment.ts'
import type {Escape} from '../template.ts'

/**
 * A value of pound.cfg inside the quotes that the template puts round it, or a number or an address outside of any.
 *
 * Throws on what no line can hold, which the schema keeps out.
 */
export const poundValue =
  (escapes: boolean): Escape =>
  value => {
    if (isComment(value)) return commentText(value)
    const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : ''
    if (text === '' || /\p{Cc}/u.test(text)) throw new Error('A value that Pound cannot read got past the checks.')
    return escapes ? text.replaceAll(/["\\]/g, String.raw`\$&`) : text
  }

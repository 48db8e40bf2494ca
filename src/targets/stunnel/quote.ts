import {commentText, isComment} from '../comment.ts'
import type {Escape} from '../template.ts'

/**
 * One value of stunnel.conf: all that follows `=` on its line, as it is. There are no quotes and no variables; blanks round it are
 * not part of it, and a comment has a line of its own.
 *
 * Throws on what no line can hold, which the schema keeps out.
 */
export const stunnelValue: Escape = value => {
  if (isComment(value)) return commentText(value)
  const text = typeof value === 'number' ? String(value) : typeof value === 'string' ? value : ''
  if (text === '' || text !== text.trim() || /\p{Cc}/u.test(text)) throw new Error('A value that stunnel cannot read got past the checks.')
  return text
}

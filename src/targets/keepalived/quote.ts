import {commentText, isComment} from '../comment.ts'
import type {Escape} from '../template.ts'

/**
 * Every value in keepalived.conf: one word, in double quotes where a character could mean something; in a comment, one line.
 * keepalived has no way to write a double quote in one, so there is none: values that could hold one are refused before.
 */
export const keepalivedWord: Escape = value => {
  if (isComment(value)) return commentText(value)
  const text = String(value)
  return /^[A-Za-z0-9_.:/@+=,-]+$/.test(text) ? text : `"${text.replaceAll(/["\p{Cc}]/gu, '')}"`
}

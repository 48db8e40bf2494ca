import type {Escape} from '../template.ts'

/** A text for a comment, where a word's quoting does not hold. */
export interface Comment {
  readonly comment: string
}

/**
 * Every value in keepalived.conf: one word, in double quotes where a character could mean something; in a comment, one line.
 * keepalived has no way to write a double quote in one, so there is none: values that could hold one are refused before.
 */
export const keepalivedWord: Escape = value => {
  if (isComment(value)) return value.comment.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
  const text = String(value)
  return /^[A-Za-z0-9_.:/@+=,-]+$/.test(text) ? text : `"${text.replaceAll(/["\p{Cc}]/gu, '')}"`
}

const isComment = (value: unknown): value is Comment => typeof value === 'object' && value !== null && 'comment' in value

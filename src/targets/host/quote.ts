import type {Escape} from '../template.ts'

/** A text for a comment. */
export interface Comment {
  readonly comment: string
}

/** Every value in the system's files is a name, an address or a number, which no place there reads otherwise; in a comment, one line. */
export const hostWord: Escape = value =>
  typeof value === 'object' && value !== null && 'comment' in value
    ? String(value.comment).replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    : String(value).replaceAll(/[^A-Za-z0-9_.:@+-]/g, '')

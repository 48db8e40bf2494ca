import type {Escape} from '../template.ts'

/** A text for a comment. */
export interface Comment {
  readonly comment: string
}

/** Every value in ldirectord.cf ends with its line, or stands in quotes that reach to the last one on it: only `#` and line breaks could leave it. */
export const ldirectordValue: Escape = value =>
  typeof value === 'object' && value !== null && 'comment' in value
    ? String(value.comment).replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    : String(value).replaceAll(/[#\p{Cc}\u2028\u2029]/gu, '')

import type {Escape} from '../template.ts'

/** A text for a comment. */
export interface Comment {
  readonly comment: string
}

/**
 * Every value in heartbeat's files as it is: they know no quoting. Names and addresses hold nothing that means something there,
 * and a key that does is refused before. In a comment, one line.
 */
export const heartbeatWord: Escape = value =>
  typeof value === 'object' && value !== null && 'comment' in value ? oneLine(String(value.comment)) : String(value).replaceAll(/\s/gu, '')

const oneLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')

import type {Escape} from '../template.ts'

/** A text for a comment of nftables. */
export interface Comment {
  readonly comment: string
}

/** Every value in a file of nftables is an address, a number or a word of a protocol; in a comment, one line. */
export const nftWord: Escape = value =>
  typeof value === 'object' && value !== null && 'comment' in value
    ? String(value.comment).replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')
    : String(value).replaceAll(/[^A-Za-z0-9_.:/-]/g, '')

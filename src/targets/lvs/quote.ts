import {commentText, isComment} from '../comment.ts'
import type {Escape} from '../template.ts'

/** Every value in a file of nftables is an address, a number or a word of a protocol; in a comment, one line. */
export const nftWord: Escape = value => (isComment(value) ? commentText(value) : String(value).replaceAll(/[^A-Za-z0-9_.:/-]/g, ''))

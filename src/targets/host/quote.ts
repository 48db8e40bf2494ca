import {commentText, isComment} from '../comment.ts'
import type {Escape} from '../template.ts'

/** Every value in the system's files is a name, an address or a number, which no place there reads otherwise; in a comment, one line. */
export const hostWord: Escape = value => (isComment(value) ? commentText(value) : String(value).replaceAll(/[^A-Za-z0-9_.:@+-]/g, ''))

/** The same where a value may be a path of lbgen's own. */
export const hostPath: Escape = value => (isComment(value) ? commentText(value) : String(value).replaceAll(/[^A-Za-z0-9_.:@+/-]/g, ''))

import {commentText, isComment} from '../comment.ts'
import type {Escape} from '../template.ts'

/**
 * Every value in heartbeat's files as it is: they know no quoting. Names and addresses hold nothing that means something there,
 * and a key that does is refused before. In a comment, one line.
 */
export const heartbeatWord: Escape = value => (isComment(value) ? commentText(value) : String(value).replaceAll(/\s/gu, ''))

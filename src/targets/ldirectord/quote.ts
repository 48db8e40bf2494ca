import {commentText, isComment} from '../comment.ts'
import type {Escape} from '../template.ts'

/** Every value in ldirectord.cf ends with its line, or stands in quotes that reach to the last one on it: only `#` and line breaks could leave it. */
export const ldirectordValue: Escape = value =>
  isComment(value) ? commentText(value) : String(value).replaceAll(/[#\p{Cc}\u2028\u2029]/gu, '')

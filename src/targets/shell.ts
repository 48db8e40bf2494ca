import {commentText, isComment} from './comment.ts'
import type {Escape} from './template.ts'

/** What every shell, and systemd, takes as it is. */
export const plainWord = /^[A-Za-z0-9_./:@+=,-]+$/

/** Every value in a shell script: one word; in a comment, one line. */
export const shell: Escape = value => (isComment(value) ? commentText(value) : shellWord(String(value)))

/** As it is where every shell takes it so, else in single quotes, in which nothing has a meaning. */
const shellWord = (text: string): string => (plainWord.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`)

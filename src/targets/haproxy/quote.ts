import {commentText, isComment} from '../comment.ts'
import type {Escape} from '../template.ts'
import {supports} from './since.ts'

/** How a release's values are quoted: each escape is one function, by which templates are prepared once. */
export const quoteFor = (release: string): Escape => (supports(release, 'quotes') ? quoteWord : quoteBareWord)

/**
 * One word of haproxy.cfg, for 1.6 and later. Backslashes are the one form that every release reads; quotes came with
 * 1.6, and inside double ones `$` expands. `#` begins a comment even inside a word.
 * https://docs.haproxy.org/3.0/configuration.html#2.2
 *
 * Throws on what no word can hold, which the schema and the view keep out: a control character or nothing at all.
 */
export const quoteWord = (value: unknown): string => escapeWord(value, special)

/** The same for 1.4 and 1.5, where quotes are signs like any other, and a backslash before one would stay. */
export const quoteBareWord = (value: unknown): string => escapeWord(value, specialBare)

// Here, and not where they are used: a literal makes a new expression each time, and every value comes by.
const special = /[\\ #"']/g
const specialBare = /[\\ #]/g
const harmless = /^[\w.:/,-]+$/
const control = /\p{Cc}/u

function escapeWord(value: unknown, signs: RegExp): string {
  if (typeof value === 'number') return String(value)
  if (isComment(value)) return commentText(value)
  if (isTalk(value)) return escapeTalk(value.text, signs)
  const word = typeof value === 'string' ? value : ''
  if (harmless.test(word)) return word
  if (word === '' || control.test(word)) {
    throw new Error('A value that HAProxy cannot read got past the checks.')
  }
  return word.replaceAll(signs, String.raw`\$&`)
}

/** What is said to a node: one word that may hold line breaks and other control characters but NUL. */
export interface Talk {
  readonly kind: 'talk'
  readonly text: string
}

const isTalk = (value: unknown): value is Talk =>
  typeof value === 'object' && value !== null && 'kind' in value && value.kind === 'talk' && 'text' in value

/** HAProxy reads `\r`, `\n`, `\t` and `\xNN` in a word wherever it has rules for checks. */
const escapeTalk = (text: string, signs: RegExp): string =>
  text
    .split(/(\p{Cc})/u)
    .map((part, index) => (part === '' ? '' : index % 2 === 1 ? escapeControl(part) : escapeWord(part, signs)))
    .join('')

const escapeControl = (character: string): string =>
  [...new TextEncoder().encode(character)].map(byte => named.get(byte) ?? `\\x${byte.toString(16).padStart(2, '0')}`).join('')

const named: ReadonlyMap<number, string> = new Map([
  [0x09, String.raw`\t`],
  [0x0a, String.raw`\n`],
  [0x0d, String.raw`\r`],
])

/** Text where HAProxy reads a log format: `%` begins a variable there, and is itself when doubled. */
export const quoteLogFormat = (text: string): string => text.replaceAll('%', '%%')

import type {Span} from '../findings/finding.ts'
import {shorten} from '../findings/shorten.ts'
import {MAX_DEPTH} from './json.ts'

/** What is wrong with a text as YAML, and where. */
export interface SyntaxFault {
  readonly message: string
  readonly hint: string
  readonly span: Span
}

type Words = Pick<SyntaxFault, 'message' | 'hint'>
type Look = (text: string, position: number) => SyntaxFault | undefined

/**
 * A fault that js-yaml found, in the user's words and at the place where it was made: js-yaml notices an open bracket or a
 * missing colon some lines further on.
 */
export function explainSyntax(reason: string, text: string, position: number): SyntaxFault {
  for (const [pattern, look] of faults) {
    const found = pattern.test(reason) ? look(text, position) : undefined
    if (found !== undefined) return found
  }
  return here({message: `The file is not YAML: ${reason}.`, hint: 'Check the line and the one above it.'})(text, position)
}

/** A fault whose place js-yaml tells rightly: the character there, or so many before it. */
const here =
  (words: Words, before = 0) =>
  (text: string, position: number): SyntaxFault => ({
    ...words,
    span: {start: Math.max(0, position - before), end: Math.min(position + 1, text.length)},
  })

const colon: Words = {
  message: 'A colon stands where none can be.',
  hint: 'Put the value in quotes if it holds `: `, and check the indentation.',
}
const indentation: Words = {message: 'The indentation does not fit.', hint: 'Align the line with the others of its map or list.'}

/** A key that is there already; js-yaml leaves its quote out. */
const twice: Look = (text, position) => {
  const start = /["']/.test(text.charAt(position - 1)) ? position - 1 : position
  const key = /^(["'])(?:(?!\1).)*\1|^[^:\s,}]+/.exec(text.slice(start, start + 1000))?.[0] ?? ''
  const message = `The key \`${shorten(key)}\` stands twice in one map.`
  return {message, hint: 'Keep one of the two.', span: {start, end: start + key.length}}
}

/** An alias without its anchor; the asterisk belongs to it. */
const unknownAlias: Look = (text, position) => {
  const name = /^[^\s,[\]{}]*/.exec(text.slice(position, position + 200))?.[0] ?? ''
  const hint = 'Put the value in quotes if `*` is meant as text; otherwise mark what it stands for with `&`, above it.'
  return {message: `The alias \`*${name}\` stands for nothing.`, hint, span: {start: position - 1, end: position + name.length}}
}

/** A quote or bracket that is open where the text ends, or where its indentation does. */
const leftOpen: Look = (text, position) => {
  const start = findOpen(text, position)
  if (start === undefined) return undefined
  const opened = text.charAt(start)
  const closing = {'[': ']', '{': '}'}[opened]
  const message = closing === undefined ? 'The quote is not closed.' : 'The bracket is not closed.'
  return {message, hint: `Close it with \`${closing ?? opened}\`.`, span: {start, end: start + 1}}
}

const token = /(?<=^|\s)#.*|(?<=^\s*|[:?-]\s+|[,[{]\s*)(?:"(?:[^"\\]|\\[^])*"?|'(?:[^']|'')*'?)|[[\]{}]/gm

/** Offset of the last quote or bracket before `end` that nothing before it closes. */
function findOpen(text: string, end: number): number | undefined {
  const open: number[] = []
  for (const {0: found, index} of text.matchAll(token)) {
    if (index >= end) break
    const first = found.charAt(0)
    if ('"\''.includes(first) && (index + found.length > end || !isClosed(found))) return index
    if (']}'.includes(first)) open.pop()
    if ('[{'.includes(first) && (open.length > 0 || beginsValue(text, index))) open.push(index)
  }
  return open.at(-1)
}

const isClosed = (quoted: string): boolean => quoted.length > 1 && quoted.endsWith(quoted.charAt(0))

/** Whether a bracket stands where a value may begin, and not inside a word. */
const beginsValue = (text: string, index: number): boolean => /^[\s,[{]?$/.test(text.slice(Math.max(0, index - 1), index))

/** A line above the one where js-yaml noticed it that has no colon, or one without a blank behind it. */
const badKey: Look = (text, position) => {
  const lines = [...text.slice(0, lineEnd(text, position)).matchAll(/^[ \t]*(?<words>[^\s#].*?)[ \t\r]*$/gm)].slice(-2)
  for (const {0: line, index, groups: {words = ''} = {}} of lines) {
    const start = index + line.indexOf(words)
    const joined = /^[\w.-]+:(?=[^\s])/.exec(words)?.[0].length
    if (joined !== undefined)
      return {
        message: 'A blank is missing behind this colon.',
        hint: 'Write `key: value`.',
        span: {start: start + joined - 1, end: start + joined},
      }
    if (!/:(\s|$)/.test(words))
      return {
        message: 'This line has no colon.',
        hint: 'Write `key:` or `key: value`, or a dash before an item of a list.',
        span: {start, end: start + words.length},
      }
  }
  return undefined
}

/** What stands where a map's next entry should be: told apart by the line it stands on. */
const misplaced: Look = (text, position) => {
  const before = text.slice(text.lastIndexOf('\n', position - 1) + 1, position)
  const rest = text.slice(position, lineEnd(text, position))
  const endpoint = /\[[0-9a-f:.]*\]$/i.exec(before)?.[0]
  if (endpoint !== undefined && /^:\d/.test(rest)) {
    const whole = `${endpoint}${/^[:\d,-]+/.exec(rest)?.[0] ?? ''}`
    const start = position - endpoint.length
    return {message: 'Text that begins with `[` needs quotes.', hint: `Write \`"${whole}"\`.`, span: {start, end: start + whole.length}}
  }
  return here(wordsFor(before, rest))(text, position)
}

function wordsFor(before: string, rest: string): Words {
  if (/^[%@`]/.test(rest))
    return {message: 'A value that begins with `%`, `@` or a backtick needs quotes.', hint: 'Put the value in quotes.'}
  if (rest.startsWith(':')) return colon
  if (/:\s+$/.test(before) && /^-\s/.test(rest))
    return {message: 'A list cannot begin behind its key.', hint: 'Put each `- …` on a line of its own, or write `[…]`.'}
  if (before.trim() !== '')
    return {message: 'Something stands behind the value.', hint: 'Put the whole value in quotes, or take the rest out.'}
  return indentation
}

const lineEnd = (text: string, position: number): number => {
  const end = text.indexOf('\n', position)
  return end < 0 ? text.length : end
}

const control: Words = {message: 'A control character stands in the file.', hint: 'Take it out.'}
const comma: Words = {
  message: 'A comma is missing, or a bracket is not closed.',
  hint: 'Put a comma between the entries, and close every bracket.',
}

/** What js-yaml says of faults that people make, and where to look for what they did. */
const faults: readonly (readonly [RegExp, Look])[] = [
  [/^tab characters/, here({message: 'The line is indented with a tab.', hint: 'Indent with spaces; YAML does not allow tabs there.'})],
  [/^duplicated mapping key/, twice],
  [/^unidentified alias/, unknownAlias],
  [/^nesting exceeded/, here({message: `Values are nested more than ${MAX_DEPTH} deep.`, hint: 'Write the spec flatter.'})],
  [
    /^merge keys exceeded/,
    here({message: 'The merges (`<<`) of this file bring in more than a million keys.', hint: 'Write the values out.'}),
  ],
  [/^deficient indentation|^unexpected end/, leftOpen],
  [/^missed comma/, here(comma)],
  [/but found ','/, here({message: 'Nothing stands before this comma.', hint: 'Take the comma out.'})],
  [/multiline key|implicit key|expected ':'/, badKey],
  [/^bad indentation/, misplaced],
  [/indentation|end of the stream/, here(indentation)],
  [/mapping values|multiline key|implicit key|incomplete explicit/, here(colon)],
  [
    /complex keys/,
    here({
      message: 'A list or map stands where a key belongs.',
      hint: 'Write a word before the colon. A value that begins with `{` or `[` needs quotes.',
    }),
  ],
  [
    /unknown .*tag|^cannot resolve/,
    here({
      message: 'The tag is not one of YAML 1.2, or does not fit its value.',
      hint: 'Leave the tag (`!…`) out, or put the value in quotes if `!` is meant as text.',
    }),
  ],
  [/^cannot merge/, here({message: '`<<` takes a map, or a list of maps.', hint: 'Write `<<: *name`, with `&name` on a map above.'}, 0)],
  [/null byte|non-printable/, here(control)],
  [
    /escape sequence|hexadecimal/,
    here({message: 'There is no such escape in double quotes.', hint: 'Write `\\\\` for a backslash, or use single quotes.'}, 1),
  ],
]

import {type Comment, commentText, isComment} from '../comment.ts'
import type {Escape} from '../template.ts'

/** A text inside a query to Windows' management, where the quoting of words does not hold. */
export interface Query {
  readonly query: string
}

export const query = (text: string): Query => ({query: text})

/**
 * Every value in a PowerShell script: text as an expression of ASCII alone, for Windows reads a script
 * in whatever code page it has, and takes several other characters for apostrophes.
 */
export const powerShell: Escape = value => {
  if (isComment(value) || isQuery(value)) return textOf(value).replaceAll(/[^ -~]/g, '?')
  const parts = String(value)
    .split(/([^ -~])/)
    .filter(part => part !== '')
    .map(part => (/^[ -~]/.test(part) ? `'${part.replaceAll("'", "''")}'` : `[char]${part.charCodeAt(0)}`))
  if (parts.length === 0) return "''"
  // What stands first decides that all the rest is text.
  return parts.length === 1 && parts[0]?.startsWith("'") ? parts[0] : `('' + ${parts.join(' + ')})`
}

/** Every value in a batch file: in double quotes, which no value holds, and its percent signs doubled; a query stands in quotes already. */
export const batch: Escape = value => {
  if (isComment(value)) return percent(commentText(value).replaceAll(/[^ -~]|[&|<>^"]/g, '?'))
  if (isQuery(value)) return percent(value.query.replaceAll('"', '').replaceAll(/[\\']/g, String.raw`\$&`))
  return `"${percent(String(value).replaceAll('"', ''))}"`
}

const percent = (text: string): string => text.replaceAll('%', '%%')

const isQuery = (value: unknown): value is Query => typeof value === 'object' && value !== null && 'query' in value

const textOf = (value: Comment | Query): string => ('query' in value ? value.query : value.comment)

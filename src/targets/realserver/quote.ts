import type {Escape} from '../template.ts'

/** A text for a place where a word's quoting does not hold: in a comment, or inside a query to Windows' management. */
export interface Placed {
  readonly place: 'comment' | 'query'
  readonly text: string
}

export const comment = (text: string): Placed => ({place: 'comment', text})
export const query = (text: string): Placed => ({place: 'query', text})

/** Every value in a shell script, and in the files of Linux, whose values are all words that no file quotes. */
export const shell: Escape = value => (isPlaced(value) ? commentText(value.text) : shellWord(String(value)))

/**
 * Every value in a PowerShell script: text as an expression of ASCII alone, for Windows reads a script
 * in whatever code page it has, and takes several other characters for apostrophes.
 */
export const powerShell: Escape = value => {
  if (isPlaced(value)) return value.text.replaceAll(/[^ -~]/g, '?')
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
  if (!isPlaced(value)) return `"${percent(String(value).replaceAll('"', ''))}"`
  if (value.place === 'comment') return percent(commentText(value.text).replaceAll(/[^ -~]|[&|<>^"]/g, '?'))
  return percent(value.text.replaceAll('"', '').replaceAll(/[\\']/g, String.raw`\$&`))
}

const percent = (text: string): string => text.replaceAll('%', '%%')

const isPlaced = (value: unknown): value is Placed => typeof value === 'object' && value !== null && 'place' in value

/** As it is where every shell takes it so, else in single quotes, in which nothing has a meaning. */
const shellWord = (text: string): string => (/^[A-Za-z0-9_./:@+=,-]+$/.test(text) ? text : `'${text.replaceAll("'", String.raw`'\''`)}'`)

const commentText = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, ' ')

/**
 * One word of haproxy.cfg. Backslashes are the one form that every release from 1.4 to 3.4 reads alike; quotes came with
 * 1.6, and inside double ones `$` expands. `#` begins a comment even inside a word.
 * https://docs.haproxy.org/3.0/configuration.html#2.2
 *
 * Throws on what no word can hold, which the schema and the view keep out: a control character or nothing at all.
 */
export function quoteWord(value: unknown): string {
  if (typeof value === 'number') return String(value)
  const word = typeof value === 'string' ? value : ''
  if (/^[\w.:/,-]+$/.test(word)) return word
  if (word === '' || /\p{Cc}/u.test(word)) {
    throw new Error('A value that HAProxy cannot read got past the checks.')
  }
  return /[\\ #"']/.test(word) ? word.replaceAll(/[\\ #"']/g, String.raw`\$&`) : word
}

/** Text where HAProxy reads a log format: `%` begins a variable there, and is itself when doubled. */
export const quoteLogFormat = (text: string): string => text.replaceAll('%', '%%')

/** Reads one line, as words. */
export type Reader = (line: string) => readonly string[]

/** The words of each line. */
export const wordsOf = (text: string, read: Reader = wordsOfLine): readonly (readonly string[])[] => text.split('\n').map(read)

/** How a release reads: 1.6 brought quotes. */
export const readerOf = (release: string): Reader => (/^1\.[45]$/.test(release) ? bareWordsOfLine : wordsOfLine)

const escapes: Readonly<Record<string, string>> = {n: '\n', r: '\r', t: '\t', ' ': ' ', '#': '#', '\\': '\\', '"': '"', "'": "'"}

/**
 * A reference reader of haproxy.cfg, as HAProxy 1.4 and 1.5 read it: nothing but a backslash keeps a blank or a `#` in its
 * word. https://docs.haproxy.org/1.5/configuration.html#2.2
 */
export function bareWordsOfLine(line: string): readonly string[] {
  if (Buffer.byteLength(line) > 2046) throw new Error(`${Buffer.byteLength(line)} bytes on a line`)
  const tokens = line.match(/\\x[0-9a-f]{2}|\\[ #\\nrt]|[^]/gi) ?? []
  const words: string[] = []
  let word: string | undefined
  for (const token of tokens) {
    if (token === '#') break
    if (token === ' ' || token === '\t') {
      if (word !== undefined) words.push(word)
      word = undefined
      continue
    }
    const hex = /^\\x(..)$/i.exec(token)?.[1]
    const meant = hex === undefined ? escapes[token.slice(1)] : String.fromCodePoint(Number.parseInt(hex, 16))
    word = (word ?? '') + (token.length > 1 ? (meant ?? token) : token)
  }
  return word === undefined ? words : [...words, word]
}

/**
 * The same as HAProxy 1.6 to 3.4 read it. https://docs.haproxy.org/3.0/configuration.html#2.2
 *
 * Throws where HAProxy expands a variable or refuses the line: lbgen writes no such line of its own.
 */
export function wordsOfLine(line: string): readonly string[] {
  const words: string[] = []
  let word: string | undefined
  let quote = ''
  for (let at = 0; at < line.length; at++) {
    const character = line.charAt(at)
    if (character === '\\' && quote !== "'") {
      const next = line.charAt(at + 1)
      const hex = /^x[0-9a-f]{2}/i.exec(line.slice(at + 1, at + 4))?.[0]
      const meant = hex === undefined ? escapes[next] : String.fromCodePoint(Number.parseInt(hex.slice(1), 16))
      word = (word ?? '') + (meant ?? '\\')
      at += hex === undefined ? (meant === undefined ? 0 : 1) : 3
    } else if (quote !== '') {
      if (quote === '"' && character === '$') throw new Error(`A variable in ${line}`)
      if (character === quote) quote = ''
      else word = (word ?? '') + character
    } else if (character === '"' || character === "'") {
      quote = character
      word ??= ''
    } else if (character === '#') break
    else if (character === ' ' || character === '\t') {
      if (word !== undefined) words.push(word)
      word = undefined
    } else word = (word ?? '') + character
  }
  if (quote !== '') throw new Error(`An open quote in ${line}`)
  return word === undefined ? words : [...words, word]
}

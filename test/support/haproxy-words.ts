/**
 * A reference reader of haproxy.cfg: the words of each line, as HAProxy 1.6 to 3.4 read them.
 * https://docs.haproxy.org/3.0/configuration.html#2.2
 */
export const wordsOf = (text: string): readonly (readonly string[])[] => text.split('\n').map(wordsOfLine)

const escapes: Readonly<Record<string, string>> = {n: '\n', r: '\r', t: '\t', ' ': ' ', '#': '#', '\\': '\\', '"': '"', "'": "'"}

/** The words of one line. Throws where HAProxy expands a variable or refuses the line: lbgen writes no such line of its own. */
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

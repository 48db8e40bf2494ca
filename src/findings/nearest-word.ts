/** The one of `words` that a slip of the keyboard may have turned into `word`; undefined when none is near. */
export function nearestWord(word: string, words: readonly string[]): string | undefined {
  const allowed = Math.max(1, Math.floor(word.length / 3))
  let best: string | undefined
  let bestDistance = allowed + 1
  for (const candidate of words) {
    const distance = editDistance(word.toLowerCase(), candidate.toLowerCase(), bestDistance)
    if (distance < bestDistance) [best, bestDistance] = [candidate, distance]
  }
  return best
}

/** The one that was meant by a slip of the keyboard, or by its beginning alone: of several the shortest, of those the last. */
export function meantWord(word: string, words: readonly string[]): string | undefined {
  const near = nearestWord(word, words)
  if (near !== undefined || word.length < 3) return near
  const longer = words.filter(candidate => candidate.toLowerCase().startsWith(word.toLowerCase()))
  const shortest = Math.min(...longer.map(({length}) => length))
  return longer.findLast(({length}) => length === shortest)
}

/** Insertions, deletions, replacements and swaps of neighbours between two words; `limit` when there are as many or more. */
function editDistance(a: string, b: string, limit: number): number {
  if (Math.abs(a.length - b.length) >= limit) return limit
  const rows = [Array.from({length: b.length + 1}, (_, column) => column)]
  for (let i = 1; i <= a.length; i++) {
    const row = [i]
    for (let j = 1; j <= b.length; j++) row.push(cell(rows, row, a, b, i, j))
    rows.push(row)
  }
  return Math.min(rows.at(-1)?.at(-1) ?? limit, limit)
}

function cell(rows: readonly (readonly number[])[], row: readonly number[], a: string, b: string, i: number, j: number): number {
  const at = (line: readonly number[] | undefined, column: number): number => line?.[column] ?? Infinity
  const replaced = at(rows[i - 1], j - 1) + (a[i - 1] === b[j - 1] ? 0 : 1)
  const swapped = a[i - 1] === b[j - 2] && a[i - 2] === b[j - 1] ? at(rows[i - 2], j - 2) + 1 : Infinity
  return Math.min(at(rows[i - 1], j) + 1, at(row, j - 1) + 1, replaced, swapped)
}

/** "Did you mean …?" when a word is near, otherwise `otherwise`. */
export function suggest(word: string, words: readonly string[], otherwise: string): string {
  const near = nearestWord(word, words)
  return near === undefined ? otherwise : `Did you mean \`${near}\`? ${otherwise}`
}

/** `a`, `b` or `c`: words in backticks, as a sentence lists them. */
export function listWords(words: readonly string[], conjunction = 'or'): string {
  const quoted = words.map(word => `\`${word}\``)
  if (quoted.length < 2) return quoted.join('')
  return `${quoted.slice(0, -1).join(', ')} ${conjunction} ${quoted.at(-1) ?? ''}`
}

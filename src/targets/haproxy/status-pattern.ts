/** HTTP statuses as a regular expression: `200-204,404` is `^(20[0-4]|404)$`. Expects ranges of the schema's form that run forwards. */
export function statusPattern(statuses: string): string {
  const ranges = statuses.split(',').map(range => range.split('-'))
  return `^(${ranges.flatMap(([first = '', last = first]) => between(first, last)).join('|')})$`
}

/** Alternatives that match the numbers from `first` to `last`, which have as many digits. */
function between(first: string, last: string): readonly string[] {
  const [low, high] = [first.charAt(0), last.charAt(0)]
  const [fromRest, toRest] = [first.slice(1), last.slice(1)]
  const [zeros, nines] = ['0'.repeat(fromRest.length), '9'.repeat(fromRest.length)]
  if (fromRest === zeros && toRest === nines) return [(low === high ? low : `[${low}-${high}]`) + '[0-9]'.repeat(zeros.length)]
  if (low === high) return between(fromRest, toRest).map(rest => low + rest)
  const head = fromRest === zeros ? [] : between(fromRest, nines).map(rest => low + rest)
  const tail = toRest === nines ? [] : between(zeros, toRest).map(rest => high + rest)
  const [from, to] = [Number(low) + (head.length > 0 ? 1 : 0), Number(high) - (tail.length > 0 ? 1 : 0)]
  return [...head, ...(from <= to ? between(`${from}${zeros}`, `${to}${nines}`) : []), ...tail]
}

export interface Getopt {
  readonly flags: ReadonlySet<string>
  /** The last value of each option that takes one. */
  readonly options: ReadonlyMap<string, string>
  readonly operands: readonly string[]
  /** Whether an option stood after an operand, which only some systems allow. */
  readonly permuted: boolean
}

/** Reads arguments as getopt of the GNU library does; undefined for an unknown option or a missing value. */
export function getopt(argv: readonly string[], withValue: string, plain: string): Getopt | undefined {
  const flags = new Set<string>()
  const options = new Map<string, string>()
  const operands: string[] = []
  let permuted = false
  const words = [...argv]
  for (let word = words.shift(); word !== undefined; word = words.shift()) {
    if (word === '--') return {flags, options, operands: [...operands, ...words], permuted}
    if (!/^-./.test(word)) {
      operands.push(word)
      continue
    }
    permuted ||= operands.length > 0
    const cluster = new RegExp(`^-([${plain}]*)(?:([${withValue}])(.*))?$`, 's').exec(word)
    if (cluster === null) return undefined
    const [, letters = '', option, glued] = cluster
    for (const letter of letters) flags.add(letter)
    if (option === undefined) continue
    const value = glued === '' ? words.shift() : glued
    if (value === undefined) return undefined
    options.set(option, value)
  }
  return {flags, options, operands, permuted}
}

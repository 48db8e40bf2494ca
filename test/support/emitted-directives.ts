import {type Verdict, measuredDirectives, releases} from './haproxy-oracle.ts'
import {wordsOfLine} from './haproxy-words.ts'

type Room = 'global' | 'defaults' | 'frontend' | 'backend'

/** Something that was measured: one line, alone or with others that were all taken or not. */
interface Measured {
  readonly words: readonly string[]
  readonly verdicts: readonly Verdict[]
}

const headings: Readonly<Record<string, readonly Room[]>> = {
  global: ['global'],
  defaults: ['defaults'],
  frontend: ['frontend'],
  backend: ['backend'],
  listen: ['frontend', 'backend'],
}

const roomOfContext = (context: string): Room | undefined =>
  context.includes(' + ')
    ? undefined
    : (
        [
          [/^global$/, 'global'],
          [/^defaults-/, 'defaults'],
          [/^fe-/, 'frontend'],
          [/^be-/, 'backend'],
        ] as const
      ).find(([pattern]) => pattern.test(context))?.[1]

/** Of lines that were measured together, a complaint says nothing of those that come before what was meant. */
const provesOnly = (verdicts: readonly Verdict[]): readonly Verdict[] => verdicts.map(verdict => (verdict === 'o' ? 'o' : '-'))

const rooms: Readonly<Record<Room, Measured[]>> = {global: [], defaults: [], frontend: [], backend: []}
const parameters: Readonly<Record<'bind' | 'server', Measured[]>> = {bind: [], server: []}

// Quotes are read by 1.6 and later alone: what was measured with them is left to the tests of the tokenizer.
const wordsOf = (line: string): readonly string[] => (/["']/.test(line) ? [] : wordsOfLine(line))

for (const {directive, context, verdicts} of measuredDirectives) {
  const lines = directive.split('\n').map(wordsOf)
  const saidOf = (index: number): readonly Verdict[] => (index === lines.length - 1 ? verdicts : provesOnly(verdicts))
  const room = roomOfContext(context)
  const kind = /^bind-(http|ssl)$/.test(context) ? 'bind' : /^srv-(http|tcp)$/.test(context) ? 'server' : undefined
  if (room !== undefined) rooms[room].push(...lines.map((words, index) => ({words, verdicts: saidOf(index)})))
  if (kind !== undefined) parameters[kind].push(...lines.map(words => ({words: words.length === 0 ? ['ssl'] : words, verdicts})))
  if (context === 'raw') {
    let here: readonly Room[] = []
    for (const words of lines) {
      const heading = headings[words[0] ?? '']
      if (heading === undefined) for (const one of here) rooms[one].push({words, verdicts: provesOnly(verdicts)})
      else here = heading
    }
  }
}

/** What a word is worth: a name or a number, a path or an address stands for all of its kind. */
const shapeOf = (word: string): string => (/^[a-z][a-z_-]*$/i.test(word) ? word : '*')

/** How many words two lines have in common at their beginning, values being alike; nothing when the keyword is another. */
function likeness(one: readonly string[], other: readonly string[]): number {
  if (one[0] !== other[0]) return 0
  const end = one.findIndex((word, index) => other[index] === undefined || shapeOf(word) !== shapeOf(other[index]))
  return end === -1 ? one.length : end
}

/** Whether one of those that are most like the line was taken without a word; undefined when nothing is like it. */
function isTaken(words: readonly string[], measured: readonly Measured[], at: number): boolean | undefined {
  const known = measured.filter(one => one.words[0] === words[0] && one.verdicts[at] !== '-')
  const same = known.filter(one => one.words.join(' ') === words.join(' '))
  if (same.length > 0) return same.some(({verdicts}) => verdicts[at] === 'o')
  const best = Math.max(0, ...known.map(one => likeness(words, one.words)))
  return best === 0 ? undefined : known.some(one => likeness(words, one.words) === best && one.verdicts[at] === 'o')
}

/** The parameters of a `bind` or `server` line, each with what follows until the next. */
function parametersOf(words: readonly string[], measured: readonly Measured[]): readonly (readonly string[])[] {
  const keywords = new Set(measured.map(({words: [first = '']}) => first))
  const starts = words.flatMap((word, index) => (keywords.has(word) ? [index] : []))
  return starts.map((start, index) => words.slice(start, starts[index + 1]))
}

/** What a release does not take of a line, in its words; nothing when it takes all of it. */
function complaints(words: readonly string[], where: readonly Room[], at: number): readonly string[] {
  const [keyword = ''] = words
  const [name, skipped] = keyword === 'bind' ? (['bind', 2] as const) : (['server', 3] as const)
  if (keyword === 'bind' || keyword === 'server') {
    const given = parametersOf(words.slice(skipped), parameters[name])
    return given.filter(parameter => isTaken(parameter, parameters[name], at) !== true).map(parameter => parameter.join(' '))
  }
  return where.some(room => isTaken(words, rooms[room], at) === true) ? [] : [words.join(' ')]
}

/**
 * Lines of a haproxy.cfg that the oracle knows for this release as anything but taken without a word, or knows nothing of.
 * Where the very line was not measured, those that begin most like it speak for it; parameters of `bind` and `server` one
 * by one. What a value means, such as a fetch in a log format, is not looked at.
 */
export function refusedBy(release: string, configuration: string): readonly string[] {
  const at = releases.indexOf(release)
  let where: readonly Room[] = []
  return configuration.split('\n').flatMap(line => {
    const words = wordsOfLine(line)
    const heading = line.startsWith(' ') ? undefined : headings[words[0] ?? '']
    if (heading !== undefined) where = heading
    return words.length === 0 || heading !== undefined ? [] : complaints(words, where, at)
  })
}

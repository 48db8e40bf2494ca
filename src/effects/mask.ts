import {literal} from '../findings/literal.ts'
import {MASK, secretEnd} from '../findings/secret-key.ts'
import type {Artifact} from '../targets/target.ts'
import type {OutdatedFile} from './outdated.ts'

/** A rendering of all artifacts with this text in the place of every secret. */
type Renders = (mask: string) => readonly Artifact[]

/** What stands in a line before its secrets, and behind them. */
export interface AroundSecret {
  readonly beginning: string
  readonly ending: string
}

/** What surrounds the secrets of lines, by path: that in which two renderings with other secrets are the same. */
export function aroundSecrets(render: Renders): ReadonlyMap<string, readonly AroundSecret[]> {
  const others = new Map(render('other').map(({path, chunks}) => [path, linesOf(chunks.join(''))]))
  return new Map(
    render(MASK).map(({path, chunks}) => {
      const lines = linesOf(chunks.join(''))
      return [path, lines.flatMap((line, index) => aroundOf(line, others.get(path)?.[index] ?? '') ?? [])]
    }),
  )
}

function aroundOf(line: string, other: string): AroundSecret | undefined {
  if (line === other) return undefined
  let start = 0
  while (start < line.length && line[start] === other[start]) start++
  const most = Math.min(line.length, other.length) - start
  let length = 0
  while (length < most && line.at(-length - 1) === other.at(-length - 1)) length++
  return {beginning: line.slice(0, start), ending: line.slice(line.length - length)}
}

/**
 * The difference of a private file with its secrets masked on both sides; of any other file as it is. A line that
 * differs in its secret alone says so.
 *
 * Which lines of the old text hold secrets is known from the new one. Where that knows of none, the old text was private
 * for something that is gone, or every line may be a secret: then of every line only the first word is shown.
 */
export function maskSecrets(difference: OutdatedFile, around: readonly AroundSecret[]): OutdatedFile {
  const {before, after, modeBefore, modeAfter} = difference
  if (![modeBefore, modeAfter].some(isPrivate)) return difference
  const open = new Set(after === undefined || isPrivate(modeAfter) ? [] : linesOf(after))
  const mask = around.length > 0 ? maskerFor(around) : (line: string) => (open.has(line) ? line : maskValue(line))
  const old = new Set(linesOf(before ?? ''))
  const oldMasked = new Set([...old].map(mask))
  const maskNew = (line: string): string => {
    const masked = mask(line)
    return masked !== line && !old.has(line) && oldMasked.has(masked) ? `${masked} (a secret differs)` : masked
  }
  return {...difference, before: before && mapLines(before, mask), after: after && mapLines(after, maskNew)}
}

const isPrivate = (mode: number | undefined): boolean => mode !== undefined && (mode & 0o077) === 0

/**
 * Masks what follows one of the beginnings, up to the ending that belongs to it or to the end of the line, or, in a line of another user or another layout, what follows its first words
 * or its attribute; and what a property has that is a secret by its name.
 */
function maskerFor(around: readonly AroundSecret[]): (line: string) => string {
  const patterns = around.flatMap(({beginning}) => {
    const [, attribute] = /\s([\w.:-]+=["'])$/.exec(beginning) ?? []
    if (attribute !== undefined) return [new RegExp(`^.*?\\s${literal(attribute)}`)]
    const words = beginning.trim().split(/\s+/).slice(0, -1)
    return words.length === 0 ? [] : [new RegExp(`^\\s*${words.map(literal).join('\\s+')}\\s+`)]
  })
  return line => {
    const known = around.filter(({beginning}) => line.startsWith(beginning))
    const whole = known.find(({beginning, ending}) => line.slice(beginning.length).endsWith(ending)) ?? known[0]
    const begun = whole?.beginning ?? [...patterns, secretProperty].map(pattern => pattern.exec(line)?.[0]).find(Boolean)
    if (begun === undefined) return line
    const rest = line.slice(begun.length)
    return `${begun}${MASK}${whole !== undefined && rest.endsWith(whole.ending) ? whole.ending : endOfTag(begun, rest)}`
  }
}

/** Of an attribute of XML, which holds no quotes of its kind, what ends it and its tag, where no other attribute follows. */
const endOfTag = (begun: string, rest: string): string =>
  /=["']$/.test(begun) ? (/^[^"']*(?<end>["']\s*\/?>\s*)$/.exec(rest)?.groups?.['end'] ?? '') : ''

const secretProperty = new RegExp(`^\\s*[\\w.-]*${secretEnd}=`, 'i')

/** A line without what follows its first word or its key; a line of one word is masked whole. */
function maskValue(line: string): string {
  const [begun = ''] = /^\s*[^\s=:]+[\s=:]+/.exec(line) ?? []
  return line.slice(begun.length).trim() === '' ? line : `${begun}${MASK}`
}

const linesOf = (text: string): readonly string[] => text.split('\n')

const mapLines = (text: string, change: (line: string) => string): string => linesOf(text).map(change).join('\n')

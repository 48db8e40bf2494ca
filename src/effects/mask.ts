import {literal} from '../findings/literal.ts'
import {MASK, secretEnd} from '../findings/secret-key.ts'
import type {Artifact} from '../targets/target.ts'
import type {OutdatedFile} from './outdated.ts'

/** A rendering of all artifacts with this text in the place of every secret. */
type Renders = (mask: string) => readonly Artifact[]

/** How the lines that hold secrets begin, by path: up to where two renderings with other secrets differ. */
export function secretBeginnings(render: Renders): ReadonlyMap<string, readonly string[]> {
  const others = new Map(render('other').map(({path, chunks}) => [path, linesOf(chunks.join(''))]))
  return new Map(
    render(MASK).map(({path, chunks}) => {
      const lines = linesOf(chunks.join(''))
      return [path, lines.flatMap((line, index) => beginningOf(line, others.get(path)?.[index] ?? '') ?? [])]
    }),
  )
}

function beginningOf(line: string, other: string): string | undefined {
  if (line === other) return undefined
  let end = 0
  while (end < line.length && line[end] === other[end]) end++
  return line.slice(0, end)
}

/**
 * The difference of a private file with its secrets masked on both sides; of any other file as it is. A line that
 * differs in its secret alone says so.
 *
 * Which lines of the old text hold secrets is known from the new one. Where that knows of none, the old text was private
 * for something that is gone, or every line may be a secret: then of every line only the first word is shown.
 */
export function maskSecrets(difference: OutdatedFile, beginnings: readonly string[]): OutdatedFile {
  const {before, after, modeBefore, modeAfter} = difference
  if (![modeBefore, modeAfter].some(isPrivate)) return difference
  const open = new Set(after === undefined || isPrivate(modeAfter) ? [] : linesOf(after))
  const mask = beginnings.length > 0 ? maskerFor(beginnings) : (line: string) => (open.has(line) ? line : maskValue(line))
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
 * Masks what follows one of the beginnings, or, in a line of another user or another layout, what follows its first words
 * or its attribute; and what a property has that is a secret by its name.
 */
function maskerFor(beginnings: readonly string[]): (line: string) => string {
  const patterns = beginnings.flatMap(beginning => {
    const [, attribute] = /\s([\w.:-]+=["'])$/.exec(beginning) ?? []
    if (attribute !== undefined) return [new RegExp(`^.*?\\s${literal(attribute)}`)]
    const words = beginning.trim().split(/\s+/).slice(0, -1)
    return words.length === 0 ? [] : [new RegExp(`^\\s*${words.map(literal).join('\\s+')}\\s+`)]
  })
  return line => {
    const begun =
      beginnings.find(beginning => line.startsWith(beginning)) ??
      [...patterns, secretProperty].map(pattern => pattern.exec(line)?.[0]).find(Boolean)
    return begun === undefined ? line : `${begun}${MASK}`
  }
}

const secretProperty = new RegExp(`^\\s*[\\w.-]*${secretEnd}=`, 'i')

/** A line without what follows its first word or its key; a line of one word is masked whole. */
function maskValue(line: string): string {
  const [begun = ''] = /^\s*[^\s=:]+[\s=:]+/.exec(line) ?? []
  return line.slice(begun.length).trim() === '' ? line : `${begun}${MASK}`
}

const linesOf = (text: string): readonly string[] => text.split('\n')

const mapLines = (text: string, change: (line: string) => string): string => linesOf(text).map(change).join('\n')

import type {Finding, Severity} from './finding.ts'
import {inOrder, lineText, placeOf} from './place.ts'

/** How parts of a finding look; every function returns its text as it is where there is no colour. */
export interface Paint {
  readonly severity: (severity: Severity, text: string) => string
  readonly strong: (text: string) => string
  readonly faint: (text: string) => string
}

export const plain: Paint = {severity: (_, text) => text, strong: text => text, faint: text => text}

/** How many findings are printed for people before the rest is counted. */
const MOST_SHOWN = 20

/** How much there is room for. */
export interface Room {
  /** How many findings are shown. */
  readonly most?: number
  /** How many characters fit on a line; undefined is any number. */
  readonly columns?: number | undefined
}

/** Findings for people, with the spec's own lines; the first 20, errors before the rest, then a count. */
export function formatPretty(findings: readonly Finding[], paint: Paint = plain, {most = MOST_SHOWN, columns}: Room = {}): string {
  const ordered = inOrder(findings)
  const important = ordered.length <= most ? ordered : inOrder(bySeverity(ordered).slice(0, most))
  const rest = ordered.length - important.length
  const more = rest === 0 ? [] : [`… and ${rest} more: \`--format json\` lists all.`]
  return [...important.map(finding => formatOne(finding, paint, columns)), ...more].map(text => `${text}\n`).join('\n')
}

const rank: Readonly<Record<Severity, number>> = {error: 0, warning: 1, hint: 2}

/** The gravest first. */
export const bySeverity = (findings: readonly Finding[]): readonly Finding[] =>
  [...findings].sort((a, b) => rank[a.severity] - rank[b.severity])

function formatOne(finding: Finding, paint: Paint, columns: number | undefined): string {
  const {code, rule, severity, message, hint, see, source} = finding
  const place = placeOf(finding)
  const where = source === undefined ? '' : `${shown(source.file)}${place === undefined ? '' : `:${place.line}:${place.column}`}: `
  const [first = '', ...others] = wrap(`${where}${severity} ${code} ${rule}: ${message}`, columns, 2)
  const lines = [first.replace(`${where}${severity}`, () => `${paint.strong(where)}${paint.severity(severity, severity)}`), ...others]
  lines.push(...frame(finding, paint, columns))
  const named = (name: string, text: string): readonly string[] =>
    wrap(`  ${name}: ${text}`, columns, 4).map((line, index) =>
      index === 0 ? line.replace(`${name}:`, () => paint.strong(`${name}:`)) : line,
    )
  if (hint !== undefined) lines.push(...named('hint', hint))
  if (see !== undefined) lines.push(...named('see', see))
  return lines.join('\n')
}

/** A text on lines of at most so many characters, broken at blanks; all but the first are indented. Long words stay whole. */
function wrap(text: string, columns: number | undefined, indent: number): readonly string[] {
  if (columns === undefined || text.length <= columns) return [text]
  const lines: string[] = []
  let line = ''
  for (const word of text.split(/(?<=\S) /)) {
    const longer = line === '' ? word : `${line} ${word}`
    if (line !== '' && longer.length > columns) {
      lines.push(line)
      line = `${' '.repeat(indent)}${word}`
    } else line = longer
  }
  return [...lines, line]
}

/** The line that a finding points at, with a mark under the fault. */
function frame(finding: Finding, paint: Paint, columns = Infinity): readonly string[] {
  const place = placeOf(finding)
  if (finding.source === undefined || place === undefined || finding.source.text === '') return []
  const number = String(place.line)
  const line = lineText(finding.source, place.line)
  const from = place.column - 1
  const length = Math.max(1, (place.endLine === place.line ? place.endColumn - 1 : line.length) - from)
  // What is left beside the line's number.
  const room = Math.min(120, columns - number.length - 5)
  const shift = Math.max(0, Math.min(from - Math.floor(room / 2), from + length - Math.floor((room * 5) / 6)))
  const visible = shown(line.slice(shift, shift + room))
  const gap = ' '.repeat(number.length)
  const mark = `${' '.repeat(from - shift)}${'^'.repeat(Math.max(1, Math.min(length, room - (from - shift))))}`
  return [paint.faint(`  ${number} | ${visible}`), `  ${paint.faint(`${gap} |`)} ${paint.severity(finding.severity, mark)}`]
}

/** Text that cannot disturb a terminal. */
const shown = (text: string): string => text.replaceAll('\t', ' ').replaceAll(/\p{Cc}/gu, '\ufffd')

/** "1 error, 2 warnings": empty when there is nothing to count. */
export function formatSummary(findings: readonly Finding[]): string {
  const {errors, warnings, hints} = summarise(findings)
  const counted = [
    [errors, 'error'],
    [warnings, 'warning'],
    [hints, 'hint'],
  ] as const
  return counted
    .filter(([count]) => count > 0)
    .map(([count, word]) => `${count} ${word}${count === 1 ? '' : 's'}`)
    .join(', ')
}

export interface Summary {
  readonly errors: number
  readonly warnings: number
  readonly hints: number
}

export function summarise(findings: readonly Finding[]): Summary {
  const count = (severity: Severity): number => findings.filter(finding => finding.severity === severity).length
  return {errors: count('error'), warnings: count('warning'), hints: count('hint')}
}

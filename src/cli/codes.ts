import type {Code} from '../findings/code.ts'
import codes from '../findings/codes.gen.js'
import {knownRules} from '../findings/known-rules.ts'
import {nearestWord} from '../findings/nearest-word.ts'

/** The code or name of a finding that has no page of its own, as Markdown; undefined for what is none. */
export function aboutCode(asked: string): string | undefined {
  const known = knownRules()
  const code = known.find(asked)
  if (code === undefined) return undefined
  const {name, severity = "the engine's severity", summary = ''} = code
  const decided = known.isFixed(code)
    ? 'It stays an error whatever `rules` say, and no comment silences it.'
    : `\`rules: {${name}: off}\` gives it another severity, and \`# lbgen-ignore ${name}: why\` silences one place.`
  return `# ${code.code} ${name}\n\n**${severity.charAt(0).toUpperCase()}${severity.slice(1)}.** ${summary}\n\n${decided}\n`
}

/** What there is to say of a code or name that there is not. */
export function unknownCode(asked: string): string {
  const code = asked.toUpperCase()
  const isCode = /^LB\d+$/.test(code)
  const near = isCode
    ? nearestCode(code)
    : nearestWord(
        asked,
        codes().map(({name}) => name),
      )
  const meant = near === undefined ? '' : ` Did you mean ${near}?`
  const line = isCode ? '' : ' To explain a line of a file, name the spec first: lbgen explain cluster.yaml lb1/haproxy.cfg:37.'
  return `There is no finding ${isCode ? code : asked}.${meant}${line}`
}

/** The code that a slip of the keyboard may have been meant for, else the next one by number. */
function nearestCode(asked: string): string | undefined {
  const all = codes().map(({code}) => code)
  const distance = (code: string): number => Math.abs(Number(code.slice(2)) - Number(asked.slice(2)))
  return (
    nearestWord(asked, all) ??
    all.reduce<string | undefined>((best, code) => (best === undefined || distance(code) < distance(best) ? code : best), undefined)
  )
}

/** A kind of finding as `lbgen rules` lists it. */
export interface ListedRule {
  readonly code: string
  readonly name: string
  /** What it is unless `rules` says otherwise; null where it is what an engine says. */
  readonly severity: Code['severity'] | null
  readonly family?: string
  readonly summary: string
  /** Whether its severity can be set, and whether it can be silenced. */
  readonly adjustable: boolean
  /** Where lbgen's documentation has more of it. */
  readonly page: string
}

/** Every kind of finding, by code; `rules` say themselves what they are about. */
export function listRules(rules: readonly {readonly code: string; readonly summary: string}[]): readonly ListedRule[] {
  const summaries = new Map(rules.map(({code, summary}) => [code, summary]))
  const {isFixed} = knownRules()
  return codes().map(one => ({
    code: one.code,
    name: one.name,
    severity: one.severity ?? null,
    ...(one.family !== undefined && {family: one.family}),
    summary: summaries.get(one.code) ?? one.summary ?? '',
    adjustable: !isFixed(one),
    page: summaries.has(one.code) ? `docs/rules/${one.code}.md` : 'docs/findings.md',
  }))
}

/** Rules as a table for people. */
export function formatRules(all: readonly ListedRule[]): string {
  const rows = all.map(({code, severity, family = '', name, summary}) => [code, severity ?? "engine's", family, name, summary])
  const widths = [0, 1, 2, 3].map(column => Math.max(...rows.map(row => row[column]?.length ?? 0)))
  return rows
    .map(
      row =>
        `${row
          .map((cell, column) => cell.padEnd(widths[column] ?? 0))
          .join('  ')
          .trimEnd()}\n`,
    )
    .join('')
}

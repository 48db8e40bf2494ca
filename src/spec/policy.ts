import type {Code} from '../findings/code.ts'
import type {Finding, Report, Severity, Source} from '../findings/finding.ts'
import {suggest} from '../findings/nearest-word.ts'
import {shorten} from '../findings/shorten.ts'
import type {Suppressed} from '../findings/suppressed.ts'
import {kinds} from './kinds.ts'
import {type KnownRules, knownRules} from '../findings/known-rules.ts'
import {pointer} from './pointer.ts'
import {type Silencer, maySilence, silencersIn} from './silencers.ts'

/** What the people of a cluster have decided about findings: severities of their own, and places that are silenced. */
export interface Policy {
  /**
   * What becomes of a finding; undefined: it is not shown. Its place, for which the text is parsed anew, is worked out for what
   * is shown, and for what a comment might silence.
   */
  readonly judge: (finding: Finding, locate: Locate) => Finding | undefined
  /** What comments have silenced so far of what was judged; the same may come several times. */
  readonly silenced: () => readonly Suppressed[]
  /** LB026 for each comment that silenced nothing of what was judged. None where an error kept the rest from being looked for. */
  readonly unused: () => readonly Finding[]
}

type Locate = (finding: Finding) => Finding

/** Shows everything as it is. */
const asItIs: Policy = {judge: (finding, locate) => locate(finding), silenced: () => [], unused: () => []}

/** How severe findings are, by name or code. */
export type Severities = Readonly<Record<string, Severity | 'off'>>

/**
 * The policy of a spec, of whose files the later count more. Reports LB007, LB021 and LB022 at `rules`, and LB023 to
 * LB025 and LB027 at comments.
 */
export function policyOf(written: readonly Severities[], sources: readonly Source[], report: Report): Policy {
  if (written.every(one => Object.keys(one).length === 0) && !sources.some(({text}) => maySilence(text))) return asItIs
  const known = knownRules()
  const severities = severitiesOf(written, known, report)
  const weigh = weigher(severities, known)
  const note: Report = finding => {
    const weighed = weigh(finding)
    if (weighed !== undefined) report(weighed)
  }
  const silencers = [...new Map(sources.map(source => [source.file, source])).values()].flatMap(source => silencersIn(source, known, note))
  const silenced = silence(silencers)
  const suppressed: Suppressed[] = []
  let isBlocked = false
  return {
    judge: (finding, locate) => {
      if (known.isFixed(finding)) {
        isBlocked = true
        return locate(finding)
      }
      const weighed = weigh(finding)
      if (silenced.mayHave(finding)) {
        const found = locate(finding)
        const [by] = silenced.reaching(found)
        if (by !== undefined && weighed !== undefined)
          suppressed.push({finding: {...found, severity: weighed.severity}, kind: 'inSource', why: by.reason})
        if (by !== undefined) return undefined
      }
      return weighed && locate(weighed)
    },
    silenced: () => suppressed,
    unused: () =>
      isBlocked
        ? []
        : silenced
            .unused()
            .filter(({rule}) => known.isOfSpec(rule))
            .flatMap(one => weigh(unusedSilencer(one)) ?? []),
  }
}

/** The severity that the last file gives each rule, by name. */
function severitiesOf(written: readonly Severities[], known: KnownRules, report: Report): ReadonlyMap<string, Severity | 'off'> {
  const severities = new Map<string, Severity | 'off'>()
  // What several files say of one word is at one place for whoever looks for it, and told once.
  const faults = new Map<string, Finding>()
  for (const one of written) {
    const words = new Map<string, string>()
    for (const [word, severity] of Object.entries(one)) {
      const code = known.find(word)
      const fault =
        code === undefined ? unknownRule(word, known) : (sameRule(word, words.get(code.name)) ?? fixedSeverity(word, severity, code, known))
      if (code !== undefined) words.set(code.name, word)
      if (code !== undefined) severities.set(code.name, severity)
      if (fault === undefined) faults.delete(word)
      else faults.set(word, {...fault, path: pointer('/rules', word), part: 'key'})
    }
  }
  faults.forEach(report)
  return severities
}

type Fault = Omit<Finding, 'path' | 'part'>

const unknownRule = (word: string, known: KnownRules): Fault => ({
  ...kinds.unknownRule,
  message: `There is no rule \`${shorten(word)}\`.`,
  hint: suggest(word, known.names(), '`lbgen rules` lists all of them.'),
})

const sameRule = (word: string, other: string | undefined): Fault | undefined =>
  other === undefined
    ? undefined
    : {...kinds.duplicateKey, message: `\`${other}\` and \`${word}\` are one rule.`, hint: 'Keep one of them.'}

function fixedSeverity(word: string, severity: Severity | 'off', code: Code, known: KnownRules): Fault | undefined {
  if (severity === 'error' || !known.isFixed(code)) return undefined
  const message = `\`${word}\` stays an error: nothing can be rendered where it is found.`
  return {...kinds.fixedSeverity, message, hint: 'Take it out of `rules`, and put right what it says.'}
}

/** Gives findings the severity that was asked for. */
const weigher =
  (severities: ReadonlyMap<string, Severity | 'off'>, known: KnownRules) =>
  (finding: Finding): Finding | undefined => {
    const severity = severities.get(finding.rule)
    if (severity === undefined || known.isFixed(finding)) return finding
    return severity === 'off' ? undefined : {...finding, severity}
  }

interface Silence {
  /** Whether any silencer is about such findings. */
  readonly mayHave: (finding: Finding) => boolean
  /** The silencers that reach a finding; they are used then. */
  readonly reaching: (finding: Finding) => readonly Silencer[]
  readonly unused: () => readonly Silencer[]
}

function silence(silencers: readonly Silencer[]): Silence {
  const used = new Set<Silencer>()
  const byRule = new Map<string, Silencer[]>()
  for (const one of silencers) byRule.set(one.rule, [...(byRule.get(one.rule) ?? []), one])
  return {
    mayHave: ({rule}) => byRule.has(rule),
    reaching: ({rule, source, span}) => {
      const reaching = (byRule.get(rule) ?? []).filter(
        one => one.source === source && span !== undefined && one.reach.start <= span.start && span.start <= one.reach.end,
      )
      for (const one of reaching) used.add(one)
      return reaching
    },
    unused: () => silencers.filter(one => !used.has(one)),
  }
}

const unusedSilencer = ({source, span, rule}: Silencer): Finding => ({
  ...kinds.unusedSilencer,
  message: `\`${rule}\` finds nothing here that would have to be silenced.`,
  hint: 'Take the comment away, or put it on the line that the finding names.',
  source,
  span,
})

import {compileFile, judging, standInSecrets} from '../compile.ts'
import {type Comparison, summaryOf} from '../diff/comparison.ts'
import {folderBeside, isRendered} from '../effects/against.ts'
import {outdatedFindings} from '../effects/difference.ts'
import {faults} from '../effects/faults.ts'
import {outdatedFiles} from '../effects/outdated.ts'
import {secretsFor} from '../effects/secrets.ts'
import {readBeside} from '../effects/spec-files.ts'
import type {Verdict} from '../effects/verify.ts'
import {type Finding, type Report, aboutFile, identityOf, isError} from '../findings/finding.ts'
import {formatSummary} from '../findings/format.ts'
import {formatMarkdown} from '../findings/markdown.ts'
import type {Suppressed} from '../findings/suppressed.ts'
import {withoutSecrets} from '../spec/without-secrets.ts'
import {targets} from '../targets/index.ts'
import {print} from '../targets/print.ts'
import type {Artifact} from '../targets/target.ts'
import {compareWith} from './compare-with.ts'
import type {verifierFor} from './verify-spec.ts'

/** What a pipeline is asked to do with each spec. */
export interface Job {
  /** Undefined: `rendered` beside the spec, where there is such a folder. */
  readonly out: string | undefined
  readonly against: string
  readonly verify: ReturnType<typeof verifierFor>
}

/** One thing that was done, in words. */
export interface Step {
  readonly name: 'validate' | 'render --check' | 'verify' | 'diff'
  readonly text: string
}

export interface Outcome {
  readonly file: string
  /** All that was read of it. */
  readonly files: readonly string[]
  /** What was found, without the secrets of the spec: by reading it, and by all that came then. */
  readonly validated: readonly Finding[]
  readonly later: readonly Finding[]
  /** What was done after it was read. */
  readonly steps: readonly Step[]
  readonly comparison: Comparison | undefined
  readonly silenced: readonly Suppressed[]
}

/** Everything that is to be known of a spec before it goes on: it is compiled once, and each later step takes what the first has made. */
export async function runPipeline(file: string, {out, against, verify}: Job): Promise<Outcome> {
  const found: Finding[] = []
  const note: Report = finding => void found.push(aboutFile(finding, file))
  const folder = out ?? folderBeside(file)
  const secrets = isRendered(folder) ? secretsFor(file) : standInSecrets
  const {artifacts, understood, files} = compileFile(file, readBeside, {targets, print, secrets}, note)
  const read = found.length
  const outcome = (steps: readonly Step[], comparison: Comparison | undefined): Outcome => {
    const safe = withoutSecrets(found)
    const silenced = understood?.policy.silenced() ?? []
    return {file, files, validated: safe.slice(0, read), later: safe.slice(read), steps, comparison, silenced}
  }
  if (understood === undefined || found.some(isError)) return outcome([], undefined)

  const check: Step = {name: 'render --check', text: checkRendered(folder, artifacts, understood.cluster.name, note)}
  const verdicts = await verify(understood, judging(understood, note))
  const older: Finding[] = []
  const comparison = await compareWith({file, understood, against}, finding => older.push(finding))
  // With what the change is to be compared is no question of what there is.
  older.filter(({code}) => code === faults.ambiguousName.code || code === faults.otherCluster.code).forEach(note)
  const steps: readonly Step[] = [
    check,
    {name: 'verify', text: countVerdicts(verdicts)},
    {
      name: 'diff',
      text: comparison ? summaryOf(comparison) : `not possible: ${withoutSecrets(older)[0]?.message ?? 'nothing older is there.'}`,
    },
  ]
  return outcome(steps, comparison)
}

function checkRendered(folder: string, artifacts: readonly Artifact[], cluster: string, report: Report): string {
  if (!isRendered(folder)) return `nothing was rendered to ${folder}`
  const differences = outdatedFiles(folder, artifacts, {cluster}, report)
  if (differences === undefined) return `${folder} cannot be compared`
  const findings = outdatedFindings(differences, folder, cluster)
  findings.forEach(report)
  if (findings.some(({code}) => code === faults.otherCluster.code)) return `${folder} was rendered for another cluster`
  return differences.length === 0 ? `${folder} is up to date` : `${folder}: ${differences.length} files are not up to date`
}

/** In words how many files the engines took, and how many of them nothing here could check. */
function countVerdicts(verdicts: readonly Verdict[]): string {
  const checked = verdicts.filter(({engine}) => engine !== undefined)
  const refused = checked.filter(verdict => 'accepted' in verdict && !verdict.accepted).length
  const words = [
    [checked.length - refused, 'accepted'],
    [refused, 'refused'],
    [verdicts.length - checked.length, 'not checked by anything here'],
  ] as const
  return words.flatMap(([count, word]) => (count === 0 ? [] : [`${count} ${word}`])).join(', ') || 'nothing to check'
}

/** The outcome as it is when nobody minds some of what was found. */
export function withoutThose(outcome: Outcome, known: readonly Finding[]): Outcome {
  const ids = new Set(known.map(identityOf))
  const isNew = (finding: Finding): boolean => !ids.has(identityOf(finding))
  return {...outcome, validated: outcome.validated.filter(isNew), later: outcome.later.filter(isNew)}
}

const stepsOf = ({validated, steps}: Outcome): readonly Step[] => [
  {name: 'validate', text: formatSummary(validated) || 'nothing is found'},
  ...steps,
]

const WIDTH = 'render --check'.length

/** What was done, one line a step. */
export const formatOutcome = (outcome: Outcome): string =>
  `${inLine(outcome.file)}\n${stepsOf(outcome)
    .map(({name, text}) => `  ${name.padEnd(WIDTH)}  ${inLine(text)}\n`)
    .join('')}`

/** A text that keeps to its line: the name of a file may hold anything. */
const inLine = (text: string): string => text.replaceAll(/[\p{Cc}\u2028\u2029]/gu, '\uFFFD')

/** The same for a comment on a pull request, with what was found. */
export function formatOutcomeMarkdown(outcome: Outcome): string {
  const findings = [...outcome.validated, ...outcome.later]
  return `${summaryInMarkdown(outcome)}${findings.length === 0 ? '' : `### What is found\n\n${formatMarkdown(findings)}\n`}`
}

const summaryInMarkdown = (outcome: Outcome): string =>
  `## \`${inLine(outcome.file).replaceAll('`', "'")}\`\n\n${stepsOf(outcome)
    .map(({name, text}) => `- **${name}**: ${inLine(text).replaceAll(/[<>*_[\]]/g, String.raw`\$&`)}\n`)
    .join('')}\n`

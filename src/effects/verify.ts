import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import type {Finding, Report} from '../findings/finding.ts'
import type {Artifact, Cluster, Complaint, Target, Verifier} from '../targets/target.ts'
import {type TracedLine, traceLines} from '../targets/trace.ts'
import {type Engine, findEngine} from './engines.ts'
import {attempt, faults, unwritable} from './faults.ts'
import {runProgram} from './process.ts'
import {makeScratchFolder} from './scratch.ts'
import {makeStandIns} from './stand-ins.ts'

/** What verify is given. */
export interface Verification {
  readonly cluster: Cluster
  readonly targets: readonly Target[]
  /** Renders a cluster with the origin of each line marked, secrets replaced by stand-ins. */
  readonly render: (cluster: Cluster, target: Target) => readonly Artifact[]
  /** Programs to use, by program name: `haproxy` → paths. */
  readonly enginePaths: ReadonlyMap<string, readonly string[]>
  /** Whether an engine that is missing, or of another release, is an error. */
  readonly requireEngines: boolean
  /** Told of each program that checks an artifact, with its arguments, before it runs. */
  readonly onRun?: ((words: readonly string[]) => void) | undefined
}

/** What an engine said to an artifact; of one that no engine can check there is only its path. */
export type Verdict =
  /** `isFor`: the release that the artifact is for, where it is another one's word. */
  | {readonly path: string; readonly engine: string; readonly accepted: boolean; readonly isFor: string | undefined}
  | {readonly path: string; readonly engine?: undefined; readonly reason: string}

/** A verdict in words: `lb1/haproxy.cfg: HAProxy 2.6 accepts it`; `… refuses it, and it is for 3.4`. */
export function formatVerdict(verdict: Verdict): string {
  if (verdict.engine === undefined) return `${verdict.path}: ${verdict.reason}\n`
  const {path, engine, accepted, isFor} = verdict
  return `${path}: ${engine} ${accepted ? 'accepts' : 'refuses'} it${isFor === undefined ? '' : `, and it is for ${isFor}`}\n`
}

const PATIENCE_MS = 120_000

/**
 * Has the real engines check every artifact that they can check, in a scratch folder: nothing outside it is touched, and
 * no right is needed. Complaints become findings at the spec's own line; of another release than the cluster asks for,
 * errors count as warnings, and warnings are a hint, all in one. Reports LB490 and the like, LB930 to LB934.
 */
export async function verifyArtifacts(verification: Verification, report: Report): Promise<readonly Verdict[]> {
  const scratch = makeScratchFolder(report)
  if (scratch === undefined) return []
  try {
    const verdicts: Verdict[] = []
    for (const target of verification.targets) {
      const {verifiers = []} = target
      for (const verifier of verifiers) {
        const folder = join(scratch.folder, target.name, verifier.program)
        verdicts.push(...(await verifyTarget(target, verifier, verification, folder, report)))
      }
      const artifacts = verification.render(verification.cluster, target)
      const unchecked = artifacts.filter(artifact => !verifiers.some(({checks}) => checks(artifact)))
      verdicts.push(...unchecked.map(({path, install}) => ({path, reason: reasonFor(install)})))
    }
    return verdicts
  } finally {
    scratch.dispose()
  }
}

/** Why nothing checks an artifact. systemd reads a drop-in only with the unit that it belongs to, which is not lbgen's. */
const reasonFor = (install: string): string =>
  install.includes('.service.d/') ? 'a drop-in, which nothing checks without its unit' : 'nothing here checks it'

/** An engine's name, with its release where it has one. */
const nameOf = ({title}: Verifier, {release}: Engine): string => `${title} ${release}`.trim()

/** What to do where another release than the asked one is all that there is. */
const ofOtherRelease = ({program, release}: Verifier, engine: Engine): string =>
  `name one with \`--engine-path ${program}=/path\`, or write \`${release?.field}: "${engine.release}"\` if that is the release your load balancers run.`

const upperFirst = (text: string): string => text.slice(0, 1).toUpperCase() + text.slice(1)

async function verifyTarget(
  target: Target,
  verifier: Verifier,
  verification: Verification,
  folder: string,
  report: Report,
): Promise<readonly Verdict[]> {
  const {cluster, render, onRun} = verification
  if (!render(cluster, target).some(verifier.checks)) return []
  const checker = await checkerFor(verifier, verification, report)
  if (checker === undefined) return []
  const standIns = attempt(
    () => (mkdirSync(folder, {recursive: true}), makeStandIns(verifier.needs(cluster), folder, report)),
    error => unwritable(folder, error, ' Nothing was checked.'),
    report,
  )
  if (standIns === undefined) return []
  const verdicts: Verdict[] = []
  for (const artifact of render(verifier.withStandIns(cluster, standIns), target).filter(verifier.checks)) {
    const verdict = await verifyArtifact(artifact, verifier, {...checker, folder, onRun}, report)
    if (verdict) verdicts.push(verdict)
  }
  return verdicts
}

interface Checker {
  readonly engine: Engine
  /** The release that the files are for, where the engine is of another one. */
  readonly isFor: string | undefined
}

/** The engine that checks; undefined where there is none, which is reported unless nobody misses it. */
async function checkerFor(
  verifier: Verifier,
  {cluster, enginePaths, requireEngines}: Verification,
  report: Report,
): Promise<Checker | undefined> {
  const release = verifier.release?.of(cluster)
  const engine = await findEngine(verifier, release, enginePaths.get(verifier.program) ?? [], report)
  if (engine === undefined) {
    if (!verifier.isExtra) report({...(requireEngines ? faults.missingEngine : faults.uncheckedArtifact), ...missing(verifier)})
    return undefined
  }
  const isFor = engine.release === release ? undefined : release
  if (isFor !== undefined)
    report({...(requireEngines ? faults.missingRelease : faults.otherRelease), ...inPlaceOf(isFor, verifier, engine)})
  return {engine, isFor}
}

type Words = Pick<Finding, 'message' | 'hint'>

const missing = ({title, program}: Verifier): Words => ({
  message: `There is no ${title} on this machine: what is for it was not checked.`,
  hint: `Install it, or name it with \`--engine-path ${program}=/path\`.`,
})

const inPlaceOf = (release: string, verifier: Verifier, engine: Engine): Words => ({
  message: `There is no ${verifier.title} ${release} on this machine, which the files are for: ${engine.release} checked in its place, and what it refuses counts as a warning.`,
  hint: upperFirst(ofOtherRelease(verifier, engine)),
})

async function verifyArtifact(
  artifact: Artifact,
  verifier: Verifier,
  {engine, isFor, folder, onRun}: Checker & {readonly folder: string} & Pick<Verification, 'onRun'>,
  report: Report,
): Promise<Verdict | undefined> {
  const lines = traceLines([artifact])
  const text = lines.map(line => `${line.text}\n`).join('')
  const file = join(folder, artifact.path)
  const isWritten = attempt(
    () => (mkdirSync(dirname(file), {recursive: true}), writeFileSync(file, text, {mode: 0o600}), true),
    error => unwritable(file, error, ' Nothing was checked.'),
    report,
  )
  const [program, ...args] = verifier.command(engine.program, file, artifact)
  onRun?.([program, ...args])
  const output = isWritten && (await runProgram(program, args, {timeoutMs: PATIENCE_MS}, report))
  if (!output) return undefined
  const complaints = verifier.explain(output)
  const spelling = isFor === undefined ? [] : complaints.filter(({severity}) => severity === 'warning')
  for (const complaint of complaints)
    if (!spelling.includes(complaint)) report(toFinding(complaint, artifact, lines, verifier, engine, isFor))
  const [first] = spelling
  if (first) report(inSum(toFinding(first, artifact, lines, verifier, engine, isFor), spelling.length))
  return {
    path: artifact.path,
    engine: nameOf(verifier, engine),
    accepted: !complaints.some(({severity}) => severity === 'error'),
    isFor,
  }
}

function toFinding(
  complaint: Complaint,
  {path}: Artifact,
  lines: readonly TracedLine[],
  verifier: Verifier,
  engine: Engine,
  isFor: string | undefined,
): Finding {
  const {line, section, text} = complaint
  const where = line === undefined ? (section === undefined ? '' : `, section \`${section}\``) : ` line ${line}`
  const traced = line === undefined ? lines.find(candidate => section !== undefined && beginsSection(candidate, section)) : lines[line - 1]
  return {
    ...verifier.complaint,
    severity: complaint.severity === 'error' && isFor !== undefined ? 'warning' : complaint.severity,
    message: `${nameOf(verifier, engine)} says of \`${path}\`${where}: ${text}`,
    ...(isFor === undefined
      ? {}
      : {hint: `\`${path}\` is for ${verifier.title} ${isFor}, which may take this: ${ofOtherRelease(verifier, engine)}`}),
    path: traced?.origins[0] ?? '',
  }
}

/** What another release warns of is often the very wording that the asked one wants: nobody can act upon each. */
const inSum = (first: Finding, count: number): Finding => ({
  ...first,
  severity: 'hint',
  message: `${first.message}${count === 1 ? '' : ` (and ${count - 1} more)`}`,
  hint: 'Nothing has to be done: another release warns, and the one that the spec asks for may want just that.',
})

/** Whether a line opens the section that a checker names: it is the name, with a brace or without, or begins without a blank and ends with it. */
const beginsSection = ({text}: TracedLine, section: string): boolean =>
  text === section || text === `${section} {` || (/^\S/.test(text) && text.endsWith(` ${section}`))

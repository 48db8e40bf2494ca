import {type Finding, type Report, type Source, aboutFile, identityOf, isError, watchErrors} from './findings/finding.ts'
import type {Suppressed} from './findings/suppressed.ts'
import {buildCluster} from './model/build.ts'
import type {Cluster, Origin, Secret} from './model/cluster.ts'
import {type ResolvedSpec, resolve} from './model/resolve.ts'
import {secretsOf} from './model/secrets.ts'
import {reportWithoutEffect} from './model/without-effect.ts'
import {lint, rules} from './rules/index.ts'
import {type ReadFile, baseName, gatherSources} from './spec/gather.ts'
import {kinds} from './spec/kinds.ts'
import {type Places, loadSpec} from './spec/load.ts'
import type {Policy} from './spec/policy.ts'
import {type Print, type Templates, printer} from './targets/template.ts'
import type {Artifact, Target} from './targets/target.ts'

/** What the compiler is given besides the spec. */
export interface Tools {
  readonly targets: readonly Target[]
  /** Prints the targets' templates: plain, or with marks of where each line comes from. */
  readonly print: Print
  /** The values of secrets, by their origins. A pipeline that only checks gives stand-ins. */
  readonly secrets: (secrets: readonly Secret[], report: Report) => ReadonlyMap<Origin, string>
}

export interface Compiled {
  readonly findings: readonly Finding[]
  /** Empty when anything is wrong. */
  readonly artifacts: readonly Artifact[]
  readonly understood?: Understood
}

/** A spec that makes sense: what it says with all defaults, the cluster it means, and where everything was written. */
export interface Understood {
  readonly resolved: ResolvedSpec
  readonly cluster: Cluster
  readonly places: Places
  readonly policy: Policy
}

/** A report that works out where the path of a finding stands, and what the spec's `rules` and its comments make of it. */
export const judging =
  ({places, policy}: Pick<Understood, 'places' | 'policy'>, report: Report): Report =>
  finding => {
    const judged = policy.judge(finding, places.locate)
    if (judged !== undefined) report(judged)
  }

/**
 * Compiles a cluster spec. Pure: no clock, no files, no processes but through the tools it is given.
 *
 *     texts ──load──▶ spec ──resolve──▶ spec with defaults ──build──▶ cluster ──render──▶ artifacts
 *                                                                        └──lint──▶ findings
 */
export function compile(sources: readonly Source[], tools: Tools): Compiled {
  const {understood, findings} = understand(sources)
  if (understood === undefined) return {findings, artifacts: []}
  const rendered = produce(understood, tools)
  const all = [...findings, ...rendered.findings, ...understood.policy.unused()]
  return {findings: all, artifacts: all.some(isError) ? [] : rendered.artifacts, understood}
}

/** The cluster that the sources describe, linted; nothing when an error stands in the way. */
export function understand(sources: readonly Source[]): {readonly findings: readonly Finding[]; readonly understood?: Understood} {
  const findings: Finding[] = []
  const loaded = loadSpec(sources, finding => findings.push(finding))
  if (loaded === undefined) return {findings}
  const {places, policy} = loaded
  // What is an error by itself keeps the cluster from making sense, and not what somebody wants to be one.
  const {note, hasErrors} = watchErrors(judging(loaded, finding => findings.push(finding)))
  const resolved = resolve(loaded.spec, note)
  const cluster = buildCluster(loaded, resolved, baseName(sources.at(-1)?.file ?? ''), note)
  if (hasErrors()) return {findings}
  reportWithoutEffect(loaded.spec, cluster, note)
  lint(cluster, rules, note)
  return {findings, understood: {resolved, cluster, places, policy}}
}

/** All artifacts of a cluster. */
export function produce(
  {cluster, ...decided}: Pick<Understood, 'cluster' | 'places' | 'policy'>,
  {targets, print, secrets}: Tools,
): Pick<Compiled, 'findings' | 'artifacts'> {
  const findings: Finding[] = []
  const {note, hasErrors} = watchErrors(judging(decided, finding => findings.push(finding)))
  const surroundings = {print, secrets: secrets(secretsOf(cluster), note)}
  if (hasErrors()) return {findings, artifacts: []}
  return {artifacts: targets.flatMap(target => target.render(cluster, surroundings, note)), findings}
}

/** Renders a cluster like the one understood, target by target, with the origin of each line marked in it. */
export const renderMarked =
  ({places, policy}: Understood, templates: Templates, secrets: Tools['secrets'] = standInSecrets) =>
  (cluster: Cluster, target: Target): readonly Artifact[] =>
    produce({cluster, places, policy}, {targets: [target], print: printer(templates), secrets}).artifacts

/** Stand-ins for secrets, for whoever checks a spec and deploys nothing. */
export const standInSecrets: Tools['secrets'] = secrets => new Map(secrets.map(({origin}) => [origin, 'stand-in']))

/** A compiled spec, and the files that it was read from. */
export type CompiledFile = Omit<Compiled, 'findings'> & {readonly files: readonly string[]}

/** Compiles the spec in a file; what is found goes to `report`. Nothing is understood when the file cannot be read. */
export function compileFile(file: string, read: ReadFile, tools: Tools, report: Report): CompiledFile {
  const note: Report = finding => report(aboutFile(finding, file))
  const sources = gatherSources(file, read, note)
  if (sources === undefined) return {artifacts: [], files: []}
  const {findings, ...compiled} = compile(sources, tools)
  findings.forEach(note)
  return {...compiled, files: sources.map(source => source.file)}
}

/**
 * Compiles several specs, and gives the files that they were read from and what comments in them silence. What they find
 * alike in a file that they share is said once; and a comment there that silences something for one of them is not unused
 * for the others.
 */
export function compileFiles(
  specs: Iterable<string>,
  read: ReadFile,
  tools: Tools,
  report: Report,
): Pick<CompiledFile, 'files'> & {readonly silenced: readonly Suppressed[]} {
  const runs = Array.from(specs, spec => {
    const findings = new Map<string, Finding>()
    const {files, understood} = compileFile(spec, read, tools, finding => findings.set(identityOf(finding), finding))
    return {files: new Set(files), findings, silenced: understood?.policy.silenced() ?? []}
  })
  const isUsed = (key: string, file = ''): boolean => runs.some(({files, findings}) => files.has(file) && !findings.has(key))
  for (const [key, finding] of new Map(runs.flatMap(({findings}) => [...findings])))
    if (finding.code !== kinds.unusedSilencer.code || !isUsed(key, finding.source?.file)) report(finding)
  return {files: runs.flatMap(({files}) => [...files]), silenced: runs.flatMap(({silenced}) => silenced)}
}

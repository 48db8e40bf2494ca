import {type Understood, produce} from './compile.ts'
import {changesBetween} from './diff/change.ts'
import type {Comparison, FileEffect} from './diff/comparison.ts'
import type {Report} from './findings/finding.ts'
import {baseName} from './spec/gather.ts'
import {
  type Effect,
  type EffectOf,
  type FileChange,
  type Installed,
  commandFor,
  onlyCommentsDiffer,
  otherComments,
  usualEffect,
} from './targets/effect.ts'
import type {Print} from './targets/template.ts'
import type {Artifact, Cluster, Origin, Secret, Target} from './targets/target.ts'

/** What comparing takes besides the specs. */
export interface ComparisonTools {
  readonly targets: readonly Target[]
  readonly print: Print
}

/** What the two sides are called. */
export interface Titles {
  readonly from: string
  readonly to: string
}

/**
 * What changes from one spec to another, in meaning and in effect. Pure: secrets stand for where they come from, so that
 * another place of a password is seen, and none is read.
 */
export function compareSpecs(
  before: Understood,
  after: Understood,
  titles: Titles,
  tools: ComparisonTools,
  report: Report,
): Comparison | undefined {
  // The name of the file is in every header, and says nothing.
  const renamed = {...before, cluster: {...before.cluster, specFile: after.cluster.specFile}}
  const [old, now] = [rendered(renamed, tools, report), rendered(after, tools, report)]
  if (old === undefined || now === undefined) return undefined
  const files = filesOf(old, now)
  return {...titles, changes: changesBetween(before, after), effects: effectsOf(files, before.cluster, after.cluster, tools.targets)}
}

/** What changes in files that were rendered once: of their spec nothing is known. */
export function compareFiles(
  files: readonly (Omit<FileChange, 'host'> & {readonly file: Installed})[],
  after: Cluster,
  titles: Titles,
  {targets}: Pick<ComparisonTools, 'targets'>,
): Comparison {
  const changed = files.map(one => ({...one, host: hostOf(one.path)}))
  return {...titles, changes: undefined, effects: effectsOf(changed, undefined, after, targets)}
}

type Changed = FileChange & {readonly file: Installed}

const hostOf = (path: string): string => path.slice(0, path.indexOf('/'))

function rendered(understood: Understood, {targets, print}: ComparisonTools, report: Report): ReadonlyMap<string, Artifact> | undefined {
  let failed = false
  const {artifacts, findings} = produce(understood, {targets, print, secrets: secretPlaces})
  for (const finding of findings.filter(({severity}) => severity === 'error')) {
    failed = true
    report(finding)
  }
  return failed ? undefined : new Map(artifacts.map(artifact => [artifact.path, artifact]))
}

/** In the place of each secret eight characters that tell one source of it from another, and a literal one from the next. */
const secretPlaces = (secrets: readonly Secret[]): ReadonlyMap<Origin, string> =>
  new Map(secrets.map(({origin, from: {kind, value}}) => [origin, digest(`${kind} ${value}`)]))

/** FNV-1a in hex. */
function digest(text: string): string {
  let state = 0x81_1c_9d_c5
  for (const character of text) state = Math.imul(state ^ (character.codePointAt(0) ?? 0), 0x01_00_01_93)
  return (state >>> 0).toString(16).padStart(8, '0')
}

function filesOf(before: ReadonlyMap<string, Artifact>, after: ReadonlyMap<string, Artifact>): readonly Changed[] {
  const text = (artifact: Artifact | undefined): string | undefined => artifact?.chunks.join('')
  return [...new Set([...after.keys(), ...before.keys()])].flatMap(path => {
    const [old, now] = [before.get(path), after.get(path)]
    const file = now ?? old
    const [was, is] = [text(old), text(now)]
    return file === undefined ? [] : [{host: hostOf(path), path, before: was, after: is, file}]
  })
}

function effectsOf(
  files: readonly Changed[],
  before: Cluster | undefined,
  after: Cluster,
  targets: readonly Target[],
): readonly FileEffect[] {
  const hosts = before && new Set([...before.loadBalancers, ...before.nodes].map(({name}) => name))
  return files.flatMap(change => {
    const {host, path, file} = change
    const special = targets.find(({name}) => name === file.target)?.effect?.(before, after)
    const effect = effectOf(change, special, hosts?.has(host) === false)
    if (effect === undefined) return []
    const command = effect.how === 'remove' ? file.undo : commandFor(effect.how, file)
    return [{host, path, target: file.target, ...effect, run: command?.join(' ')}]
  })
}

/** What a file's change comes to, by what its target says of it or else as usual; undefined where nothing is another. */
function effectOf({file, ...change}: Changed, special: EffectOf | undefined, isNewHost: boolean): Effect | undefined {
  if (!onlyCommentsDiffer(change)) return special?.(change) ?? usualEffect(change, file, isNewHost)
  // A file that stays as it is may be read by another release from now on.
  const effect = special?.({...change, before: change.after})
  if (effect !== undefined && effect.how !== 'nothing') return effect
  return change.before === change.after ? undefined : otherComments
}

/** How a spec's file is called where two are compared. */
export const titleOf = (file: string): string => (file === '-' ? baseName(file) : file)

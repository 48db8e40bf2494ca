import {compareFiles, compareSpecs, titleOf} from '../compare.ts'
import {type Understood, produce, understand} from '../compile.ts'
import type {Comparison} from '../diff/comparison.ts'
import {type Old, findOld} from '../effects/against.ts'
import {outdatedFiles} from '../effects/outdated.ts'
import {revisionReader} from '../effects/git.ts'
import {MANIFEST} from '../effects/manifest.ts'
import {comparedFolder} from '../effects/other-cluster.ts'
import {secretsFor} from '../effects/secrets.ts'
import {readBeside} from '../effects/spec-files.ts'
import {type Report, isError} from '../findings/finding.ts'
import {type ReadFile, gatherSources} from '../spec/gather.ts'
import {SETTINGS} from '../spec/settings.ts'
import {targets} from '../targets/index.ts'
import {print} from '../targets/print.ts'

/** The spec that is now, and what the user says that it is to be compared with. */
export interface Wanted {
  readonly file: string
  readonly understood: Understood
  readonly against: string | undefined
}

/** Compares a spec with something older; undefined when the older thing, or the spec, does not come to files. */
export async function compareWith({file, understood, against}: Wanted, report: Report): Promise<Comparison | undefined> {
  const old = await findOld(file, against, report)
  if (old === undefined) return undefined
  if (old.kind === 'folder') return compareFolder(file, understood, old, report)
  const before = await understandOld(file, old, report)
  return before && compareSpecs(before, understood, {from: old.name, to: titleOf(file)}, {targets, print}, report)
}

function compareFolder(file: string, understood: Understood, {name}: Old, report: Report): Comparison | undefined {
  const {artifacts, findings} = produce(understood, {targets, print, secrets: secretsFor(file)})
  findings.forEach(report)
  if (findings.some(isError)) return undefined
  const other = comparedFolder(name, understood.cluster.name)
  if (other !== undefined) report({...other, severity: 'warning'})
  const differences = outdatedFiles(name, artifacts, {cluster: understood.cluster.name}, report)
  if (differences === undefined) return undefined
  const byPath = new Map(artifacts.map(artifact => [artifact.path, artifact]))
  const files = differences
    .filter(({path, before, after}) => path !== MANIFEST && before !== after)
    .map(({path, before, after}) => ({path, before, after, file: byPath.get(path) ?? {target: 'unknown'}}))
  return compareFiles(files, understood.cluster, {from: name, to: titleOf(file)}, {targets})
}

/** The older spec. Of what is found in it only what stops it is said: it is not what the user works on. */
async function understandOld(file: string, {kind, name}: Old, report: Report): Promise<Understood | undefined> {
  const read = kind === 'spec' ? readBeside : await revisionReader(file, name, report)
  const sources = read && gatherSources(kind === 'spec' ? name : file, withoutSettings(read), report)
  if (sources === undefined) return undefined
  const {understood, findings} = understand(sources)
  findings.filter(isError).forEach(report)
  return understood
}

/** How severe findings are to be does not matter for an older spec: none but errors are told. */
const withoutSettings =
  (read: ReadFile): ReadFile =>
  (name, from, report) =>
    name === SETTINGS ? undefined : read(name, from, report)

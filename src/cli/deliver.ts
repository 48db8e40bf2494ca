import {join} from 'node:path'
import {type Understood, produce} from '../compile.ts'
import {writeArtifacts} from '../effects/artifacts.ts'
import {outdatedFiles} from '../effects/outdated.ts'
import {outdatedFindings, formatDifferences} from '../effects/difference.ts'
import {formatRemoved} from '../effects/removal.ts'
import type {Report} from '../findings/finding.ts'
import {targets} from '../targets/index.ts'
import {print} from '../targets/print.ts'
import type {Artifact} from '../targets/target.ts'
import {type Selection, selector} from './selection.ts'

/** How the files are to be delivered. */
export interface Delivery extends Selection {
  readonly check: boolean
  readonly diff: boolean
  readonly force: boolean
  /** Whether people are told what was written. */
  readonly saysMore: boolean
}

/** Compares the files with a folder, writes them there, or both, as the flags say; gives what is to be printed. */
export async function deliver(
  artifacts: readonly Artifact[],
  folder: string,
  understood: Understood,
  flags: Delivery,
  report: Report,
): Promise<string> {
  const isSelected = selector(flags)
  const cluster = understood.cluster.name
  const differences = flags.check || flags.diff ? outdatedFiles(folder, artifacts, {cluster, isSelected}, report) : undefined
  const diff = flags.diff && differences ? await formatDifferences(differences, rendererFor(understood)) : ''
  if (flags.check) {
    outdatedFindings(differences ?? [], folder, cluster).forEach(report)
    return diff
  }
  const done = writeArtifacts(folder, artifacts, {cluster, force: flags.force, isSelected}, report)
  if (done === undefined || !flags.saysMore) return diff
  const {written, removed} = done
  return [diff, ...written.map(path => `wrote ${join(folder, path)}\n`), ...removed.map(one => formatRemoved(one, folder))].join('')
}

/** Renders everything again with a text in the place of every secret, so that nothing has to show them. */
const rendererFor =
  (understood: Understood) =>
  (mask: string): readonly Artifact[] =>
    produce(understood, {targets, print, secrets: secrets => new Map(secrets.map(({origin}) => [origin, mask]))}).artifacts

import {join} from 'node:path'
import type {Finding} from '../findings/finding.ts'
import type {Artifact} from '../targets/target.ts'
import {faults} from './faults.ts'
import {comparedFolder} from './other-cluster.ts'
import {aroundSecrets, maskSecrets} from './mask.ts'
import type {OutdatedFile} from './outdated.ts'

const said: Readonly<Record<OutdatedFile['kind'], string>> = {
  missing: 'is missing',
  changed: 'differs from what the spec renders to',
  unwanted: 'is not rendered any more',
  mode: 'has other permissions than it is rendered with',
}

/** Differences as `--check` reports them: LB940 for each, or once LB939 where the folder is of another cluster than this. */
export function outdatedFindings(differences: readonly OutdatedFile[], folder: string, cluster: string): readonly Finding[] {
  const other = comparedFolder(folder, cluster)
  return other === undefined ? differences.map(difference => outdatedFinding(difference, folder)) : [other]
}

/** LB940 for one difference. */
export const outdatedFinding = ({path, kind}: OutdatedFile, folder: string): Finding => ({
  ...faults.outdatedFile,
  message: `\`${join(folder, path)}\` ${said[kind]}.`,
  about: join(folder, path),
  hint: 'Run `lbgen render` again, with `--force` if the file was changed by hand; `--diff` shows what differs.',
})

/**
 * Differences as a unified diff, the way `git diff` and `patch` know it, with the secrets of private files masked;
 * `render` gives the artifacts with a text of ours in the place of every secret.
 */
export async function formatDifferences(
  differences: readonly OutdatedFile[],
  render: (mask: string) => readonly Artifact[],
): Promise<string> {
  const around = aroundSecrets(render)
  const parts = await Promise.all(differences.map(one => formatDifference(maskSecrets(one, around.get(one.path) ?? []))))
  return parts.join('')
}

async function formatDifference({path, before, after, modeBefore, modeAfter}: OutdatedFile): Promise<string> {
  const mode =
    modeBefore !== modeAfter && modeBefore !== undefined && modeAfter !== undefined
      ? `mode of ${path}: ${modeBefore.toString(8)} instead of ${modeAfter.toString(8)}\n`
      : ''
  return `${mode}${before === after ? '' : await formatChange(path, before, after)}`
}

/** A change of one text as a unified diff; undefined is a file that is not there. */
export async function formatChange(path: string, before: string | undefined, after: string | undefined): Promise<string> {
  const {createTwoFilesPatch} = await import('diff')
  const patch = createTwoFilesPatch(
    before === undefined ? '/dev/null' : `a/${path}`,
    after === undefined ? '/dev/null' : `b/${path}`,
    before ?? '',
    after ?? '',
    undefined,
    undefined,
    {context: 3},
  )
  return patch.replace(/^=+\n/, '')
}

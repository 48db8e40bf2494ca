import {Errors, Flags} from '@oclif/core'
import {exitCode} from './exit-code.ts'

/** Which of the artifacts a command is about. */
export interface Selection {
  readonly host?: string | undefined
  readonly artifact?: string | undefined
}

export const selectionFlags = {
  host: Flags.string({summary: 'Only the files of one load balancer or node; those of others stay as they are.', env: 'LBGEN_HOST'}),
  artifact: Flags.string({summary: 'Only one file, such as lb1/haproxy.cfg; others stay as they are.', env: 'LBGEN_ARTIFACT'}),
}

export const isSelected = (path: string, {host, artifact}: Selection): boolean =>
  (host === undefined || path.startsWith(`${host}/`)) && (artifact === undefined || path === artifact)

/** What the flags ask for; it is wrong usage to ask for what there is not. */
export function select<T extends {readonly path: string}>(artifacts: readonly T[], selection: Selection): readonly T[] {
  const chosen = artifacts.filter(({path}) => isSelected(path, selection))
  const {host, artifact} = selection
  if (chosen.length > 0 || (host ?? artifact) === undefined) return chosen
  throw new Errors.CLIError(`Nothing is rendered for ${artifact ?? host ?? ''}. There is:\n  ${artifacts.map(({path}) => path).join('\n  ')}`, {exit: exitCode.usage})
}

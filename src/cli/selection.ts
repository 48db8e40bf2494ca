import * as Errors from '@oclif/core/errors'
import * as Flags from '@oclif/core/flags'
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

/** Whether a path is asked for; undefined when everything is. */
export const selector = ({host, artifact}: Selection): ((path: string) => boolean) | undefined =>
  host === undefined && artifact === undefined
    ? undefined
    : path => (host === undefined || path.startsWith(`${host}/`)) && (artifact === undefined || path === artifact)

/** What the flags ask for; it is wrong usage to ask for what there is not. */
export function select<T extends {readonly path: string}>(artifacts: readonly T[], selection: Selection): readonly T[] {
  const isSelected = selector(selection)
  if (isSelected === undefined) return artifacts
  const chosen = artifacts.filter(({path}) => isSelected(path))
  if (chosen.length > 0) return chosen
  const {host, artifact} = selection
  throw new Errors.CLIError(
    `Nothing is rendered for ${artifact ?? host ?? ''}. There is:\n  ${artifacts.map(({path}) => path).join('\n  ')}`,
    {exit: exitCode.usage},
  )
}

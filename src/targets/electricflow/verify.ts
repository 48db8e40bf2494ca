import {scriptVerifiers} from '../scripts.ts'
import type {Verifier} from '../target.ts'

/** Check scripts. */
export const flowVerifiers: readonly Verifier[] = scriptVerifiers(
  /** What the shell says of a script for ElectricFlow that it cannot read. */
  {code: 'LB858', rule: 'flow-script-refused'},
  /** What ShellCheck says of a script for ElectricFlow. */
  {code: 'LB859', rule: 'flow-script-doubted'},
)

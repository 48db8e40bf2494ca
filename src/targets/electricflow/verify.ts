import {scriptVerifiers} from '../scripts.ts'
import type {Verifier} from '../target.ts'

/** Check scripts. */
export const flowVerifiers: readonly Verifier[] = scriptVerifiers(
  {code: 'LB858', rule: 'flow-script-refused'},
  {code: 'LB859', rule: 'flow-script-doubted'},
)

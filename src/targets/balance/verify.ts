import {scriptVerifiers, unitVerifier} from '../scripts.ts'
import type {Verifier} from '../target.ts'

/** Check scripts and units. */
export const balanceVerifiers: readonly Verifier[] = [
  ...scriptVerifiers({code: 'LB590', rule: 'balance-script-refused'}, {code: 'LB591', rule: 'balance-script-doubted'}),
  unitVerifier({code: 'LB592', rule: 'balance-unit-refused'}, /\/balance-[^/]+\.service$/),
]

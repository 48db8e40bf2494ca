import {scriptVerifiers, unitVerifier} from '../scripts.ts'
import type {Verifier} from '../target.ts'

/** Check scripts and units. */
export const realserverVerifiers: readonly Verifier[] = [
  ...scriptVerifiers({code: 'LB727', rule: 'realserver-script-refused'}, {code: 'LB728', rule: 'realserver-script-doubted'}),
  unitVerifier({code: 'LB729', rule: 'realserver-unit-refused'}, /\/lbgen-realserver\.service$/),
]

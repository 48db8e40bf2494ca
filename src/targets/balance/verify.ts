import {scriptVerifiers, unitVerifier} from '../scripts.ts'
import type {Verifier} from '../target.ts'

/** Check scripts and units. */
export const balanceVerifiers: readonly Verifier[] = [
  ...scriptVerifiers(
    /** What the shell says of a script that it cannot read. */ {code: 'LB590', rule: 'balance-script-refused'},
    /** What ShellCheck says of a script. */ {code: 'LB591', rule: 'balance-script-doubted'},
  ),
  unitVerifier(/** What systemd says of a unit for Balance. */ {code: 'LB592', rule: 'balance-unit-refused'}, /\/balance-[^/]+\.service$/),
]

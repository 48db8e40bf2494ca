import {scriptVerifiers, unitVerifier} from '../scripts.ts'
import type {Verifier} from '../target.ts'

/** Check scripts and units. */
export const realserverVerifiers: readonly Verifier[] = [
  ...scriptVerifiers(
    /** What the shell says of a script for a node that it cannot read. */ {code: 'LB727', rule: 'realserver-script-refused'},
    /** What ShellCheck says of a script for a node. */ {code: 'LB728', rule: 'realserver-script-doubted'},
  ),
  unitVerifier(
    /** What systemd says of a unit for a node. */ {code: 'LB729', rule: 'realserver-unit-refused'},
    /\/lbgen-realserver\.service$/,
  ),
]

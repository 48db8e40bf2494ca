import type {FindingKind} from './finding.ts'

/** Codes from the first on are about files, programs and the machine; up to the last, it is these that failed. */
const FIRST_OF_THE_MACHINE = 900
const LAST_OF_THE_SURROUNDINGS = 939

const numberOf = (code: FindingKind['code']): number => Number(code.slice(2))

/** Whether a code is about what lbgen met on the machine, rather than about the spec. */
export const isOfMachine = (code: FindingKind['code']): boolean => numberOf(code) >= FIRST_OF_THE_MACHINE

/** Whether a code says that a file, a program or the machine failed: what the user named, and is not there, is no such failure. */
export const isOfSurroundings = (code: FindingKind['code']): boolean => isOfMachine(code) && numberOf(code) <= LAST_OF_THE_SURROUNDINGS

/** One kind of finding as lists show it. All of them are in codes.gen.js, which is made from the source. */
export interface Code extends Pick<FindingKind, 'code'> {
  readonly name: string
  /** Undefined where it is what an engine says. */
  readonly severity?: FindingKind['severity']
  /** What a rule is good for; undefined for all that is no rule. */
  readonly family?: string
  /** What it says of a spec, in one sentence; a rule says that itself. */
  readonly summary?: string
}

import type {FindingKind} from './finding.ts'

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

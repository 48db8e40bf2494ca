import type {Finding} from './finding.ts'
import type {NameOf} from './fingerprint.ts'
import type {Suppressed} from './suppressed.ts'

/** What formats for programs are told besides the findings. */
export interface Reporting {
  /** lbgen's own version. */
  readonly version: string
  /** Whether warnings fail as errors do. */
  readonly strict: boolean
  /** The specs that were looked at, whether anything is wrong with them or not. */
  readonly specs: readonly string[]
  readonly nameOf: NameOf
  /** What somebody has decided about; the same may be there several times. */
  readonly suppressed?: readonly Suppressed[]
  /** A short text that stands for a long one. */
  readonly digest: (text: string) => string
  /** What there is to say of the rule behind a finding. */
  readonly about: (finding: Finding) => About
}

export interface About {
  readonly summary: string
  /** Markdown. */
  readonly help: string
  readonly see?: string
  readonly family?: string
  /** As it is where nobody asked for another one; undefined where it is what an engine says. */
  readonly severity?: Finding['severity']
}

/** A message and its hint, each on a line. */
export const textOf = ({message, hint}: Finding): string => (hint === undefined ? message : `${message}\nhint: ${hint}`)

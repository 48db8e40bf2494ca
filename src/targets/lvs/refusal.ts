import type {FindingKind} from '../../findings/finding.ts'
import type {Origin} from '../../model/cluster.ts'

/** Something that a service asks for and the kernel cannot do. */
export interface Refusal {
  readonly kind: FindingKind
  readonly origin: Origin
  /** What is asked for, as it follows "asks for". */
  readonly what: string
  /** Why that cannot be, as it follows a semicolon. */
  readonly why: string
  /** The way out beside `engine: haproxy`. */
  readonly instead: string
}

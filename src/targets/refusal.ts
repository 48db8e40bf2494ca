import type {FindingKind, Report} from '../findings/finding.ts'
import type {Origin, Service} from '../model/cluster.ts'

/** Something that a service asks for and its engine cannot do. */
export interface Refusal {
  readonly kind: FindingKind
  readonly origin: Origin
  /** What is asked for, as it follows "asks for". */
  readonly what: string
  /** Why that cannot be, as it follows a semicolon. */
  readonly why: string
  /** The way out beside `engine: haproxy`, which is one for all. */
  readonly instead: string | undefined
}

/** A refusal, or nothing where there is nothing to refuse. */
export type Perhaps = Refusal | false | undefined

export const refusal = (kind: FindingKind, {origin}: {readonly origin: Origin}, what: string, why: string, instead?: string): Refusal => ({
  kind,
  origin,
  what,
  why,
  instead,
})

/** Reports what an engine cannot do of what one service asks for. */
export function reportRefusals({name}: Service, perhaps: readonly Perhaps[], report: Report): void {
  for (const {kind, origin, what, why, instead} of perhaps.filter(each => each !== false && each !== undefined)) {
    report({
      ...kind,
      message: `Service \`${name}\` asks for ${what}; ${why}.`,
      hint: `${instead === undefined ? 'Use' : `${instead}, or use`} \`engine: haproxy\`.`,
      path: origin,
    })
  }
}

import type {Origin, Sourced} from './sourced.ts'

/** One header with its text. */
export interface HeaderValue {
  readonly origin: Origin
  readonly name: string
  readonly value: string
}

/** What is changed of headers: first some are taken out, then some replaced, then some added. */
export interface HeaderChanges {
  readonly remove: readonly Sourced<string>[]
  readonly set: readonly HeaderValue[]
  readonly add: readonly HeaderValue[]
}

export interface Hsts {
  readonly origin: Origin
  /** In seconds. */
  readonly maxAge: Sourced<number>
  readonly includeSubDomains: Sourced<boolean>
  readonly preload: Sourced<boolean>
}

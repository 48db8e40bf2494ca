import type {Origin, Sourced} from './sourced.ts'
import type {Milliseconds} from './values.ts'

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

export interface Compression {
  readonly origin: Origin
  readonly algorithms: Sourced<readonly string[]>
  /** Beginnings of content types. */
  readonly types: Sourced<readonly string[]>
  readonly offload: Sourced<boolean>
}

/** Requests of an http service, connections of a tcp service, counted by client address. */
export interface RateLimit {
  readonly origin: Origin
  readonly requests: Sourced<number>
  readonly per: Sourced<Milliseconds>
  /** How many addresses are remembered. */
  readonly clients: Sourced<number>
}

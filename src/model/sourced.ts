/**
 * JSON Pointer into the resolved spec (`/services/cifs/timeouts/client`): where a part of the cluster was written.
 * A part that nobody wrote, a default, has the pointer at which one would write it.
 */
export type Origin = string

/** Where a field of a service was written: on the service, or else where one writes it for all. */
export type OriginOf = (...steps: readonly string[]) => Origin

/** A value together with where it came from. */
export interface Sourced<T> {
  readonly value: T
  readonly origin: Origin
}

/** A password: never in the spec itself, save in a lab. */
export interface Secret {
  readonly origin: Origin
  readonly from: {readonly kind: 'env' | 'file' | 'literal'; readonly value: string}
}

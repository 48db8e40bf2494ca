/**
 * JSON Pointer into the resolved spec (`/services/cifs/timeouts/client`): where a part of the cluster was written.
 * A part that nobody wrote, a default, has the pointer at which one would write it.
 */
export type Origin = string

/** A value together with where it came from. */
export interface Sourced<T> {
  readonly value: T
  readonly origin: Origin
}

import type {Origin, Sourced} from './sourced.ts'

/** Who ends the TLS of haproxy services. */
export interface Termination {
  readonly origin: Origin
  readonly terminator: Sourced<'haproxy' | 'stunnel'>
  /** Where the search for link ports begins. */
  readonly linkPort: Sourced<number>
}

export interface StunnelSettings {
  readonly origin: Origin
  readonly user: Sourced<string> | undefined
  readonly group: Sourced<string> | undefined
  readonly pidFile: Sourced<string> | undefined
}

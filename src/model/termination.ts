import type {Origin, Sourced} from './sourced.ts'

/** Programs that end TLS in HAProxy's place. */
export type Terminator = 'stunnel' | 'pound'

/** Who ends the TLS of haproxy services. */
export interface Termination {
  readonly origin: Origin
  readonly terminator: Sourced<'haproxy' | Terminator>
  /** Where the search for link ports begins. */
  readonly linkPort: Sourced<number>
}

export interface StunnelSettings {
  readonly origin: Origin
  readonly user: Sourced<string> | undefined
  readonly group: Sourced<string> | undefined
  readonly pidFile: Sourced<string> | undefined
}

export interface PoundSettings {
  readonly origin: Origin
  readonly release: Sourced<'2.8' | '4.16'>
  readonly user: Sourced<string> | undefined
  readonly group: Sourced<string> | undefined
  readonly threads: Sourced<number>
}

import type {Sourced} from './sourced.ts'
import type {Milliseconds, TimeoutName} from './values.ts'

export type Timeouts = Readonly<Record<TimeoutName, Sourced<Milliseconds> | undefined>>

export interface ServiceOptions {
  readonly tcpKeepAlive: Sourced<boolean>
  readonly redispatch: Sourced<boolean>
  readonly retries: Sourced<number>
  readonly logHealthChecks: Sourced<boolean>
  readonly dontLogNull: Sourced<boolean>
  readonly abortOnClose: Sourced<boolean>
}

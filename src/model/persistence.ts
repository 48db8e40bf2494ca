import type {Origin, Sourced} from './sourced.ts'
import type {Milliseconds} from './values.ts'

/** Whether a client stays with its node. */
export type Persistence =
  | {readonly type: 'none'; readonly origin: Origin}
  | TablePersistence
  | {
      readonly type: 'cookie'
      readonly origin: Origin
      readonly name: Sourced<string>
      readonly method: Sourced<'insert' | 'prefix' | 'rewrite'>
      readonly maxIdle: Sourced<Milliseconds> | undefined
      readonly maxLife: Sourced<Milliseconds> | undefined
      readonly secure: Sourced<boolean>
      readonly httpOnly: Sourced<boolean>
    }

/** A table of clients, each with the node that it got. */
export interface TablePersistence {
  /** By what clients are told apart. */
  readonly type: 'source' | 'application-cookie' | 'rdp-cookie' | 'tls-session-id' | 'forwarded-for' | 'header'
  readonly origin: Origin
  /** The cookie's or the header's, for those two. */
  readonly name: Sourced<string> | undefined
  readonly timeout: Sourced<Milliseconds>
  readonly size: Sourced<number>
  /** Leading bits of the IPv4 address that count as one client, for `source`. */
  readonly mask: Sourced<number> | undefined
  /** The service whose table it is; undefined: its own. */
  readonly with: Sourced<string> | undefined
}

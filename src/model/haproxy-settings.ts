import type {Listener, TlsProfile} from './listener.ts'
import type {Origin, Secret, Sourced} from './sourced.ts'
import type {ServiceOptions, Timeouts} from './options.ts'

export interface HaproxySettings {
  readonly origin: Origin
  /** The target release: `2.6`. */
  readonly version: Sourced<string>
  readonly log:
    | {
        readonly origin: Origin
        readonly target: Sourced<string>
        readonly facility: Sourced<string>
        readonly level: Sourced<string> | undefined
        /** Undefined leaves it to the target: what is fit for syslog, or for people who read the output. */
        readonly format: Sourced<string> | undefined
      }
    | undefined
  readonly user: Sourced<string> | undefined
  readonly group: Sourced<string> | undefined
  readonly chroot: Sourced<string> | undefined
  readonly daemon: Sourced<boolean>
  readonly pidFile: Sourced<string> | undefined
  readonly processes: Sourced<number> | undefined
  readonly threads: Sourced<number> | undefined
  readonly maxConnections: Sourced<number> | undefined
  /** Path of the administration socket; undefined is none. */
  readonly socket: Sourced<string> | undefined
  readonly tlsProfile: Sourced<TlsProfile>
  readonly stats:
    | {
        readonly origin: Origin
        readonly listener: Listener
        readonly path: Sourced<string>
        readonly user: Sourced<string> | undefined
        readonly password: Secret | undefined
        readonly admin: Sourced<boolean>
        readonly prometheus: Sourced<boolean>
      }
    | undefined
  readonly raw: {
    readonly global: readonly Sourced<string>[]
    readonly defaults: readonly Sourced<string>[]
    readonly sections: Sourced<string> | undefined
  }
  /** What services have unless they say otherwise: the spec's `defaults` over the language's. */
  readonly defaults: {
    readonly timeouts: Timeouts
    readonly options: ServiceOptions
  }
}

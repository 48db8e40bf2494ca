import type {Origin, Sourced} from './sourced.ts'
import type {Milliseconds} from './values.ts'

export interface BalanceSettings {
  readonly origin: Origin
  /** Path of the program on the load balancers. */
  readonly path: Sourced<string>
  /** `3.57`. */
  readonly release: Sourced<string>
}

export type LvsTimeoutName = 'tcp' | 'tcpFin' | 'udp'

/** Settings of the kernel's balancing. */
export interface LvsSettings {
  readonly origin: Origin
  readonly manager: Sourced<'keepalived' | 'ldirectord'>
  /** Of all services; undefined leaves a time as the kernel has it. */
  readonly timeouts: Readonly<Record<LvsTimeoutName, Sourced<Milliseconds> | undefined>>
}

import type {Origin, Sourced} from './sourced.ts'

export interface BalanceSettings {
  readonly origin: Origin
  /** Path of the program on the load balancers. */
  readonly path: Sourced<string>
  /** `3.57`. */
  readonly release: Sourced<string>
}

/** Settings of the kernel's balancing. */
export interface LvsSettings {
  readonly origin: Origin
  readonly manager: Sourced<'keepalived' | 'ldirectord'>
}

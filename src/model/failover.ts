import type {LoadBalancer} from './machines.ts'
import type {Origin, Secret, Sourced} from './sourced.ts'
import type {Milliseconds} from './values.ts'

/** What the load balancers do together. */
export interface HighAvailability {
  readonly origin: Origin
  /** Where HAProxy's instances tell each other which client has which node. */
  readonly peersPort: Sourced<number>
  /** How floating addresses move from one load balancer to another; undefined where nothing of ours moves them. */
  readonly failover: Failover | undefined
}

/** What moves the floating addresses (floating.ts). */
export interface Failover {
  readonly method: Sourced<'keepalived' | 'heartbeat'>
  /** Of VRRP; heartbeat has none. */
  readonly routerId: Sourced<number> | undefined
  readonly password: Secret | undefined
  /** Who has the addresses while all are well. */
  readonly preferred: Sourced<LoadBalancer>
  readonly failback: Sourced<boolean>
  readonly advertInterval: Sourced<Milliseconds>
  /** Of the floating addresses on their interface; undefined is that of a single address. */
  readonly prefixLength: Sourced<number> | undefined
  readonly notify: Notify | undefined
}

/** Programs on a load balancer that are started when its state changes. */
export interface Notify {
  readonly origin: Origin
  /** At every change. */
  readonly any: Sourced<string> | undefined
  readonly master: Sourced<string> | undefined
  readonly backup: Sourced<string> | undefined
  readonly fault: Sourced<string> | undefined
  readonly stop: Sourced<string> | undefined
}

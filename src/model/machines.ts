import type {Host} from './endpoint.ts'
import type {Origin, Sourced} from './sourced.ts'
import type {Boot, Os, State} from './values.ts'

/** A machine that runs the engines. */
export interface LoadBalancer {
  readonly origin: Origin
  readonly name: string
  readonly address: Sourced<Host>
  /** The address that nodes see, when it is not `address`. */
  readonly sourceAddress: Sourced<Host> | undefined
  /** Where its floating addresses live. */
  readonly interface: Sourced<string> | undefined
}

/** A real server. */
export interface Node {
  readonly origin: Origin
  readonly name: string
  readonly address: Sourced<Host>
  /** Who looks a host name up while HAProxy runs; undefined where nobody does, or need not. */
  readonly resolvers: string | undefined
  /** What services use that say nothing else of it. */
  readonly weight: Sourced<number>
  readonly state: Sourced<State>
  /** What only matters where it takes packets itself. */
  readonly os: Os
  readonly interface: Sourced<string> | undefined
  readonly loopback: Sourced<string> | undefined
  readonly gateway: Sourced<Host> | undefined
  readonly boot: Sourced<Boot>
  /** Undefined where it has the services' addresses itself. */
  readonly redirect: Sourced<'nftables' | 'iptables'> | undefined
}

/** What is written for the load balancers' own systems. */
export interface HostSettings {
  readonly origin: Origin
  /** Whether to let in only what the cluster uses. */
  readonly firewall: Sourced<boolean>
  readonly sshPort: Sourced<number>
}

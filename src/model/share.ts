import type {Host} from './endpoint.ts'
import type {Origin, Secret, Sourced} from './sourced.ts'

/** What of Share a service publishes, or leads to for it. */
export type ShareRole = 'share' | 'repository'

/** What Share needs to know besides what every product does. */
export interface ShareSettings {
  /** The name of the application that it shows. */
  readonly repository: Sourced<string>
  /** Undefined: the repository's. */
  readonly serverName: Sourced<Host> | undefined
  readonly endpoints: Sourced<'balanced' | 'local'>
  /** Undefined: the port to which the repository's service leads. */
  readonly repositoryPort: Sourced<number> | undefined
  readonly sso: Sourced<'none' | 'kerberos' | 'ntlm' | 'external'>
  readonly userHeader: Sourced<string> | undefined
  /** Whether the policy against forged requests is written with the public address. */
  readonly csrf: Sourced<boolean>
  /** Undefined: unless HAProxy writes into the session's cookie as well. */
  readonly jvmRoute: Sourced<boolean> | undefined
  /** Undefined: each node is on its own. */
  readonly clustering: ShareClustering | undefined
}

/** How the nodes tell each other what changed. */
export interface ShareClustering {
  readonly origin: Origin
  readonly join: Sourced<'tcp' | 'multicast'>
  readonly name: Sourced<string>
  /** Undefined: what Share ships. */
  readonly password: Secret | undefined
  readonly port: Sourced<number>
  readonly interface: Sourced<string> | undefined
  readonly multicastGroup: Sourced<string>
  readonly multicastPort: Sourced<number>
  /** The release whose schema is named; undefined: what Share ships. */
  readonly hazelcast: Sourced<string> | undefined
}

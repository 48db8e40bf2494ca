import type {Host} from '../endpoint.ts'
import type {Origin, Secret, Sourced} from '../sourced.ts'

/** How the nodes find each other; each release takes what it knows. */
export interface AlfrescoClustering {
  readonly origin: Origin
  readonly enabled: Sourced<boolean>
  readonly name: Secret | undefined
  readonly password: Secret | undefined
  /** Where a node is for the others, by its name. */
  readonly addresses: ReadonlyMap<string, Sourced<Host>>
  /** The network between the nodes, as a pattern. */
  readonly interface: Sourced<string> | undefined
  readonly port: Sourced<number>
  readonly protocol: Sourced<'udp' | 'tcp' | 'multicast'>
  readonly tcpPort: Sourced<number>
  readonly multicastAddress: Sourced<Host>
  readonly multicastPort: Sourced<number>
  readonly rmiPort: Sourced<number>
  readonly objectPort: Sourced<number>
  /** Members of a Hazelcast of its own, `host:port`. */
  readonly members: readonly Sourced<string>[]
}

/** How the repository speaks with Solr. */
export interface AlfrescoSearch {
  readonly subsystem: Sourced<'solr' | 'solr4' | 'solr6'> | undefined
  readonly secureComms: Sourced<'none' | 'https' | 'secret'> | undefined
  readonly sharedSecret: Secret | undefined
}

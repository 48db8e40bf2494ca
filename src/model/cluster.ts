import type {AlfrescoClustering, AlfrescoSearch} from './applications/clustering.ts'
import type {BalanceAlgorithm, State} from './values.ts'
import type {Host} from './endpoint.ts'
import type {HighAvailability} from './failover.ts'
import type {HaproxySettings} from './haproxy-settings.ts'
import type {Engine} from './engines.ts'
import type {Check} from './check.ts'
import type {Compression, HeaderChanges, Hsts, RateLimit} from './http.ts'
import type {Discovery, Resolvers} from './discovery.ts'
import type {Listener, RedirectListener} from './listener.ts'
import type {HostSettings, LoadBalancer, Node} from './machines.ts'
import type {ServiceOptions, Timeouts} from './options.ts'
import type {Persistence} from './persistence.ts'
import type {Access, Fallback, Route} from './routes.ts'
import type {Origin, Sourced} from './sourced.ts'
import type {BalanceSettings, LvsSettings} from './settings.ts'
import type {ShareRole, ShareSettings} from './share.ts'
import type {PoundSettings, StunnelSettings, Termination} from './termination.ts'

export type {AlfrescoClustering, AlfrescoSearch} from './applications/clustering.ts'
export type {AgentCheck, Check, ExternalCheck, HttpCheck, ProtocolCheck, TcpCheck} from './check.ts'
export type {Compression, HeaderChanges, HeaderValue, Hsts, RateLimit} from './http.ts'
export type {Discovery, Resolvers} from './discovery.ts'
export type {
  ListenAddress,
  Link,
  Listener,
  ListenerTls,
  PresentedCertificate,
  PortRange,
  Redirect,
  RedirectListener,
  TlsProfile,
  TlsVersion,
} from './listener.ts'
export type {HostSettings, LoadBalancer, Node} from './machines.ts'
export type {ServiceOptions} from './options.ts'
export type {Persistence, TablePersistence} from './persistence.ts'
export type {Access, Fallback, FallbackServer, Route, RouteHeader, RouteWhen} from './routes.ts'
export type {Engine} from './engines.ts'
export type {Failover, HighAvailability, Notify} from './failover.ts'
export type {HaproxySettings} from './haproxy-settings.ts'
export type {Origin, Secret, Sourced} from './sourced.ts'
export type {BalanceSettings, LvsSettings} from './settings.ts'
export type {ShareClustering} from './share.ts'
export type {PoundSettings, StunnelSettings, Termination, Terminator} from './termination.ts'

/** A whole cluster: names resolved, defaults filled in, addresses and durations parsed. Immutable. */
export interface Cluster {
  readonly name: string
  /** The spec's file as artifacts name it in their headers: its base name, never a path of this machine. */
  readonly specFile: string
  readonly loadBalancers: readonly LoadBalancer[]
  readonly nodes: readonly Node[]
  readonly services: readonly Service[]
  readonly highAvailability: HighAvailability
  readonly resolvers: readonly Resolvers[]
  readonly haproxy: HaproxySettings
  readonly balance: BalanceSettings
  readonly lvs: LvsSettings
  readonly host: HostSettings
  readonly termination: Termination
  readonly stunnel: StunnelSettings
  readonly pound: PoundSettings
  readonly applications: readonly Application[]
}

/** A virtual service: what clients reach. */
export interface Service {
  readonly origin: Origin
  readonly name: string
  readonly engine: Sourced<Engine>
  readonly mode: Sourced<'tcp' | 'http'>
  /** What the kernel is told of the service; undefined for other engines. */
  readonly packets: Packets | undefined
  /** Where clients connect, in the order written; listeners that only redirect are in `redirects`. */
  readonly listeners: readonly Listener[]
  readonly redirects: readonly RedirectListener[]
  /** Listeners of other services, whose routes lead here. */
  readonly routedListeners: readonly Listener[]
  /** The first whose `when` holds decides; where none does, `servers` serve. */
  readonly routes: readonly Route[]
  /** None where there is `discovery`. */
  readonly servers: readonly Server[]
  /** The nodes, where the DNS names them. */
  readonly discovery: Discovery | undefined
  readonly balance: Sourced<BalanceAlgorithm>
  readonly persistence: Persistence
  readonly check: Check
  readonly timeouts: Timeouts
  readonly clientAddress: Sourced<'hidden' | 'header' | 'proxy-protocol' | 'proxy-protocol-v2' | 'transparent'>
  /** The address that the nodes see; undefined leaves it to the load balancer's own. */
  readonly sourceAddress: Sourced<Host> | undefined
  readonly reencrypt: Reencrypt | undefined
  readonly requestHeaders: HeaderChanges
  readonly responseHeaders: HeaderChanges
  readonly hsts: Hsts | undefined
  readonly access: Access | undefined
  readonly fallback: Fallback | undefined
  readonly compression: Compression | undefined
  readonly rateLimit: RateLimit | undefined
  readonly stats: Sourced<boolean>
  readonly limits: Limits
  readonly options: ServiceOptions
  readonly raw: {readonly frontend: readonly Sourced<string>[]; readonly backend: readonly Sourced<string>[]}
}

/** How the kernel forwards packets (`engine: lvs`). */
export interface Packets {
  readonly forward: Sourced<'dr' | 'nat' | 'tun'>
  readonly protocol: Sourced<'tcp' | 'udp'>
  /** One number for all of the service's listeners; undefined where each is a virtual server of its own. */
  readonly firewallMark: Sourced<number> | undefined
}

/** A node as one service uses it: the node's own settings under the service's entry for it. */
export interface Server {
  readonly origin: Origin
  readonly node: Node
  /** `same`: the port that the client used. */
  readonly port: Sourced<number | 'same'>
  readonly weight: Sourced<number>
  readonly state: Sourced<State>
  readonly backup: Sourced<boolean>
  /** Its own limit, else the service's `limits.maxConnectionsPerNode`; a 0 of its own lifts that one. */
  readonly maxConnections: Sourced<number> | undefined
  /** Its value in a persistence cookie; undefined is its name. */
  readonly cookie: Sourced<string> | undefined
}

export interface Reencrypt {
  readonly origin: Origin
  readonly verify: Sourced<'required' | 'none'>
  /** Undefined: the machine's own authorities. */
  readonly ca: Sourced<string> | undefined
  readonly sni: Sourced<string> | undefined
  readonly alpn: Sourced<readonly string[]>
  /** The PEM file that the load balancer shows to the nodes. */
  readonly certificate: Sourced<string> | undefined
}

/** Undefined is without a limit. */
export interface Limits {
  readonly maxConnections: Sourced<number> | undefined
  readonly maxConnectionsPerNode: Sourced<number> | undefined
  readonly maxQueuePerNode: Sourced<number> | undefined
}

/** What every product on the nodes has. */
export interface Product<Kind, Role> {
  readonly origin: Origin
  readonly name: string
  readonly kind: Sourced<Kind>
  /** `5.0`. */
  readonly release: Sourced<string>
  readonly nodes: readonly Node[]
  /** What each role's service is; a role that nobody named has no entry. */
  readonly services: readonly {readonly role: Role; readonly service: Service; readonly origin: Origin}[]
}

/** A product on the nodes that needs settings of its own. */
export type Application = AlfrescoApplication | ShareApplication | ElectricflowApplication

/** The web tier in front of a repository. */
export interface ShareApplication extends Product<'alfresco-share', ShareRole>, ShareSettings {}

/** What of Alfresco a service publishes. */
export type AlfrescoRole = 'web' | 'share' | 'cifs' | 'ftp' | 'nfs' | 'imap' | 'smtp' | 'spp' | 'solr'

/** The repository. */
export interface AlfrescoApplication extends Product<'alfresco', AlfrescoRole> {
  /** The name by which people know it; undefined: the address of the listener. */
  readonly serverName: Sourced<Host> | undefined
  /** Undefined says nothing of it. */
  readonly clustering: AlfrescoClustering | undefined
  /** The folder that all nodes share. */
  readonly contentStore: Sourced<string> | undefined
  readonly search: AlfrescoSearch
  /** Who publishes the passive ports of a node, by its name. */
  readonly passive: ReadonlyMap<string, {readonly service: Service; readonly origin: Origin}>
  /** The port of NFS's mount server; undefined without NFS. */
  readonly mountPort: Sourced<number> | undefined
  /** The same on every node. */
  readonly properties: readonly Property[]
  /** By node name. */
  readonly nodeProperties: ReadonlyMap<string, readonly Property[]>
}

/** What of ElectricFlow a service publishes. */
export type ElectricflowRole = 'web' | 'server' | 'stomp'

/** Servers, web servers and repositories. */
export interface ElectricflowApplication extends Product<'electricflow', ElectricflowRole> {
  readonly servers: ElectricflowPart
  readonly webServers: ElectricflowPart
  readonly repositories: ElectricflowPart
  /** The load balancers, as everybody calls them. */
  readonly serverName: Sourced<Host>
  readonly zooKeeper: Sourced<readonly HostAndPort[]>
  readonly exhibitor: Sourced<readonly HostAndPort[]>
  readonly stompClientUri: Sourced<string> | undefined
  /** Undefined: where its release installs itself. */
  readonly installPath: Sourced<string> | undefined
  /** Folders that all nodes share. */
  readonly pluginsDirectory: Sourced<string> | undefined
  readonly workspacesDirectory: Sourced<string> | undefined
}

/** The nodes with one part of a product. */
export interface ElectricflowPart {
  readonly origin: Origin
  readonly nodes: readonly Node[]
  /** Whether the spec names them; otherwise they are those of services. */
  readonly isNamed: boolean
}

export interface HostAndPort {
  readonly origin: Origin
  readonly host: Host
  readonly port: number
}

export interface Property {
  readonly key: string
  readonly value: string
  readonly origin: Origin
}

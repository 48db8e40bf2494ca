import type {Severity} from '../findings/finding.ts'
import type {
  AlfrescoApplication,
  AlfrescoShareApplication,
  AlfrescoClustering,
  BalanceFields,
  BalanceSettings,
  Certificate,
  CheckAgent,
  CheckExternal,
  CheckHttp,
  CheckLdap,
  CheckMysql,
  CheckNone,
  CheckPostgresql,
  CheckProduct,
  CheckRedis,
  CheckSmtp,
  CheckTcp,
  CheckTiming,
  CheckTls,
  ClientCertificates,
  FallbackPage,
  FallbackRedirect,
  FallbackServer,
  CompressionFields,
  Discovered,
  ElectricflowApplication,
  ExhibitorNodeFields,
  Haproxy,
  HighAvailability,
  HstsFields,
  HoldFields,
  ListenerFields,
  LoadBalancerFields,
  LvsSettings,
  HostSettings,
  NameserverFields,
  NodeFields,
  NotifyFields,
  PersistenceApplicationCookie,
  PersistenceCookie,
  PersistenceForwardedFor,
  PersistenceHeader,
  PersistenceNone,
  PersistenceRdpCookie,
  PersistenceSource,
  PersistenceTlsSessionId,
  PoundSettings,
  QuorumNodeFields,
  RedirectFields,
  ReencryptFields,
  Route,
  RouteRedirectFields,
  Resolver,
  SecretReference,
  ServiceDefaults,
  ServiceNodeFields,
  Stats,
  StunnelSettings,
  Tagged,
  Termination,
  TlsFields,
} from './spec.gen.ts'

/** The spec with every short form written out. Absent is what nobody wrote. */
export interface LongSpec {
  readonly lbgen?: number
  readonly name?: string
  readonly description?: string
  readonly loadBalancers?: Named<LoadBalancerFields>
  readonly nodes?: Named<NodeFields>
  readonly certificates?: Named<Certificate>
  readonly defaults?: LongDefaults
  readonly services?: Named<LongService>
  readonly highAvailability?: LongHighAvailability
  readonly resolvers?: Named<LongResolver>
  readonly haproxy?: LongHaproxy
  readonly balance?: BalanceSettings
  readonly lvs?: LvsSettings
  readonly host?: HostSettings
  readonly tls?: Termination
  readonly stunnel?: StunnelSettings
  readonly pound?: PoundSettings
  readonly applications?: Named<LongApplication>
  readonly rules?: Named<Severity | 'off'>
}

export type LongApplication = LongAlfresco | LongShare | LongElectricflow

export type LongShare = Readonly<AlfrescoShareApplication>

export type LongElectricflow = Omit<ElectricflowApplication, 'zooKeeper' | 'exhibitor'> & {
  readonly zooKeeper?: readonly QuorumNodeFields[]
  readonly exhibitor?: readonly ExhibitorNodeFields[]
}

export type Named<T> = Readonly<Record<string, T>>

export interface LongDefaults extends Readonly<
  Omit<ServiceDefaults, 'balance' | 'persistence' | 'check' | 'reencrypt' | 'hsts' | 'compression' | 'routes' | 'access' | 'fallback'>
> {
  readonly balance?: BalanceFields
  readonly persistence?: LongPersistence
  readonly check?: LongCheck
  readonly reencrypt?: LongReencrypt
  readonly hsts?: LongHsts
  readonly routes?: readonly LongRoute[]
  readonly access?: LongAccess
  readonly fallback?: LongFallback
  readonly compression?: LongCompression
}

export interface LongService extends LongDefaults {
  readonly listen?: readonly LongListener[]
  readonly firewallMark?: number
  readonly nodes?: 'all' | readonly ServiceNodeFields[] | Tagged | Discovered
}

export interface LongResolver extends Readonly<Omit<Resolver, 'nameservers' | 'hold'>> {
  readonly nameservers?: readonly NameserverFields[]
  readonly hold?: HoldFields
}

export interface LongListener extends Readonly<Omit<ListenerFields, 'port' | 'ports' | 'tls' | 'redirect'>> {
  readonly ports?: readonly (number | string)[]
  readonly tls?: LongTls
  readonly redirect?: RedirectFields
}

export interface LongTls extends Readonly<Omit<TlsFields, 'certificate' | 'clientCertificates'>> {
  readonly clientCertificates?: ClientCertificates
}

export type LongCheck =
  | CheckNone
  | CheckTcp
  | CheckHttp
  | CheckProduct
  | CheckTls
  | CheckSmtp
  | CheckLdap
  | CheckMysql
  | CheckPostgresql
  | CheckRedis
  | CheckExternal
  | CheckAgent
  | (CheckTiming & {readonly type?: never})
export type LongPersistence =
  | PersistenceNone
  | PersistenceSource
  | PersistenceCookie
  | PersistenceApplicationCookie
  | PersistenceRdpCookie
  | PersistenceTlsSessionId
  | PersistenceForwardedFor
  | PersistenceHeader
export type LongReencrypt = false | ReencryptFields
export type LongHsts = false | HstsFields
export type LongCompression = false | CompressionFields

export interface LongRoute extends Readonly<Omit<Route, 'when' | 'redirect'>> {
  readonly when?: LongWhen
  readonly redirect?: RouteRedirectFields
}

type Conditions = 'host' | 'path' | 'pathPrefix' | 'pathRegex' | 'method' | 'source' | 'sni'

export interface LongWhen extends Readonly<Partial<Record<Conditions, readonly string[]>>> {
  readonly header?: readonly LongRouteHeader[]
}

export interface LongRouteHeader {
  readonly name: string
  readonly value?: readonly string[]
}

export interface LongAccess {
  readonly allow?: readonly string[]
  readonly deny?: readonly string[]
}

export type LongFallback = FallbackServer | FallbackRedirect | FallbackPage

export interface LongHighAvailability extends Readonly<Omit<HighAvailability, 'notify'>> {
  readonly notify?: NotifyFields
}

export interface LongHaproxy extends Readonly<Omit<Haproxy, 'stats'>> {
  readonly stats?: LongStats
}

export interface LongStats extends Readonly<Omit<Stats, 'listen' | 'password'>> {
  readonly listen?: LongListener
  readonly password?: string | SecretReference
}

export interface LongAlfresco extends Readonly<Omit<AlfrescoApplication, 'clustering'>> {
  readonly clustering?: AlfrescoClustering
}

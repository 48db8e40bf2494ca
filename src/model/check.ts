import type {Origin, Sourced} from './sourced.ts'
import type {Milliseconds} from './values.ts'

/** When and where a check asks. */
export interface Checking {
  readonly origin: Origin
  /** Undefined: the node's own port of the service. */
  readonly port: Sourced<number> | undefined
  readonly interval: Sourced<Milliseconds>
  readonly fastInterval: Sourced<Milliseconds> | undefined
  readonly downInterval: Sourced<Milliseconds> | undefined
  readonly timeout: Sourced<Milliseconds> | undefined
  readonly rise: Sourced<number>
  readonly fall: Sourced<number>
  readonly tls: Sourced<boolean>
  readonly sendProxy: Sourced<boolean>
}

export interface TcpCheck extends Checking {
  readonly type: 'tcp'
  readonly send: Sourced<string> | undefined
  readonly expect: Sourced<string> | undefined
}

export interface HttpCheck extends Checking {
  readonly type: 'http'
  readonly method: Sourced<string>
  readonly path: Sourced<string>
  readonly version: Sourced<'1.0' | '1.1'>
  readonly host: Sourced<string> | undefined
  readonly headers: readonly {readonly name: string; readonly value: string; readonly origin: Origin}[]
  readonly status: Sourced<string> | undefined
  readonly body: Sourced<string> | undefined
}

/** The node answers a TLS handshake. */
export interface TlsCheck extends Checking {
  readonly type: 'tls'
}

/** Checks that speak the protocol of what they ask. */
export interface SmtpCheck extends Checking {
  readonly type: 'smtp'
  /** What the load balancer calls itself. */
  readonly domain: Sourced<string>
}

export interface LdapCheck extends Checking {
  readonly type: 'ldap'
}

export interface RedisCheck extends Checking {
  readonly type: 'redis'
}

export interface DatabaseCheck extends Checking {
  readonly type: 'mysql' | 'postgresql'
  readonly user: Sourced<string>
}

/** A program on the load balancer decides. */
export interface ExternalCheck extends Checking {
  readonly type: 'external'
  readonly command: Sourced<string>
}

/** A program on the node has a say, beside a tcp check of the service's own port. */
export interface AgentCheck extends Checking {
  readonly type: 'agent'
  readonly agent: {readonly port: Sourced<number>; readonly send: Sourced<string> | undefined}
}

/** A check that speaks another protocol than HTTP, or has others ask. */
export type ProtocolCheck = TlsCheck | SmtpCheck | LdapCheck | RedisCheck | DatabaseCheck | ExternalCheck | AgentCheck

export type Check = {readonly type: 'none'; readonly origin: Origin} | TcpCheck | HttpCheck | ProtocolCheck

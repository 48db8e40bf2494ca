import type {Origin, Sourced} from './sourced.ts'
import type {Milliseconds} from './values.ts'

interface Checking {
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

export type Check = {readonly type: 'none'; readonly origin: Origin} | TcpCheck | HttpCheck

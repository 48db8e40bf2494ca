import type {Host} from './endpoint.ts'
import type {Network} from './network.ts'
import type {Origin, Sourced} from './sourced.ts'

/** Where clients go for whom `when` holds. */
export interface Route {
  readonly origin: Origin
  readonly when: RouteWhen | undefined
  readonly action: RouteAction
}

/** What must hold, all of it; of several values one is enough. Undefined holds always. */
export interface RouteWhen {
  readonly origin: Origin
  readonly host: Sourced<readonly string[]> | undefined
  readonly path: Sourced<readonly string[]> | undefined
  readonly pathPrefix: Sourced<readonly string[]> | undefined
  readonly pathRegex: Sourced<readonly string[]> | undefined
  readonly method: Sourced<readonly string[]> | undefined
  readonly headers: readonly RouteHeader[]
  readonly source: Sourced<readonly Network[]> | undefined
  readonly sni: Sourced<readonly string[]> | undefined
}

export interface RouteHeader {
  readonly origin: Origin
  readonly name: string
  /** Empty is any. */
  readonly values: readonly string[]
}

export type RouteAction =
  | {readonly kind: 'service'; readonly service: Sourced<string>}
  | {readonly kind: 'redirect'; readonly to: Sourced<string>; readonly code: Sourced<number>}
  | {readonly kind: 'deny'; readonly status: Sourced<number>}

/** Who is let in: `deny` counts first, then, where there is an `allow`, nobody else. */
export interface Access {
  readonly origin: Origin
  readonly allow: Sourced<readonly Network[]> | undefined
  /** Never empty. */
  readonly deny: Sourced<readonly Network[]> | undefined
}

/** A server of last resort. */
export interface FallbackServer {
  readonly kind: 'server'
  readonly origin: Origin
  readonly address: Sourced<Host>
  readonly port: Sourced<number>
  /** The resolvers that are asked for its name while HAProxy runs; undefined where it is an address, or there are none. */
  readonly resolvers: string | undefined
}

/** Who answers when no node is up. */
export type Fallback =
  | FallbackServer
  | {readonly kind: 'redirect'; readonly origin: Origin; readonly to: Sourced<string>}
  | {readonly kind: 'page'; readonly origin: Origin; readonly page: Sourced<string>; readonly status: Sourced<number>}

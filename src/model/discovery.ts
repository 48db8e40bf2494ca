import {defaults as language} from '../spec/defaults.gen.ts'
import {parseDuration} from './duration.ts'
import type {Host} from './endpoint.ts'
import type {Origin, Sourced} from './sourced.ts'
import type {Milliseconds} from './values.ts'

/** Name servers that are asked while HAProxy runs. */
export interface Resolvers {
  readonly origin: Origin
  readonly name: string
  /** At least one. */
  readonly nameservers: readonly {readonly origin: Origin; readonly address: Exclude<Host, {kind: 'name'}>; readonly port: number}[]
  readonly timeouts: {readonly resolve: Sourced<Milliseconds>; readonly retry: Sourced<Milliseconds>}
  readonly retries: Sourced<number>
  readonly payloadSize: Sourced<number>
  /** How long an answer holds, by what it says. */
  readonly hold: {readonly valid: Sourced<Milliseconds>} & Readonly<Record<Fault, Sourced<Milliseconds> | undefined>>
}

type Fault = 'nx' | 'refused' | 'timeout' | 'other' | 'obsolete'

/** Nodes that the DNS names while HAProxy runs: a service that has these has no servers of its own. */
export interface Discovery {
  readonly origin: Origin
  readonly name: Sourced<string>
  readonly type: Sourced<'a' | 'srv'>
  readonly slots: Sourced<number>
  /** The name of the resolvers that are asked. */
  readonly resolvers: Sourced<string>
  /** Undefined where the DNS says it. */
  readonly port: Sourced<number | 'same'> | undefined
}

/** What resolvers do where nobody says otherwise, and where a release does not let anybody. */
export const resolverDefaults = {
  resolve: parseDuration(language.resolverTimeouts.resolve),
  payloadSize: language.resolver.payloadSize,
}

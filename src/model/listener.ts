import {type Address, canonical, isLoopback} from './endpoint.ts'
import type {Origin, Sourced} from './sourced.ts'
import type {Terminator} from './termination.ts'

export interface PortRange {
  readonly first: number
  readonly last: number
}

/** `any` is every address of the machine, IPv4 (`*`). */
export type ListenAddress = {readonly kind: 'any'} | Address

export interface Listener {
  readonly origin: Origin
  readonly name: string | undefined
  readonly address: Sourced<ListenAddress>
  /** At least one; a single port is a range of one. */
  readonly ports: Sourced<readonly PortRange[]>
  readonly interface: Sourced<string> | undefined
  readonly acceptProxy: Sourced<boolean>
  readonly tls: ListenerTls | undefined
  /** The port of 127.0.0.1 on which HAProxy takes over from who ends TLS in its place; undefined where HAProxy does that itself. */
  readonly link: Link | undefined
}

/** A port of 127.0.0.1, and who hands over there. */
export interface Link extends Sourced<number> {
  readonly by: Terminator
}

export interface RedirectListener extends Listener {
  readonly redirect: Redirect
}

/** `https`: the same URL on the service's TLS port. */
export type Redirect =
  | {readonly kind: 'https'; readonly port: number; readonly code: Sourced<number>; readonly origin: Origin}
  | {readonly kind: 'url'; readonly to: Sourced<string>; readonly code: Sourced<number>; readonly origin: Origin}

export type TlsProfile = 'modern' | 'intermediate' | 'old'
export type TlsVersion = '1.0' | '1.1' | '1.2' | '1.3'

export interface ListenerTls {
  readonly origin: Origin
  /** PEM files on the load balancer: certificate, chain, key. At least one. */
  readonly certificates: readonly PresentedCertificate[]
  /** Undefined leaves it to `haproxy.tlsProfile`. */
  readonly profile: Sourced<TlsProfile> | undefined
  readonly minVersion: Sourced<TlsVersion> | undefined
  /** Empty leaves it to the engine. */
  readonly alpn: Sourced<readonly string[]>
  /** What is written of the port for `link`. */
  readonly linkPort: Sourced<number> | undefined
  readonly clientCertificates: {readonly ca: Sourced<string>; readonly verify: Sourced<'required' | 'optional'>} | undefined
}

/** A PEM file, and the names that it is for as far as the spec says them. */
export interface PresentedCertificate extends Sourced<string> {
  readonly names: Sourced<readonly string[]> | undefined
}

/** One text for where is listened: addresses that meet have the same. `*` is every IPv4 address. */
export const listeningAt = (address: ListenAddress): string => (address.kind === 'any' ? '0.0.0.0' : canonical(address))

/** Whether what `listeningAt` says is every address of the machine: of IPv4, or of both kinds. */
export const isWildcard = (address: string): boolean => address === '0.0.0.0' || address === '::'

/** Where the clients of a service come in: on its own listeners, and on those of services that route to it. */
export const entriesOf = ({listeners, routedListeners}: Entered): readonly Listener[] => [...listeners, ...routedListeners]

/** What a service binds: where it serves, and where it only sends clients elsewhere. */
export const bindsOf = ({listeners, redirects}: Binding): readonly Listener[] => [...listeners, ...redirects]

/** All that a cluster binds, whoever listens there. */
export const bindsOfAll = ({services, haproxy: {stats}}: Listening): readonly Listener[] => [
  ...services.flatMap(bindsOf),
  ...(stats ? [stats.listener] : []),
]

interface Listening {
  readonly services: readonly Binding[]
  readonly haproxy: {readonly stats: {readonly listener: Listener} | undefined}
}

interface Entered {
  readonly listeners: readonly Listener[]
  readonly routedListeners: readonly Listener[]
}

interface Binding {
  readonly listeners: readonly Listener[]
  readonly redirects: readonly RedirectListener[]
}

/** Whether a port is among those of a listener. */
export const coversPort = ({ports}: Pick<Listener, 'ports'>, port: number): boolean =>
  ports.value.some(({first, last}) => first <= port && port <= last)

/** Whether only this machine comes in there. */
export const isLocal = (address: ListenAddress): boolean => address.kind !== 'any' && isLoopback(address)

/** Every port of a listener, in order. */
export const portsOf = ({ports}: Pick<Listener, 'ports'>): readonly number[] =>
  ports.value.flatMap(({first, last}) => Array.from({length: last - first + 1}, (_, index) => first + index))

import type {AlfrescoApplication, Cluster, Origin, Service, Sourced} from '../../model/cluster.ts'
import {type Host, formatHost, onTheWire} from '../../model/endpoint.ts'
import {type Listener, entriesOf, isWildcard, listeningAt} from '../../model/listener.ts'
import {type Published, roleOf} from './facts.ts'

/** Where people reach a part of Alfresco. */
export interface PublicAddress {
  readonly protocol: Sourced<'http' | 'https'>
  /** Undefined where nobody says. */
  readonly host: Sourced<Host> | undefined
  readonly port: Sourced<number>
  /** Where the role was named. */
  readonly origin: Origin
}

/** Where people reach a role of an application; undefined without a service for it, or one that nobody can reach. */
export function publicAddress(cluster: Cluster, application: AlfrescoApplication, role: 'web' | 'share'): PublicAddress | undefined {
  const published = roleOf(application, role)
  const listener = published && preferred(published.service)
  return listener && {...addressOf(listener, published), host: application.serverName ?? listenedHost(cluster, listener)}
}

/** The listener for people: one with TLS, if there is one. */
export function preferred(service: Service): Listener | undefined {
  const entries = entriesOf(service)
  return entries.find(listener => speaksTls(listener)) ?? entries[0]
}

/** TLS that the load balancer ends, or that it hands through on the port that is known for it. */
export const speaksTls = ({tls, ports, acceptProxy}: Listener): boolean =>
  tls !== undefined || (!acceptProxy.value && ports.value[0]?.first === 443)

function addressOf({tls, ports}: Listener, {origin}: Published): Omit<PublicAddress, 'host'> {
  const port = ports.value[0]?.first ?? 0
  const https = tls !== undefined || port === 443
  return {
    protocol: {value: https ? 'https' : 'http', origin: tls?.origin ?? ports.origin},
    port: {value: port, origin: ports.origin},
    origin,
  }
}

/** The address of a listener as others see it: of one on all addresses, the load balancer's if there is but one. */
export function listenedHost({loadBalancers}: Cluster, {address}: Listener): Sourced<Host> | undefined {
  const {value} = address
  if (value.kind !== 'any' && !isWildcard(listeningAt(value))) return {value: onTheWire(value), origin: address.origin}
  const [only, ...others] = loadBalancers
  return others.length === 0 ? only?.address : undefined
}

/** `https://alfresco.example.com`, with the port where it is not the protocol's own. */
export function formatOrigin({protocol, host, port}: PublicAddress): string | undefined {
  if (host === undefined) return undefined
  const own = port.value === (protocol.value === 'https' ? 443 : 80)
  return `${protocol.value}://${formatHost(host.value)}${own ? '' : `:${port.value}`}`
}

/** Everything that an address comes from. */
export const originsOf = ({origin, protocol, host, port}: PublicAddress): readonly Origin[] => [
  ...new Set([origin, ...(host ? [host.origin] : []), protocol.origin, port.origin]),
]

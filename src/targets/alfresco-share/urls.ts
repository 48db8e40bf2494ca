import {type Host, formatHost} from '../../model/endpoint.ts'
import {type Listener, entriesOf, portsOf} from '../../model/listener.ts'
import type {Cluster, Origin, Service} from '../../model/cluster.ts'
import {listenedHost, speaksTls} from '../alfresco/public-address.ts'

/** Where clients reach a service. */
export interface Url {
  readonly origin: Origin
  readonly scheme: 'http' | 'https'
  readonly host: string
  readonly port: number
}

/** Every address at which a service is reached, by name where there is one. */
export const publicUrls = (cluster: Cluster, service: Service, name: Host | undefined): readonly Url[] =>
  entriesOf(service).flatMap(listener => urlsOf(cluster, listener, name))

/** Where programs reach it: its own listeners come first, and a name is only for TLS, where a certificate holds one. */
export const innerUrl = (cluster: Cluster, service: Service, name: Host | undefined): Url | undefined =>
  entriesOf(service)
    .flatMap(listener => urlsOf(cluster, listener, speaksTls(listener) ? name : undefined))
    .at(0)

/** None where nobody knows the address. */
function urlsOf(cluster: Cluster, listener: Listener, name: Host | undefined): readonly Url[] {
  const host = name ?? listenedHost(cluster, listener)?.value
  if (host === undefined) return []
  const scheme = speaksTls(listener) ? 'https' : 'http'
  return portsOf(listener).map(port => ({origin: listener.origin, scheme, host: formatHost(host), port}))
}

export const DEFAULT_PORTS = {http: 80, https: 443} as const

/** A URL without a path; the port that everybody knows is left out, as browsers do. */
export const formatUrl = ({scheme, host, port}: Url): string => `${scheme}://${host}${port === DEFAULT_PORTS[scheme] ? '' : `:${port}`}`

/** A regular expression that holds for one text alone. */
export const escapeRegex = (text: string): string => text.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&')

import type {AlfrescoSearch, Origin, Service, Sourced} from '../../../model/cluster.ts'
import type {Listener} from '../../../model/listener.ts'
import {type Row, type Value, secret, text, withRole, written} from '../facts.ts'
import {listenedHost} from '../public-address.ts'
import {hasFeature} from '../since.ts'

type Comms = 'none' | 'https' | 'secret'

/** How requests to Solr are protected, as it is written or as the listeners say. */
export function secureComms({secureComms: own, sharedSecret}: AlfrescoSearch, {listeners}: Service, origin: Origin): Sourced<Comms> {
  if (own !== undefined) return own
  if (sharedSecret !== undefined) return {value: 'secret', origin: sharedSecret.origin}
  const tls = listeners.find(listener => listener.tls)?.tls
  return tls ? {value: 'https', origin: tls.origin} : {value: 'none', origin}
}

/** The listener that the repository asks: with TLS of the load balancer's for `https`, if there is one. */
const listenerFor = ({listeners}: Service, comms: Comms): Listener | undefined =>
  listeners.find(({tls}) => (tls !== undefined) === (comms === 'https')) ?? listeners[0]

const portFor = (key: string, wanted: (comms: Comms) => boolean): Row =>
  withRole('solr', key, ({service, origin}, {application}) => {
    const comms = secureComms(application.search, service, origin).value
    const ports = listenerFor(service, comms)?.ports
    return wanted(comms) && ports?.value[0] ? text(ports.value[0].first, ports.origin) : undefined
  })

function subsystem(release: string, {subsystem: own}: AlfrescoSearch, origin: Origin): Value | undefined {
  if (own !== undefined) return written(own)
  const name = (['solr', 'solr4', 'solr6'] as const).find(each => hasFeature(release, each))
  return name && text(name, origin)
}

/** Solr behind a load balancer of its own. */
export const searchRows: readonly Row[] = [
  withRole('solr', 'index.subsystem.name', ({origin}, {application, release}) => subsystem(release, application.search, origin)),
  withRole('solr', 'solr.host', ({service, origin}, {cluster, application}) => {
    const listener = listenerFor(service, secureComms(application.search, service, origin).value)
    const host = listener && listenedHost(cluster, listener)
    return host && text(host.value.text, origin, host.origin)
  }),
  portFor('solr.port', comms => comms !== 'https'),
  portFor('solr.port.ssl', comms => comms === 'https'),
  withRole('solr', 'solr.secureComms', ({service, origin}, {application}) => written(secureComms(application.search, service, origin))),
  withRole('solr', 'solr.sharedSecret', (_, {application: {search}}) => search.sharedSecret && secret(search.sharedSecret)),
]

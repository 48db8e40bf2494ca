import {hasFeature} from '../../../model/applications/alfresco-releases.ts'
import {type SecureComms, secureComms} from '../../../model/applications/search.ts'
import {formatHost} from '../../../model/endpoint.ts'
import type {Service} from '../../../model/cluster.ts'
import type {Listener} from '../../../model/listener.ts'
import {type Facts, type Row, type Value, roleOf, secret, text, withRole, written} from '../facts.ts'
import {listenedHost} from '../public-address.ts'

/** The listener that the repository asks: with TLS of the load balancer's for `https`, if there is one. */
const listenerFor = ({listeners}: Service, comms: SecureComms | undefined): Listener | undefined =>
  listeners.find(({tls}) => (tls !== undefined) === (comms === 'https')) ?? listeners[0]

const portFor = (key: string, wanted: (comms: SecureComms | undefined) => boolean): Row =>
  withRole('solr', key, ({service}, {application}) => {
    const comms = secureComms(application)?.value
    const ports = listenerFor(service, comms)?.ports
    return wanted(comms) && ports?.value[0] ? text(ports.value[0].first, ports.origin) : undefined
  })

function subsystem({application, release}: Facts): Value | undefined {
  const {subsystem: own} = application.search
  if (own !== undefined) return written(own)
  const published = roleOf(application, 'solr')
  const name = (['solr', 'solr4', 'solr6'] as const).find(each => hasFeature(release, each))
  return published && name && text(name, published.origin)
}

/**
 * Solr behind a load balancer of its own: where it is asked. How the repository protects what it says to Solr, and its own
 * part that Solr reads, is said whether lbgen knows where Solr is or not.
 */
export const searchRows: readonly Row[] = [
  {key: 'index.subsystem.name', value: subsystem},
  withRole('solr', 'solr.host', ({service, origin}, {cluster, application}) => {
    const listener = listenerFor(service, secureComms(application)?.value)
    const host = listener && listenedHost(cluster, listener)
    return host && text(formatHost(host.value), origin, host.origin)
  }),
  portFor('solr.port', comms => comms !== 'https'),
  portFor('solr.port.ssl', comms => comms === 'https'),
  {
    key: 'solr.secureComms',
    value: ({application}) => {
      const comms = secureComms(application)
      return comms && written(comms)
    },
  },
  {key: 'solr.sharedSecret', value: ({application: {search}}) => search.sharedSecret && secret(search.sharedSecret)},
]

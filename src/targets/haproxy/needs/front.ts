import type {HaproxySettings, Listener, ListenerTls, Origin, Service} from '../../../model/cluster.ts'
import {bindsOf} from '../../../model/listener.ts'
import type {Need} from './need.ts'

/** What HAProxy is asked to end itself. */
const ended = ({tls, link}: Listener): Origin | undefined => (link === undefined ? tls?.origin : undefined)

const acceptedProxy = ({acceptProxy}: Listener): Origin | undefined => (acceptProxy.value ? acceptProxy.origin : undefined)

const newestTls = ({tls, link}: Listener): Origin | undefined => (tls === undefined || link !== undefined ? undefined : newestOf(tls))

/** What is written on the listener itself counts before its profile. */
function newestOf({minVersion, profile}: ListenerTls): Origin | undefined {
  if (minVersion !== undefined) return minVersion.value === '1.3' ? minVersion.origin : undefined
  return profile?.value === 'modern' ? profile.origin : undefined
}

const http2 = ({tls, link}: Listener): Origin | undefined =>
  link === undefined && tls?.alpn.value.includes('h2') === true ? tls.alpn.origin : undefined

/** The first place where any of the listeners asks for something. */
const anyOf =
  (asked: (listener: Listener) => Origin | undefined) =>
  (service: Service): Origin | undefined =>
    bindsOf(service).map(asked).find(Boolean)

/** What the listeners of a service may need. */
export const listenerNeeds: readonly Need<Service>[] = [
  {feature: 'listenerTls', what: 'to end TLS', asked: anyOf(ended)},
  {feature: 'newestTls', what: 'TLS 1.3 and nothing older', asked: anyOf(newestTls)},
  {
    feature: 'http2',
    what: 'to speak HTTP/2',
    asked: service => (service.mode.value === 'http' ? anyOf(http2)(service) : undefined),
  },
  {feature: 'acceptProxy', what: 'to hear the PROXY protocol', asked: anyOf(acceptedProxy)},
  {
    feature: 'redirectKeepingMethod',
    what: 'a redirect that keeps the method',
    asked: ({redirects}) => redirects.find(({redirect: {code}}) => code.value > 303)?.redirect.code.origin,
  },
]

type Settings = HaproxySettings

const logTarget =
  (pattern: RegExp) =>
  ({log}: Settings): Origin | undefined =>
    log !== undefined && pattern.test(log.target.value) ? log.target.origin : undefined

const pageNeeds: readonly Need<Settings>[] = [
  {feature: 'pageTls', what: 'to end TLS', asked: ({stats}) => stats?.listener.tls?.origin},
  {feature: 'newestTls', what: 'TLS 1.3 and nothing older', asked: ({stats}) => stats && newestTls(stats.listener)},
  {feature: 'http2', what: 'to speak HTTP/2', asked: ({stats}) => stats && http2(stats.listener)},
  {feature: 'acceptProxy', what: 'to hear the PROXY protocol', asked: ({stats}) => stats && acceptedProxy(stats.listener)},
  {
    feature: 'statsAdmin',
    what: 'a page from which nodes are taken out',
    asked: ({stats}) => (stats?.admin.value === true ? stats.admin.origin : undefined),
  },
  {
    feature: 'prometheus',
    what: 'to serve metrics',
    asked: ({stats}) => (stats?.prometheus.value === true ? stats.prometheus.origin : undefined),
  },
]

/** What `haproxy` itself may need. */
export const ownNeeds: readonly Need<Settings>[] = [
  {feature: 'threads', what: 'threads', asked: ({threads}) => threads?.origin},
  {feature: 'logToOutput', what: 'to log to its own output', asked: logTarget(/^(stdout|stderr)$/)},
  {feature: 'logToIpv6', what: 'to log to an IPv6 address', asked: logTarget(/^[^/]*:.*:/)},
  {feature: 'logToDescriptor', what: 'to log to a file descriptor', asked: logTarget(/^fd@/)},
  {feature: 'logByProtocol', what: 'to log by a protocol of its choice', asked: logTarget(/^udp[46]?@/)},
  {feature: 'logOverTcp', what: 'to log over TCP', asked: logTarget(/^tcp[46]?@/)},
  {
    feature: 'newestTls',
    what: 'TLS 1.3 and nothing older',
    asked: ({tlsProfile}) => (tlsProfile.value === 'modern' ? tlsProfile.origin : undefined),
  },
  ...pageNeeds,
]

import type {HaproxySettings, Origin, Service} from '../../../model/cluster.ts'
import {backendNeeds} from './backend.ts'
import {needsOfChecks} from './checks.ts'
import {needsOfDiscovery} from './discovery.ts'
import {listenerNeeds, ownNeeds} from './front.ts'
import type {Need} from './need.ts'
import {needsOfPersistence} from './persistence.ts'
import {needsOfRoutes} from './routes.ts'

export {needsOfResolvers} from './discovery.ts'

/** What services may need. */
export const serviceNeeds: readonly Need<Service>[] = [
  ...listenerNeeds,
  ...backendNeeds,
  {feature: 'hsts', what: 'Strict-Transport-Security', asked: ({hsts}) => hsts?.origin},
  {feature: 'compression', what: 'compression', asked: ({compression}) => compression?.origin},
  {
    feature: 'sourceIpv6',
    what: 'to speak from IPv6 addresses',
    asked: ({clientAddress, servers}) =>
      clientAddress.value === 'transparent' && servers.some(({node}) => node.address.value.kind === 'ipv6')
        ? clientAddress.origin
        : undefined,
  },
  {feature: 'rates', what: 'a limit to the rate of clients', asked: ({rateLimit}) => rateLimit?.origin},
  {
    feature: 'requestRates',
    what: 'a limit to the rate of clients who come by routes',
    asked: ({rateLimit, mode, listeners, routedListeners}) =>
      mode.value === 'http' && listeners.length === 0 && routedListeners.length > 0 ? rateLimit?.origin : undefined,
  },
  {
    feature: 'frontNames',
    what: 'one limit to the rate of clients, whether they come by its own listeners or by routes',
    asked: ({rateLimit, listeners, routedListeners}) =>
      listeners.length > 0 && routedListeners.length > 0 ? rateLimit?.origin : undefined,
  },
  ...needsOfChecks,
  ...needsOfDiscovery,
  ...needsOfPersistence,
  ...needsOfRoutes,
]

/** What `haproxy` itself may need. */
export const settingsNeeds: readonly Need<HaproxySettings>[] = [
  ...ownNeeds,
  {
    feature: 'laterTimeouts',
    what: 'a time-out for tunnels, or for a side that has ended',
    asked: ({defaults: {timeouts}}) => [timeouts.tunnel?.origin, timeouts.clientFin?.origin, timeouts.serverFin?.origin],
  },
  {feature: 'syslog5424', what: 'logs after RFC 5424', asked: ({log}) => formatAmong(log, ['rfc5424'])},
  {feature: 'plainLogs', what: 'logs without the head of syslog', asked: ({log}) => formatAmong(log, ['raw', 'short'])},
  {feature: 'timedLogs', what: 'logs with the time alone before them', asked: ({log}) => formatAmong(log, ['timed', 'iso'])},
]

const formatAmong = (log: HaproxySettings['log'], formats: readonly string[]): Origin | undefined =>
  log?.format && formats.includes(log.format.value) ? log.format.origin : undefined

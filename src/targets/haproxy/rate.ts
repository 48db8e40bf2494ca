import type {Listener, RateLimit, Service} from '../../model/cluster.ts'
import {formatDuration} from '../../model/duration.ts'
import {entriesOf} from '../../model/listener.ts'
import {frontName, rateTableName} from './names.ts'
import {supports} from './since.ts'

/**
 * The table that counts a service's clients, whichever way they come; it forgets who was silent for a whole period. It takes
 * IPv6 where such clients can come, by a listener or told by the proxy before it.
 */
export function rateTableView(service: Service) {
  const {rateLimit, mode} = service
  if (rateLimit === undefined) return undefined
  const binds = [...entriesOf(service), ...service.redirects]
  return {
    origins: originsOf(rateLimit),
    name: rateTableName(service),
    size: rateLimit.clients,
    six: binds.some(({address}) => address.value.kind === 'ipv6') || binds.some(isProxied),
    period: formatDuration(rateLimit.per.value),
    ofRequests: mode.value === 'http',
  }
}

/** The table where it has no front end to stand in: of a service that only routes or redirects lead to. */
export const loneRateTableView = (service: Service) =>
  service.listeners.length === 0 && service.routedListeners.length + service.redirects.length > 0 ? rateTableView(service) : undefined

/** What counts the clients of a service's own listeners and turns away those that come too often. */
export const rateView = (service: Service, release: string) =>
  limitView(service, release, {...first, table: undefined, late: service.listeners.some(isProxied), speaksHttp: isHttp(service)})

/** The same for a listener that only redirects. */
export const redirectRateView = (service: Service, listener: Listener, release: string) =>
  limitView(service, release, {...first, table: rateTableName(service), late: isProxied(listener), speaksHttp: true})

const first = {counter: 0, notBy: undefined} as const

/**
 * The same for clients who come through another service's routes: by a counter of its own, for that other service may have
 * counted them as well. Those of its own listeners have been counted there.
 */
export const routedRateView = (service: Service, release: string) =>
  service.routedListeners.length === 0
    ? undefined
    : limitView(service, release, {
        counter: 1,
        table: rateTableName(service),
        late: true,
        speaksHttp: isHttp(service),
        notBy: service.listeners.length === 0 ? undefined : frontName(service),
      })

interface Place {
  /** Which of HAProxy's counters. */
  readonly counter: 0 | 1
  /** Undefined is the table of the very place. */
  readonly table: string | undefined
  /** Whether the client is known only after the connection has begun. */
  readonly late: boolean
  /** Whether it reads HTTP: a redirect does, whatever its service counts. There HAProxy wants clients told late to be counted by request. */
  readonly speaksHttp: boolean
  /** The front end whose clients are not meant. */
  readonly notBy: string | undefined
}

/** A connection is counted where it begins, unless the PROXY protocol has yet to say whose it is. */
function limitView(service: Service, release: string, {counter, table, late, speaksHttp, notBy}: Place) {
  const {rateLimit} = service
  if (rateLimit === undefined) return undefined
  const ofRequests = isHttp(service)
  const hasRequestRules = supports(release, 'requestRates')
  const isLate = ofRequests || late
  const trackRequests = isLate && speaksHttp && hasRequestRules
  const trackContent = isLate && !trackRequests
  return {
    origin: rateLimit.origin,
    origins: originsOf(rateLimit),
    requests: rateLimit.requests.value,
    counter,
    table,
    notBy,
    ofRequests,
    trackRequests,
    trackContent,
    trackConnections: !isLate,
    deniesRequests: ofRequests || trackRequests,
    rejectsContent: trackContent && !ofRequests,
    saysTooMany: hasRequestRules,
  }
}

const originsOf = ({origin, requests, per}: RateLimit) => [origin, requests.origin, per.origin]

const isHttp = ({mode}: Service): boolean => mode.value === 'http'

const isProxied = ({acceptProxy}: Listener): boolean => acceptProxy.value

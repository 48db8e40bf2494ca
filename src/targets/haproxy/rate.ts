import type {Service} from '../../model/cluster.ts'
import {formatDuration} from '../../model/duration.ts'
import {supports} from './since.ts'

/**
 * What counts clients and turns away those that come too often. The table is the front end's own and forgets who was silent
 * for a whole period. It takes IPv6 where such clients can come, by a listener or told by the proxy before it.
 *
 * A connection is counted where it begins, unless the PROXY protocol has yet to say whose it is.
 */
export function rateView({rateLimit, mode, listeners}: Service, release: string) {
  if (rateLimit === undefined) return undefined
  const {origin, requests, per, clients} = rateLimit
  const isHttp = mode.value === 'http'
  const isProxied = listeners.some(({acceptProxy}) => acceptProxy.value)
  const hasRequestRules = supports(release, 'requestRates')
  return {
    origin,
    origins: [origin, requests.origin, per.origin],
    size: clients,
    six: isProxied || listeners.some(({address}) => address.value.kind === 'ipv6'),
    period: formatDuration(per.value),
    requests: requests.value,
    ofRequests: isHttp,
    trackRequests: isHttp && hasRequestRules,
    trackContent: (isHttp && !hasRequestRules) || (!isHttp && isProxied),
    trackConnections: !isHttp && !isProxied,
    saysTooMany: hasRequestRules,
  }
}

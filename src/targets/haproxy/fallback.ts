import type {FallbackServer, Service} from '../../model/cluster.ts'
import {addressIn} from './address.ts'
import {lookupView} from './lookup.ts'
import {sharedView} from './server.ts'
import {supports} from './since.ts'

/** What is said when no node is up, where that takes no server. */
export function fallbackView({name, fallback}: Service) {
  if (fallback === undefined || fallback.kind === 'server') return undefined
  const {origin} = fallback
  const redirect = fallback.kind === 'redirect' ? fallback.to : undefined
  const page = fallback.kind === 'page' ? fallback : undefined
  return {
    origin,
    service: name,
    redirect,
    page: page && {file: page.page, status: page.status},
    // HAProxy itself answers 503 when no node is up; any other status has to be asked for.
    denies: page !== undefined && page.status.value !== 503 ? page.status : undefined,
    decides: redirect !== undefined || (page !== undefined && page.status.value !== 503),
  }
}

/** The server of last resort, when that is the fallback. */
export const fallbackServerView = (service: Service, release: string) =>
  service.fallback?.kind === 'server' ? serverView(service.fallback, service, release) : undefined

/** The last of the backup servers: without `allbackups` HAProxy takes one at a time, in their order. */
function serverView({origin, address, port, resolvers}: FallbackServer, service: Service, release: string) {
  const {name, persistence, reencrypt} = service
  const shared = sharedView(service, release, undefined)
  return {
    origin,
    address,
    port,
    name: `${name}:fallback`,
    endpoint: addressIn(release)(address.value, port.value),
    shared: {...shared, check: undefined, maxQueue: undefined, tls: reencrypt && shared.tls},
    own: {
      cookie: undefined,
      cookieOrigin: undefined,
      maxConnections: undefined,
      lookup: address.value.kind === 'name' && supports(release, 'lookUps') ? lookupView(resolvers, release) : undefined,
      backup: true,
      disabled: false,
    },
    // A table would keep clients here when nodes are up again.
    leavesNoTrace: persistence.type !== 'none' && persistence.type !== 'cookie',
  }
}

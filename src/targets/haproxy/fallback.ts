import type {FallbackServer, Service} from '../../model/cluster.ts'
import {addressIn} from './address.ts'
import {lookupView} from './lookup.ts'
import {sharedView} from './server.ts'
import {supports} from './since.ts'

/** What is said when no node is up, where that takes no server. */
export function fallbackView({name, fallback}: Service, release: string) {
  if (fallback === undefined || fallback.kind === 'server') return undefined
  const {origin} = fallback
  const redirect = fallback.kind === 'redirect' ? fallback.to : undefined
  const page = fallback.kind === 'page' ? {file: fallback.page, status: fallback.status} : undefined
  // HAProxy itself answers 503 when no node is up; any other status has to be asked for.
  const denies = page?.status.value === 503 ? undefined : page
  const namesPage = supports(release, 'pageOfDenial')
  return {
    origin,
    service: name,
    redirect,
    // A page for all answers with its status, which HAProxy gives for nodes that break theirs too.
    page: denies !== undefined && namesPage ? undefined : page,
    denies,
    namesPage,
    decides: redirect !== undefined || denies !== undefined,
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

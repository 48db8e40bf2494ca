import type {Origin, Service} from '../../../model/cluster.ts'
import {entriesOf} from '../../../model/listener.ts'
import type {Need} from './need.ts'

/** The first thing of a list that a need is about. */
const first = (origins: readonly (Origin | undefined)[]): Origin | undefined => origins.find(origin => origin !== undefined)

const ofDenials = ({routes, fallback}: Service, isMeant: (status: number) => boolean): Origin | undefined => {
  const statuses = routes.flatMap(({action}) => (action.kind === 'deny' ? [action.status] : []))
  const page = fallback?.kind === 'page' && fallback.status.value !== 503 ? [fallback.status] : []
  return [...statuses, ...page].find(({value}) => isMeant(value))?.origin
}

/** Statuses that HAProxy can deny with only from 2.2 on. */
const late = [404, 410]

/** What routes, access and fallback may need. */
export const needsOfRoutes: readonly Need<Service>[] = [
  {
    feature: 'ipv6Sources',
    what: 'to tell clients by their IPv6 address',
    asked: ({routes, access}) =>
      first(
        [...routes.map(({when}) => when?.source), access?.allow, access?.deny].map(field =>
          field?.value.some(({kind}) => kind === 'ipv6') === true ? field.origin : undefined,
        ),
      ),
  },
  {
    // On an IPv6 socket 1.4 does not know an IPv4 client again.
    feature: 'ipv6Sources',
    what: 'to tell clients by their addresses on an IPv6 listener',
    asked: service => {
      const {routes, access, redirects} = service
      const six = [...entriesOf(service), ...redirects].find(({address}) => address.value.kind === 'ipv6')
      return access !== undefined || routes.some(({when}) => when?.source !== undefined) ? six?.address.origin : undefined
    },
  },
  {
    feature: 'sni',
    what: 'to route by the name that clients ask for in TLS',
    asked: ({routes}) => first(routes.map(({when}) => when?.sni?.origin)),
  },
  {
    feature: 'repeatableRedirects',
    what: 'to redirect with 307 or 308',
    asked: ({routes}) =>
      first(routes.map(({action}) => (action.kind === 'redirect' && action.code.value > 303 ? action.code.origin : undefined))),
  },
  {
    feature: 'denyStatus',
    what: 'to deny with another status than 403',
    asked: service => (service.mode.value === 'http' ? ofDenials(service, status => status !== 403 && !late.includes(status)) : undefined),
  },
  {
    feature: 'denyStatusGone',
    what: 'to deny with 404 or 410',
    asked: service => (service.mode.value === 'http' ? ofDenials(service, status => late.includes(status)) : undefined),
  },
  {
    feature: 'nonStick',
    what: 'a fallback server beside a table of clients, which would keep them there',
    asked: ({fallback, persistence}) =>
      fallback?.kind === 'server' && persistence.type !== 'none' && persistence.type !== 'cookie' ? fallback.origin : undefined,
  },
]

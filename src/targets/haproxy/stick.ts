import type {Service} from '../../model/cluster.ts'
import {formatDuration} from '../../model/duration.ts'
import {hasTable} from '../../model/has-table.ts'
import {supports} from './since.ts'

/** How a backend remembers its clients: nothing where it does not, or not by a table. */
export function stickView(service: Service, release: string, peers: string | undefined) {
  if (!hasTable(service)) return undefined
  const {persistence} = service
  const listeners = [...service.listeners, ...service.routedListeners]
  const {type} = persistence
  // Before there are tables of what answers say, there is a list of sessions that needs none.
  const isList = type === 'application-cookie' && !supports(release, 'sessionTables')
  const name = persistence.name?.value
  return {
    origin: persistence.origin,
    origins: [persistence.timeout, persistence.size, persistence.mask, persistence.name].flatMap(part => part?.origin ?? []),
    list: isList,
    table: !isList,
    // Tables take IPv6 when a listener does; another proxy may well have met its clients over IPv6.
    four: type === 'source' && !listeners.some(({address}) => address.value.kind === 'ipv6'),
    six: type === 'forwarded-for' || (type === 'source' && listeners.some(({address}) => address.value.kind === 'ipv6')),
    text: (type === 'application-cookie' && !isList) || type === 'rdp-cookie' || type === 'header',
    binary: type === 'tls-session-id',
    peers,
    size: persistence.size.value,
    expire: formatDuration(persistence.timeout.value),
    source: type === 'source',
    mask: persistence.mask?.value,
    session: type === 'application-cookie' && !isList,
    name,
    // Servlets call the cookie JSESSIONID and the parameter jsessionid, unless both have another name.
    parameter: name === 'JSESSIONID' ? 'jsessionid' : name,
    cutsQuery: supports(release, 'fieldOfKey'),
    user: type === 'rdp-cookie',
    tls: type === 'tls-session-id',
    forwarded: type === 'forwarded-for',
    header: type === 'header',
  }
}

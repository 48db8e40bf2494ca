import type {Persistence, Service} from '../../model/cluster.ts'
import {formatDuration} from '../../model/duration.ts'
import {hasTable} from '../../model/has-table.ts'
import type {Memory} from './memory.ts'
import {supports} from './since.ts'

/** How a backend remembers its clients: nothing where it does not, or not by a table. */
export function stickView(service: Service, release: string, {peers, wide}: Memory) {
  if (!hasTable(service)) return undefined
  const {persistence} = service
  // Before there are tables of what answers say, there is a list of sessions that needs none.
  const isList = persistence.type === 'application-cookie' && !supports(release, 'sessionTables')
  const name = persistence.name?.value
  return {
    origin: persistence.origin,
    origins: [persistence.timeout, persistence.size, persistence.mask, persistence.name, persistence.with].flatMap(
      part => part?.origin ?? [],
    ),
    list: isList,
    table: !isList && persistence.with === undefined,
    shared: persistence.with?.value,
    ...keyView(persistence.type, isList, wide.has(service.name)),
    peers: peers?.name,
    size: persistence.size.value,
    expire: formatDuration(persistence.timeout.value),
    mask: persistence.mask?.value,
    name,
    // Servlets call the cookie JSESSIONID and the parameter jsessionid, unless both have another name.
    parameter: name === 'JSESSIONID' ? 'jsessionid' : name,
    cutsQuery: supports(release, 'fieldOfKey'),
  }
}

/** What a client is known by: as the table keeps it, and as the rules find it. */
function keyView(type: Persistence['type'], isList: boolean, isWide: boolean) {
  const session = type === 'application-cookie' && !isList
  return {
    four: type === 'source' && !isWide,
    // Another proxy may well have met its clients over IPv6.
    six: type === 'forwarded-for' || (type === 'source' && isWide),
    text: session || type === 'rdp-cookie' || type === 'header',
    binary: type === 'tls-session-id',
    source: type === 'source',
    session,
    user: type === 'rdp-cookie',
    tls: type === 'tls-session-id',
    forwarded: type === 'forwarded-for',
    header: type === 'header',
  }
}

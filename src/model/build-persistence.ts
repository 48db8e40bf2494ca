import type {Report} from '../findings/finding.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongPersistence} from '../spec/long.ts'
import type {Persistence, Service, Sourced} from './cluster.ts'
import {kinds} from './kinds.ts'
import {entriesOf} from './listener.ts'
import {duration, sourced} from './origin.ts'
import type {OriginOf} from './sourced.ts'
import type {Pool} from './build-servers.ts'
import {buildShared} from './build-shared.ts'
import {buildTable} from './build-table.ts'
import type {ResolvedService} from './resolve.ts'

export function buildPersistence(
  name: string,
  {engine, persistence}: ResolvedService,
  pool: Pool,
  originOf: OriginOf,
  report: Report,
): Persistence {
  const origin = originOf('persistence')
  switch (persistence.type) {
    case 'none':
      return {type: 'none', origin}
    case 'cookie':
      return buildCookie(persistence, originOf, report)
    default:
      if (persistence.with === undefined || engine !== 'haproxy') return buildTable(persistence, originOf, report)
      return buildShared(name, persistence, persistence.with, pool, originOf, report)
  }
}

type CookieFields = Extract<LongPersistence, {type: 'cookie'}>

function buildCookie(persistence: CookieFields, originOf: OriginOf, report: Report): Persistence {
  const at = <T>(key: string, value: T): Sourced<T> => sourced(value, originOf('persistence', key))
  const time = (key: string, text: string | undefined): Sourced<number> | undefined =>
    text === undefined ? undefined : duration(at(key, text), report)
  const {name, method, secure, httpOnly} = {...language.persistenceCookie, ...persistence}
  return {
    type: 'cookie',
    origin: originOf('persistence'),
    name: at('name', name),
    method: at('method', method),
    maxIdle: time('maxIdle', persistence.maxIdle),
    maxLife: time('maxLife', persistence.maxLife),
    secure: at('secure', secure),
    httpOnly: at('httpOnly', httpOnly),
  }
}

/** Reports LB120 for stickiness that the rest of the service makes blind. */
export function reportPersistence(service: Service, report: Report): void {
  const {name, persistence, clientAddress} = service
  reportNeedsPort(service, report)
  if (persistence.type !== 'forwarded-for' || clientAddress.value !== 'header') return
  report({
    ...kinds.contradiction,
    message: `Service \`${name}\` writes X-Forwarded-For itself, so that its last address is never the client's behind another proxy.`,
    hint: 'Write `clientAddress: hidden`, which lets the header of the proxy before it through, or `persistence: source` where there is none.',
    path: clientAddress.origin,
  })
}

/** What of a stream each type reads, and what to use where there is no such stream. */
const readings: Readonly<Partial<Record<Persistence['type'], {readonly what: string; readonly instead: string}>>> = {
  'rdp-cookie': {what: 'the beginning of remote desktop connections', instead: 'source'},
  'tls-session-id': {what: 'the TLS of its clients as it passes', instead: 'cookie'},
}

/** Reports LB122 for stickiness by a stream that does not come through, by a service's own listeners or by those whose routes lead to it. */
export function reportNeedsStream(service: Service, report: Report): void {
  const {name, mode, listeners, persistence} = service
  const {type, origin} = persistence
  const reading = readings[type]
  const isHttp = mode.value === 'http'
  if (reading === undefined || !(isHttp || entriesOf(service).some(({tls}) => tls !== undefined))) return
  const {what, instead} = reading
  const isOwn = listeners.some(({tls}) => tls !== undefined)
  const why = isHttp ? 'the service is in http mode' : `a listener ${isOwn ? '' : 'whose routes lead here '}ends TLS itself`
  const way = isHttp ? 'Write `mode: tcp`' : 'Leave `tls` out of the listeners, so that it reaches the nodes'
  report({
    ...kinds.needsStream,
    message: `Service \`${name}\` sticks by \`${type}\`, which reads ${what}, and ${why}.`,
    hint: `${way}, or use \`persistence: ${isHttp ? instead : 'source'}\`.`,
    path: origin,
  })
}

/** A remote desktop cookie names an address and a port: a node without a port of its own is never the one that it names. */
function reportNeedsPort({name, servers, discovery, persistence: {type, origin}}: Service, report: Report): void {
  const isNamed = discovery !== undefined && discovery.port === undefined
  if (type !== 'rdp-cookie' || !(isNamed || [...servers, ...(discovery ? [discovery] : [])].some(({port}) => port?.value === 'same')))
    return
  report({
    ...kinds.contradiction,
    message: `Service \`${name}\` sticks by \`rdp-cookie\`, which names a node with its port, and its nodes have the port that ${isNamed ? 'the DNS says' : 'each client used'}.`,
    hint: `${isNamed ? 'Write a `port` and nodes of `type: a`' : 'Write the port of the nodes in place of `port: same`'}, or use \`persistence: source\`.`,
    path: origin,
  })
}

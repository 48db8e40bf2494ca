import type {Access, Listener, Origin, Route, RouteHeader, RouteWhen, Service, Sourced} from '../../model/cluster.ts'
import {headersView} from './headers.ts'
import {toldView} from './encryption.ts'
import {supports} from './since.ts'

/** What a condition looks at. */
const subjects = ['host', 'path', 'pathPrefix', 'pathRegex', 'method', 'header', 'anyHeader', 'source', 'sni', 'helloSni'] as const
type Subject = (typeof subjects)[number]

/** One `acl` line; lines of one name are one condition, of which one has to hold. */
interface AclView {
  readonly origin: Origin
  readonly name: string
  /** Which words the line begins with. */
  readonly of: Readonly<Record<Subject, boolean>>
  readonly header: string | undefined
  readonly values: readonly string[]
}

/** How much a line holds: HAProxy reads 64 words of it, and up to 1.5 no more than 2046 characters. */
const MAX_VALUES = 40
const MAX_CHARACTERS = 1500

/** The lines of one condition. Its name holds a colon, as no name in raw lines of a user should. */
function aclLines(name: string, origin: Origin, subject: Subject, values: readonly string[], header?: string): readonly AclView[] {
  // The cast: fromEntries forgets the names.
  const of = Object.fromEntries(subjects.map(one => [one, one === subject])) as AclView['of']
  const lines: string[][] = [[]]
  let length = 0
  for (const value of values) {
    length += value.length + 1
    const last = lines.at(-1)
    if (last === undefined || last.length >= MAX_VALUES || (last.length > 0 && length > MAX_CHARACTERS)) {
      lines.push([value])
      length = value.length
    } else last.push(value)
  }
  return lines.map(line => ({origin, name, of, header, values: line}))
}

interface RouteView {
  readonly origin: Origin
  /** Where it leads; routes that lead to no service have a backend of their own, so that each keeps its place among all. */
  readonly backend: string
  readonly acls: readonly AclView[]
  readonly always: boolean
  /** The names of what must hold. */
  readonly conditions: readonly string[]
}

/** A service's routes, as its front end tries them. */
export function routesView(service: Service): readonly RouteView[] {
  const ends = {
    tls: service.listeners.some(({tls}) => tls !== undefined),
    passes: service.mode.value === 'tcp' && service.listeners.some(({tls}) => tls === undefined),
  }
  return service.routes.map((route, index) => {
    const acls = route.when === undefined ? [] : whenView(route.when, `route:${index + 1}`, ends)
    return {
      origin: route.origin,
      backend: route.action.kind === 'service' ? route.action.service.value : ownBackend(service, index),
      acls,
      always: route.when === undefined,
      conditions: [...new Set(acls.map(({name}) => name))],
    }
  })
}

const ownBackend = (service: Service, index: number): string => `${service.name}:route:${index + 1}`

/** Who hears the name that a client asks for in TLS: the load balancer where it ends TLS, or whoever reads the first message. */
interface TlsEnds {
  readonly tls: boolean
  readonly passes: boolean
}

function whenView(when: RouteWhen, name: string, {tls, passes}: TlsEnds): readonly AclView[] {
  const lines = (subject: Subject, field: Sourced<readonly string[]> | undefined, as = (text: string): string => text) =>
    field === undefined ? [] : aclLines(`${name}:${subject === 'helloSni' ? 'sni' : subject}`, field.origin, subject, field.value.map(as))
  return [
    ...lines('host', when.host, host => namePattern(host, '\\.?(:[0-9]+)?')),
    ...lines('path', when.path),
    ...lines('pathPrefix', when.pathPrefix),
    ...lines('pathRegex', when.pathRegex),
    ...lines('method', when.method),
    ...when.headers.flatMap((header, index) => headerView(header, `${name}:header:${index + 1}`)),
    ...lines('source', when.source && {...when.source, value: when.source.value.map(({text}) => text)}),
    ...(tls ? lines('sni', when.sni, sni => namePattern(sni, '')) : []),
    ...(passes ? lines('helloSni', when.sni, sni => namePattern(sni, '')) : []),
  ]
}

const headerView = ({origin, name: header, values}: RouteHeader, name: string): readonly AclView[] =>
  aclLines(name, origin, values.length === 0 ? 'anyHeader' : 'header', values, header)

/** A regular expression for a host name: every name below it for one that begins with `*.`. */
function namePattern(name: string, end: string): string {
  const escaped = name.replace(/^\*/, '').replaceAll('.', '\\.')
  return `^${name.startsWith('*') ? '.+' : ''}${escaped}${end}$`
}

/** Whether connections wait for the client's first TLS message, and whether some come without one, for TLS ends here. */
export function helloView({mode, listeners, routes}: Service): {readonly origin: Origin; readonly endsTls: boolean} | undefined {
  const sni = routes.find(({when}) => when?.sni)?.when?.sni
  if (sni === undefined || mode.value !== 'tcp' || listeners.every(({tls}) => tls !== undefined)) return undefined
  return {origin: sni.origin, endsTls: listeners.some(({tls}) => tls !== undefined)}
}

/** The backends of those routes that lead to no service. */
export const routeBackends = (service: Service, release: string) =>
  service.listeners.length === 0
    ? []
    : service.routes.flatMap((route, index) => routeBackend(route, ownBackend(service, index), service, release) ?? [])

function routeBackend({origin, action}: Route, name: string, {mode, responseHeaders}: Service, release: string) {
  if (action.kind === 'service') return undefined
  const denies = action.kind === 'deny'
  const isHttp = mode.value === 'http'
  return {
    origin,
    name,
    mode,
    responseHeaders: headersView(responseHeaders, release),
    rejects: denies && !isHttp ? action.status : undefined,
    denies: denies && isHttp ? action.status : undefined,
    // What HAProxy says by itself, in every release.
    status: denies && action.status.value !== 403 ? action.status.value : undefined,
    redirect: action.kind === 'redirect' ? {to: action.to, code: action.code} : undefined,
  }
}

/** Where clients are turned away: as early as their address is known. */
export function accessView(access: Access | undefined, listeners: readonly Listener[], release: string) {
  if (access === undefined) return undefined
  // Behind the PROXY protocol the address is known once its header has been read.
  const late = listeners.some(({acceptProxy}) => acceptProxy.value)
  // What a header says of it is known with the request.
  const request = toldView(listeners, release)?.isSource ?? false
  const connection = !late && !request && supports(release, 'connectionRules')
  const session = late && supports(release, 'sessionRules')
  return {...accessAcls(access), connection, session, content: !connection && !session && !request, request}
}

/** The same for clients who come through another service's routes. */
export function routedAccessView({access, routedListeners, mode}: Service) {
  if (access === undefined || routedListeners.length === 0) return undefined
  const request = mode.value === 'http'
  return {...accessAcls(access), connection: false, session: false, content: !request, request}
}

function accessAcls({allow, deny}: Access) {
  const lines = (name: string, networks: Access['allow']): readonly AclView[] =>
    networks === undefined
      ? []
      : aclLines(
          name,
          networks.origin,
          'source',
          networks.value.map(({text}) => text),
        )
  return {
    allow,
    deny,
    acls: [...lines('access:denied', deny), ...lines('access:allowed', allow)],
  }
}

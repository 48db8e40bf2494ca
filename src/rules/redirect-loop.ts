import type {Route, RouteWhen, Service, Sourced} from '../model/cluster.ts'
import {coversPort} from '../model/listener.ts'
import {isNameIn} from '../model/unreached-routes.ts'
import {beginningsOf} from './beginnings.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (when: string): string => `${web}services:
  web:
    mode: http
    listen: "192.168.1.10:80"
    routes: [{when: {${when}}, redirect: /shop/}]
`

export const redirectLoop: Rule = {
  code: 'LB225',
  name: 'redirect-loop',
  family: 'correct',
  severity: 'error',
  summary: 'A route sends clients to where the same route sends them again.',
  why: 'A browser follows some twenty redirects, and says then that the page redirects too often. Nobody sees the page.',
  see: 'https://www.rfc-editor.org/rfc/rfc9110.html#section-15.4',
  bad: spec('pathPrefix: /'),
  good: spec('path: /'),
  check({services}, find) {
    for (const service of services) {
      const taken = new Set<string>()
      for (const [index, route] of service.routes.entries()) {
        const to = loopOf(route, service)
        // What another route takes before does not come back to this one.
        if (to !== undefined && !placesAskedBy(to, route).some(place => taken.has(place)))
          find({
            message: `Route ${index + 1} of service \`${service.name}\` redirects to \`${to.value}\`, and redirects that again, without end.`,
            hint: 'Let it hold for fewer requests, such as `path: /` alone, or put a route for where it leads before it.',
            path: to.origin,
          })
        for (const place of placesTakenBy(route)) taken.add(place)
      }
    }
  },
}

/** Where a route leads, if it holds there too. */
function loopOf({when, action}: Route, service: Service): Sourced<string> | undefined {
  if (action.kind !== 'redirect') return undefined
  const target = targetOf(action.to.value)
  return staysHere(target, service) && holdsFor(target, when) ? action.to : undefined
}

interface Target {
  /** Undefined: where the client is already. */
  readonly at: {readonly host: string; readonly port: number; readonly encrypted: boolean} | undefined
  readonly path: string
}

function targetOf(to: string): Target {
  const {
    scheme,
    host,
    port,
    path = '',
  } = /^(?:(?<scheme>https?):\/\/(?<host>\[[^\]]*\]|[^/?#:]*)(?::(?<port>\d+))?)?(?<path>[^?#]*)/.exec(to)?.groups ?? {}
  const encrypted = scheme === 'https'
  const at = host === undefined ? undefined : {host, encrypted, port: port === undefined ? (encrypted ? 443 : 80) : Number(port)}
  return {at, path: path === '' ? '/' : path}
}

/** Whether the service is who answers there, if the name is one of its own. */
const staysHere = ({at}: Target, {listeners}: Service): boolean =>
  at === undefined || listeners.some(listener => (listener.tls !== undefined) === at.encrypted && coversPort(listener, at.port))

/** Whether a condition holds for sure where the client is sent. Who it is and what else it says stays as it was. */
function holdsFor({at, path}: Target, when: RouteWhen | undefined): boolean {
  if (when === undefined) return at === undefined
  const staysGet = when.method === undefined || when.method.value.includes('GET')
  const isNamed = at === undefined || (when.host?.value.some(name => isNameIn(at.host, name)) ?? false)
  return staysGet && isNamed && when.pathRegex === undefined && fits(path, when)
}

/** Whether a path is among those of a condition that are written out. */
const fits = (path: string, when: RouteWhen): boolean =>
  (when.path === undefined || when.path.value.includes(path)) &&
  (when.pathPrefix === undefined || when.pathPrefix.value.some(prefix => path.startsWith(prefix)))

/** Stands for every host of a place, and for that of a route that names none, or one with a star. */
const ALL = 'all'
const OPEN = 'open'

/** What a route may take: hosts, each with paths (`=`) and beginnings of paths (`^`). */
function placesTakenBy({when}: Route): readonly string[] {
  const paths = when?.path?.value.map(path => `=${path}`) ?? when?.pathPrefix?.value.map(prefix => `^${prefix}`) ?? ['^']
  const hosts = when?.host?.value.map(host => (host.startsWith('*.') ? OPEN : host.toLowerCase())) ?? [OPEN]
  return [...hosts, ALL].flatMap(host => paths.map(path => `${host} ${path}`))
}

/** By what places an earlier route would take whoever is sent by this one. */
function placesAskedBy({value}: Sourced<string>, {when}: Route): readonly string[] {
  const {at, path} = targetOf(value)
  const named = at === undefined ? when?.host?.value : [at.host]
  const hosts = named === undefined ? [ALL] : [...named.map(host => (host.startsWith('*.') ? ALL : host.toLowerCase())), OPEN]
  const paths = [`=${path}`, ...beginningsOf(path).map(prefix => `^${prefix}`)]
  return hosts.flatMap(host => paths.map(one => `${host} ${one}`))
}

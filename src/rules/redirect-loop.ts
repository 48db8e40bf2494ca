import type {Route, RouteWhen, Service} from '../model/cluster.ts'
import {coversPort} from '../model/listener.ts'
import {isNameIn} from '../model/unreached-routes.ts'
import type {Rule} from './rule.ts'

const spec = (when: string): string => `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
services:
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
      for (const [index, {when, action}] of service.routes.entries()) {
        if (action.kind !== 'redirect') continue
        const target = targetOf(action.to.value)
        if (!staysHere(target, service) || !holdsFor(target, when)) continue
        // What another route takes before does not come back to this one.
        if (service.routes.slice(0, index).some(earlier => mayHold(target, earlier))) continue
        find({
          message: `Route ${index + 1} of service \`${service.name}\` redirects to \`${action.to.value}\`, and redirects that again, without end.`,
          hint: 'Let it hold for fewer requests, such as `path: /` alone, or put a route for where it leads before it.',
          path: action.to.origin,
        })
      }
    }
  },
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
  return staysGet && when.pathRegex === undefined && (at === undefined || isNamed(at.host, when, 'unless not named')) && fits(path, when)
}

/** Whether a route could take whoever is sent there. */
const mayHold = ({at, path}: Target, {when}: Route): boolean =>
  when === undefined || ((at === undefined || isNamed(at.host, when, 'also not named')) && fits(path, when))

/** Whether a host is among those of a condition, which may name none. */
const isNamed = (host: string, when: RouteWhen, without: 'also not named' | 'unless not named'): boolean =>
  when.host === undefined ? without === 'also not named' : when.host.value.some(name => isNameIn(host, name))

/** Whether a path is among those of a condition that are written out. */
const fits = (path: string, when: RouteWhen): boolean =>
  (when.path === undefined || when.path.value.includes(path)) &&
  (when.pathPrefix === undefined || when.pathPrefix.value.some(prefix => path.startsWith(prefix)))

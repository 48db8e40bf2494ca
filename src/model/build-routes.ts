import type {Report} from '../findings/finding.ts'
import {shorten} from '../findings/shorten.ts'
import type {LongRoute, LongRouteHeader, LongWhen} from '../spec/long.ts'
import {pointer} from '../spec/pointer.ts'
import type {Origin, OriginOf, Sourced} from './sourced.ts'
import {kinds} from './kinds.ts'
import {type Network, isWithin, network} from './network.ts'
import {sourced} from './origin.ts'
import type {ResolvedService} from './resolve.ts'
import {reportUnreachedRoutes} from './unreached-routes.ts'
import type {Access, Route, RouteAction, RouteHeader, RouteWhen} from './routes.ts'

/** A service's routes, in their order. Reports LB106, LB111, LB120 and LB125; whom they lead to is looked at when all services are there. */
export function buildRoutes(name: string, service: ResolvedService, originOf: OriginOf, report: Report): readonly Route[] {
  const path = originOf('routes')
  const routes = (service.routes ?? []).flatMap((route, index) => {
    const origin = pointer(path, index)
    const action = buildAction(route, origin, report)
    if (action === undefined) return []
    const when = route.when && buildWhen(route.when, pointer(origin, 'when'), report)
    return [{origin, when, action}]
  })
  if (service.mode === 'tcp') for (const route of routes) reportHttpRoute(name, route, report)
  else reportUnheardSni(name, service, routes, report)
  reportUnreachedRoutes(name, routes, report)
  return routes
}

/** Reports LB120 unless there is exactly one thing to do. */
function buildAction({service, redirect, deny}: LongRoute, origin: Origin, report: Report): RouteAction | undefined {
  const at = <T>(key: string, value: T): Sourced<T> => sourced(value, pointer(origin, key))
  const actions: readonly (RouteAction | undefined)[] = [
    service === undefined ? undefined : {kind: 'service', service: at('service', service)},
    redirect && {
      kind: 'redirect',
      to: sourced(redirect.to, pointer(origin, 'redirect', 'to')),
      code: sourced(redirect.code ?? 301, pointer(origin, 'redirect', 'code')),
    },
    deny === undefined ? undefined : {kind: 'deny', status: at('deny', deny)},
  ]
  const [action, ...more] = actions.filter(one => one !== undefined)
  if (action !== undefined && more.length === 0) return action
  report({
    ...kinds.contradiction,
    message: action === undefined ? 'This route leads nowhere.' : 'This route says more than one thing to do.',
    hint: 'Write exactly one of `service`, `redirect` and `deny` beside `when`.',
    path: origin,
  })
  return undefined
}

function buildWhen(when: LongWhen, origin: Origin, report: Report): RouteWhen {
  const values = (key: Exclude<keyof LongWhen, 'header' | 'source'>): Sourced<readonly string[]> | undefined => {
    const list = when[key]
    return list && sourced(list, pointer(origin, key))
  }
  for (const key of ['path', 'pathPrefix'] as const) reportStars(key, values(key), report)
  for (const [index, regex] of (when.pathRegex ?? []).entries()) reportRegex(regex, pointer(origin, 'pathRegex', index), report)
  const headers = pointer(origin, 'header')
  return {
    origin,
    host: values('host'),
    path: values('path'),
    pathPrefix: values('pathPrefix'),
    pathRegex: values('pathRegex'),
    method: values('method'),
    headers: (when.header ?? []).map((header, index) => buildHeader(header, pointer(headers, index))),
    source: when.source && networks(when.source, pointer(origin, 'source'), report),
    sni: values('sni'),
  }
}

/** Reports LB131 for a star that would be compared with the path of the request. */
function reportStars(key: 'path' | 'pathPrefix', paths: Sourced<readonly string[]> | undefined, report: Report): void {
  for (const [index, path] of (paths?.value ?? []).entries()) {
    if (!path.endsWith('*')) continue
    report({
      ...kinds.literalStar,
      message: `\`${shorten(path)}\` holds for a path with this very star: \`${key}\` takes it for a sign like others.`,
      hint: `Write \`pathPrefix: ${path.replace(/\*+$/, '')}\` for all that begins so.`,
      path: pointer(paths?.origin ?? '', index),
    })
  }
}

/** What only Perl's own expressions have, of which JavaScript knows nothing. */
const perl = /\(\?(?![:=!<])|[+*?}]\+|\[\[:/

/** Reports LB126 for what no engine reads as a regular expression. */
function reportRegex(regex: string, path: Origin, report: Report): void {
  if (perl.test(regex)) return
  try {
    RegExp(regex)
  } catch (error) {
    const reason = /: ([^:]+)$/.exec(String(error))?.[1] ?? 'it cannot be read'
    report({
      ...kinds.wrongRegex,
      message: `\`${shorten(regex)}\` is not a regular expression: ${reason.toLowerCase()}.`,
      hint: 'Put a backslash before a sign that stands for itself, as in `\\(`.',
      path,
    })
  }
}

const buildHeader = ({name, value = []}: LongRouteHeader, origin: Origin): RouteHeader => ({origin, name, values: value})

const networks = (list: readonly string[], origin: Origin, report: Report): RouteWhen['source'] =>
  sourced(
    list.flatMap((text, index) => network(text, pointer(origin, index), report)),
    origin,
  )

/** Reports LB111 for what a tcp service cannot see. */
function reportHttpRoute(name: string, {when, action}: Route, report: Report): void {
  const {host, path, pathPrefix, pathRegex, method, headers = []} = when ?? {}
  const wants = [host, path, pathPrefix, pathRegex, method, ...headers, action.kind === 'redirect' ? action.to : undefined]
  for (const {origin} of wants.filter(one => one !== undefined)) {
    report({
      ...kinds.needsHttp,
      message: `Service \`${name}\` is in tcp mode, where a route goes by \`source\` and \`sni\` and leads to a service or a \`deny\`.`,
      hint: 'Add `mode: http` to the service, or leave this out.',
      path: origin,
    })
  }
}

/** Reports LB120 for a name that only TLS tells, where no listener ends TLS. */
function reportUnheardSni(name: string, {listen = []}: ResolvedService, routes: readonly Route[], report: Report): void {
  if (listen.some(({tls, redirect}) => tls !== undefined && redirect === undefined)) return
  for (const {when} of routes) {
    if (when?.sni)
      report({
        ...kinds.contradiction,
        message: `No listener of service \`${name}\` speaks TLS, so that \`sni\` never holds.`,
        hint: 'Use `host`, or give a listener `tls`.',
        path: when.sni.origin,
      })
  }
}

/** Who is let in. Reports LB106, and LB120 for those who are turned away as well. */
export function buildAccess({access}: ResolvedService, originOf: OriginOf, report: Report): Access | undefined {
  const list = (key: 'allow' | 'deny'): Access['allow'] => {
    const texts = access?.[key] ?? []
    return texts.length === 0 ? undefined : networks(texts, originOf('access', key), report)
  }
  const [allow, deny] = [list('allow'), list('deny')]
  if (allow && deny) reportDeniedAnyway(allow, deny, report)
  return (allow ?? deny) && {origin: originOf('access'), allow, deny}
}

/** Reports LB120. Also where one list is the service's own and the other is from `defaults`: nobody of that network gets in. */
function reportDeniedAnyway(allow: Sourced<readonly Network[]>, deny: Sourced<readonly Network[]>, report: Report): void {
  for (const inner of allow.value) {
    const outer = deny.value.find(one => isWithin(inner, one))
    if (outer === undefined) continue
    report({
      ...kinds.contradiction,
      message: `\`${inner.text}\` is let in here and turned away by \`${outer.text}\` under \`deny\`, which counts first.`,
      hint: 'Leave it out of one of the two lists.',
      path: inner.origin,
    })
  }
}

import type {
  Check,
  Cluster,
  HaproxySettings,
  Listener,
  LoadBalancer,
  Origin,
  ProtocolCheck,
  RedirectListener,
  Service,
  Sourced,
} from '../../model/cluster.ts'
import {formatHost, parseHost} from '../../model/endpoint.ts'
import {sourceView} from './address.ts'
import {bindView, profileFlags} from './bind.ts'
import {externalChecksView, protocolCheckView} from './check.ts'
import {everyRequest, forwardedView, headersView, hstsView, requestHeadersView} from './headers.ts'
import {quoteLogFormat} from './quote.ts'
import {balanceView, cookieView, httpCheckView, serverView, tcpCheckView} from './server.ts'
import {stickView} from './stick.ts'
import {supports} from './since.ts'
import {allTimeouts, clientSide, nodeSide, timeoutsView} from './timeouts.ts'

/** What `head.hbs` shows: `global`, `defaults` and the statistics page. */
export function headView(cluster: Cluster, host: LoadBalancer, processes: HeadSettings, secrets: ReadonlyMap<Origin, string>) {
  const {haproxy} = cluster
  const services = cluster.services.filter(({engine}) => engine.value === 'haproxy')
  const listeners = services.flatMap(service => [...service.listeners, ...service.redirects])
  const hasTls = [...listeners, ...(haproxy.stats === undefined ? [] : [haproxy.stats.listener])].some(({tls}) => tls !== undefined)
  const {defaults} = haproxy
  return {
    host: host.name,
    cluster: cluster.name,
    specFile: cluster.specFile,
    origin: haproxy.origin,
    defaultsOrigin: '/defaults',
    log: haproxy.log && logView(haproxy.log),
    user: haproxy.user,
    group: haproxy.group,
    chroot: haproxy.chroot,
    daemon: haproxy.daemon.value ? haproxy.daemon : undefined,
    pidFile: haproxy.pidFile,
    ...processes,
    maxConnections: haproxy.maxConnections,
    socket: haproxy.socket,
    tls: hasTls ? {origin: haproxy.tlsProfile.origin, ...profileFlags(haproxy.tlsProfile.value)} : undefined,
    reencrypts: services.some(({reencrypt}) => reencrypt !== undefined) && supports(haproxy.version.value, 'oldestNodeTls'),
    externalChecks: externalChecksView(services, haproxy),
    rawGlobal: haproxy.raw.global,
    timeouts: timeoutsView(defaults.timeouts, {}, allTimeouts),
    dontLogNull: defaults.options.dontLogNull,
    redispatch: defaults.options.redispatch,
    retries: defaults.options.retries,
    rawDefaults: haproxy.raw.defaults,
    stats: haproxy.stats && statsView(haproxy.stats, secrets),
  }
}

/** HAProxy wants brackets round an IPv6 address, and a raw format on its own output. */
function logView({target, level, ...log}: NonNullable<HaproxySettings['log']>) {
  const host = parseHost(target.value)
  return {
    ...log,
    target: {value: host?.kind === 'ipv6' ? formatHost(host) : target.value, origin: target.origin},
    level: level?.value,
    raw: /^(stdout|stderr)$/.test(target.value),
  }
}

/** How the work is spread, in the words of the target release. */
export interface HeadSettings {
  readonly processes: Sourced<number> | undefined
  readonly threads: Sourced<number> | undefined
}

function statsView(stats: NonNullable<HaproxySettings['stats']>, secrets: ReadonlyMap<Origin, string>) {
  const {user, password} = stats
  const secret = password && secrets.get(password.origin)
  if (password !== undefined && secret === undefined) throw new Error('A page must not lose its password.')
  return {
    origin: stats.origin,
    bind: bindView(stats.listener, false),
    path: stats.path,
    auth:
      user === undefined || password === undefined || secret === undefined
        ? undefined
        : {value: `${user.value}:${secret}`, origin: user.origin, passwordOrigin: password.origin},
    admin: stats.admin,
    prometheus: stats.prometheus,
  }
}

/** What `service.hbs` shows: a service's front ends and its backend. */
export function serviceView(service: Service, haproxy: HaproxySettings) {
  const serves = service.listeners.length > 0
  return {
    origin: service.origin,
    name: service.name,
    mode: service.mode,
    logOrigin: haproxy.log?.origin,
    frontend: serves ? frontendView(service, haproxy) : undefined,
    redirects: service.redirects.map((redirect, index) => redirectView(redirect, service, index, haproxy)),
    backend: serves ? backendView(service, haproxy) : undefined,
  }
}

/** A setting, when it differs from what `defaults` says and has the value that the line stands for. */
const changed = <T>(setting: Sourced<T>, inherited: Sourced<T>, value: T): Sourced<T> | undefined =>
  setting.value === value && inherited.value !== value ? setting : undefined

const when = (setting: Sourced<boolean>): Sourced<boolean> | undefined => (setting.value ? setting : undefined)

function frontendView(service: Service, {defaults, log, version}: HaproxySettings) {
  const {name, mode, listeners, limits, timeouts, options, responseHeaders, hsts, raw} = service
  const isHttp = mode.value === 'http'
  return {
    name: `${name}:front`,
    binds: listeners.map(listener => bindView(listener, isHttp)),
    maxConnections: limits.maxConnections,
    timeouts: timeoutsView(timeouts, defaults.timeouts, clientSide),
    httpLog: log !== undefined && isHttp,
    tcpLog: log !== undefined && !isHttp,
    logsNull: changed(options.dontLogNull, defaults.options.dontLogNull, false),
    leavesNullOut: changed(options.dontLogNull, defaults.options.dontLogNull, true),
    tcpKeepAlive: when(options.tcpKeepAlive),
    everyRequest: everyRequest(service, version.value),
    forwarded: forwardedView(service, version.value),
    requestHeaders: requestHeadersView(service, version.value),
    responseHeaders: headersView(responseHeaders, version.value),
    hsts: hsts && hstsView(hsts, version.value),
    raw: raw.frontend,
  }
}

function redirectView({redirect, ...listener}: RedirectListener, service: Service, index: number, {log, version}: HaproxySettings) {
  const hsts = service.hsts && listener.tls ? hstsView(service.hsts, version.value) : undefined
  const bind: Listener = listener
  return {
    origin: listener.origin,
    name: `${service.name}:redirect${index === 0 ? '' : `:${index + 1}`}`,
    bind: bindView(bind, true),
    logs: log !== undefined,
    logOrigin: log?.origin,
    redirectOrigin: redirect.origin,
    toTls: redirect.kind === 'https',
    tlsPort: redirect.kind === 'https' && redirect.port !== 443 ? redirect.port : undefined,
    toUrl: redirect.kind === 'url' ? quoteLogFormat(redirect.to.value) : undefined,
    code: redirect.code.value,
    // Only rules that see HAProxy's own responses see a redirect.
    hsts: hsts?.after ? hsts : undefined,
  }
}

function backendView(service: Service, {defaults, version}: HaproxySettings) {
  const {options, check, persistence, timeouts} = service
  const own = check.type === 'none' || check.timeout === undefined ? timeouts : {...timeouts, check: check.timeout}
  const server = serverView(service, version.value)
  return {
    balance: balanceView(service.balance),
    timeouts: timeoutsView(own, defaults.timeouts, nodeSide),
    noRedispatch: changed(options.redispatch, defaults.options.redispatch, false),
    redispatch: changed(options.redispatch, defaults.options.redispatch, true),
    retries: options.retries.value === defaults.options.retries.value ? undefined : options.retries,
    tcpKeepAlive: when(options.tcpKeepAlive),
    abortOnClose: when(options.abortOnClose),
    logHealthChecks: when(options.logHealthChecks),
    source: sourceView(service, version.value),
    stick: stickView(service, version.value),
    cookie: persistence.type === 'cookie' ? cookieView(persistence, version.value) : undefined,
    stats: when(service.stats),
    httpCheck: check.type === 'http' ? httpCheckView(check, version.value) : undefined,
    tcpCheck: check.type === 'tcp' && (check.send ?? check.expect) !== undefined ? tcpCheckView(check, version.value) : undefined,
    protocolCheck: isProtocolCheck(check) ? protocolCheckView(check, version.value) : undefined,
    raw: service.raw.backend,
    servers: service.servers.map(server),
  }
}

const isProtocolCheck = (check: Check): check is ProtocolCheck => !['none', 'tcp', 'http'].includes(check.type)

export function tailView({raw}: HaproxySettings) {
  const {sections} = raw
  // The template ends the text with a line break of its own.
  return {
    rawSections: sections?.value
      .replace(/\n$/, '')
      .split('\n')
      .map(value => ({value, origin: sections.origin})),
  }
}

import type {Check, HaproxySettings, Listener, ProtocolCheck, Redirect, RedirectListener, Service, Sourced} from '../../model/cluster.ts'
import {sourceView} from './address.ts'
import {bindView} from './bind.ts'
import {protocolCheckView} from './check.ts'
import {discoveryView} from './discovery.ts'
import {toldView} from './encryption.ts'
import {fallbackServerView, fallbackView} from './fallback.ts'
import {compressionView, everyRequest, hstsView, isRouted, ownAnswersView, redirectAnswersView, serviceHeaders} from './headers.ts'
import type {Memory} from './memory.ts'
import {frontName} from './names.ts'
import {quoteLogFormat} from './quote.ts'
import {accessView, helloView, routeBackends, routedAccessView, routesView} from './routes.ts'
import {loneRateTableView, rateTableView, rateView, redirectRateView, routedRateView} from './rate.ts'
import {balanceView, cookieView, httpCheckView, serverView, tcpCheckView} from './server.ts'
import {supports} from './since.ts'
import {stickView} from './stick.ts'
import {clientSide, nodeSide, timeoutsView} from './timeouts.ts'

/** What `service.hbs` shows: a service's front ends and its backend. */
export function serviceView(service: Service, haproxy: HaproxySettings, memory: Memory) {
  const listens = service.listeners.length > 0
  const serves = listens || service.routedListeners.length > 0 || service.redirects.length === 0
  return {
    origin: service.origin,
    name: service.name,
    mode: service.mode,
    logOrigin: haproxy.log?.origin,
    frontend: listens ? frontendView(service, haproxy) : undefined,
    redirects: service.redirects.map((redirect, index) => redirectView(redirect, service, index, haproxy)),
    routeBackends: routeBackends(service, haproxy.version.value),
    rateTable: loneRateTableView(service),
    backend: serves ? backendView(service, haproxy, memory) : undefined,
  }
}

/** A setting, when it differs from what `defaults` says and has the value that the line stands for. */
const changed = <T>(setting: Sourced<T>, inherited: Sourced<T>, value: T): Sourced<T> | undefined =>
  setting.value === value && inherited.value !== value ? setting : undefined

const when = (setting: Sourced<boolean>): Sourced<boolean> | undefined => (setting.value ? setting : undefined)

function frontendView(service: Service, settings: HaproxySettings) {
  const {mode, listeners, limits, timeouts, options, hsts, compression, raw} = service
  const {defaults, version} = settings
  const isHttp = mode.value === 'http'
  return {
    name: frontName(service),
    binds: listeners.map(listener => bindView(listener, isHttp, settings)),
    maxConnections: limits.maxConnections,
    timeouts: timeoutsView(timeouts, defaults.timeouts, clientSide),
    ...logsView(service, settings),
    tcpKeepAlive: when(options.tcpKeepAlive),
    everyRequest: everyRequest(service, version.value),
    source: toldSource(listeners, version.value),
    access: accessView(service.access, listeners, version.value),
    hello: helloView(service),
    headers: isRouted(service) ? undefined : serviceHeaders(service, version.value),
    ownAnswers: ownAnswersView(service, version.value),
    hsts: hsts && hstsView(hsts, listeners, version.value),
    compression: compression && compressionView(compression),
    rateTable: rateTableView(service),
    rate: rateView(service, version.value),
    raw: raw.frontend,
    routes: routesView(service),
  }
}

/** What a front end logs, and of what. */
const logsView = ({mode, options}: Service, {log, defaults}: HaproxySettings) => ({
  httpLog: log !== undefined && mode.value === 'http',
  tcpLog: log !== undefined && mode.value !== 'http',
  logsNull: changed(options.dontLogNull, defaults.options.dontLogNull, false),
  leavesNullOut: changed(options.dontLogNull, defaults.options.dontLogNull, true),
})

/** Where the client is who a header says. */
function toldSource(listeners: readonly Listener[], release: string) {
  const told = toldView(listeners, release)
  return told?.isSource ? {links: told.links, origins: told.links.map(({origin}) => origin)} : undefined
}

function redirectView({redirect, ...listener}: RedirectListener, service: Service, index: number, settings: HaproxySettings) {
  const bind: Listener = listener
  const {log, version} = settings
  const hsts = service.hsts && listener.tls ? hstsView(service.hsts, [bind], version.value) : undefined
  return {
    origin: listener.origin,
    name: `${service.name}:redirect${index === 0 ? '' : `:${index + 1}`}`,
    bind: bindView(bind, true, settings),
    logs: log !== undefined,
    logOrigin: log?.origin,
    source: toldSource([bind], version.value),
    access: accessView(service.access, [bind], version.value),
    rate: redirectRateView(service, bind, version.value),
    responseHeaders: redirectAnswersView(service, version.value),
    redirectOrigin: redirect.origin,
    toTls: redirect.kind === 'https',
    pathWithQuery: supports(version.value, 'pathWithQuery'),
    tlsPort: redirect.kind === 'https' && redirect.port !== 443 ? redirect.port : undefined,
    ...urlView(redirect, version.value),
    code: redirect.code.value,
    // Only rules that see HAProxy's own responses see a redirect.
    hsts: hsts?.after ? hsts : undefined,
  }
}

/** Where a redirect leads: a log format wherever there are rules for requests. */
function urlView(redirect: Redirect, release: string) {
  const url = redirect.kind === 'url' ? redirect.to.value : undefined
  return supports(release, 'headerRules') ? {toUrl: url && quoteLogFormat(url), toPlainUrl: undefined} : {toUrl: undefined, toPlainUrl: url}
}

function backendView(service: Service, {defaults, version}: HaproxySettings, memory: Memory) {
  const {check, persistence, timeouts} = service
  const own = check.type === 'none' || check.timeout === undefined ? timeouts : {...timeouts, check: check.timeout}
  const server = serverView(service, version.value, memory.numbers)
  return {
    balance: balanceView(service.balance),
    timeouts: timeoutsView(own, defaults.timeouts, nodeSide),
    ...optionsView(service.options, defaults.options),
    source: sourceView(service, version.value),
    cookie: persistence.type === 'cookie' ? cookieView(persistence, version.value) : undefined,
    stick: stickView(service, version.value, memory),
    access: routedAccessView(service),
    rate: routedRateView(service, version.value),
    headers: isRouted(service) ? serviceHeaders(service, version.value) : undefined,
    fallback: fallbackView(service, version.value),
    stats: when(service.stats),
    ...checksView(check, version.value),
    raw: service.raw.backend,
    servers: service.servers.map(server),
    fallbackServer: fallbackServerView(service, version.value),
    discovered: discoveryView(service, version.value),
  }
}

/** What a backend does otherwise than `defaults` says. */
const optionsView = (own: Service['options'], inherited: HaproxySettings['defaults']['options']) => ({
  noRedispatch: changed(own.redispatch, inherited.redispatch, false),
  redispatch: changed(own.redispatch, inherited.redispatch, true),
  retries: own.retries.value === inherited.retries.value ? undefined : own.retries,
  tcpKeepAlive: when(own.tcpKeepAlive),
  abortOnClose: when(own.abortOnClose),
  logHealthChecks: when(own.logHealthChecks),
})

/** What a backend says of its check; nothing where server lines say all. */
const checksView = (check: Check, release: string) => ({
  httpCheck: check.type === 'http' ? httpCheckView(check, release) : undefined,
  tcpCheck: check.type === 'tcp' && (check.send ?? check.expect) !== undefined ? tcpCheckView(check, release) : undefined,
  protocolCheck: isProtocolCheck(check) ? protocolCheckView(check, release) : undefined,
})

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

import type {Finding, Report} from '../findings/finding.ts'
import {pointer} from '../spec/pointer.ts'
import {buildBalance} from './build-balance.ts'
import {buildCheck} from './build-check.ts'
import {checkOrigins} from './check-origins.ts'
import {buildCompression, buildHeaders, buildHsts, buildRateLimit, reportForwarding, reportSource} from './build-http.ts'
import {buildFallback} from './build-fallback.ts'
import {buildDiscovery, isDiscovered} from './build-discovery.ts'
import {buildPackets} from './build-packets.ts'
import {buildPersistence, reportPersistence} from './build-persistence.ts'
import {buildListeners, certificateFile} from './build-listeners.ts'
import {buildAccess, buildRoutes} from './build-routes.ts'
import {type Pool, buildServers} from './build-servers.ts'
import {reportDefeated} from './defeated.ts'
import type {Limits, Listener, Origin, Reencrypt, Service, ServiceOptions, Sourced} from './cluster.ts'
import {kinds} from './kinds.ts'
import {duration, field, originsIn, ownAddress, sourced} from './origin.ts'
import type {OriginOf} from './sourced.ts'
import {reportNeedsHttp} from './needs-http.ts'
import {reportWithoutListener} from './without-listener.ts'
import type {ResolvedService} from './resolve.ts'
import {type TimeoutName, timeoutNames} from './values.ts'
import {defaults as language} from '../spec/defaults.gen.ts'

/** What is asked of each service once it is built, in the order in which people read the answers. */
const judges: readonly ((service: Service, report: Report) => void)[] = [
  reportNeedsHttp,
  reportPersistence,
  reportForwarding,
  reportDefeated,
  reportWithoutListener,
  reportSource,
]

export function buildService(name: string, service: ResolvedService, pool: Pool, report: Report): Service {
  const path = pointer('/services', name)
  const own = pool.written.services?.[name]
  const originOf = originsIn(pool.written, name)
  const {certificates} = pool.resolved
  const written = {path, own, defaults: pool.written.defaults}
  const {listeners, redirects} = buildListeners(service.listen ?? [], pointer(path, 'listen'), name, certificates, report)
  const limits = buildLimits(service, originOf)
  const port = servicePort(name, service, listeners, path, originOf, report)
  const built: Service = {
    origin: path,
    name,
    engine: sourced(service.engine, originOf('engine')),
    mode: sourced(service.mode, originOf('mode')),
    packets: buildPackets(name, service, originOf, report),
    listeners,
    redirects,
    routedListeners: [],
    routes: buildRoutes(name, service, originOf, report),
    servers: buildServers(service, name, {port, limit: limits.maxConnectionsPerNode}, pool, report),
    discovery: buildDiscovery(service, name, port, pool.resolved, report),
    balance: buildBalance(name, service, originOf, report),
    persistence: buildPersistence(name, service, pool, originOf, report),
    check: buildCheck(service, checkOrigins(service.check, pool.written, name), report),
    timeouts: buildTimeouts(service.timeouts, originOf, report),
    clientAddress: sourced(service.clientAddress, originOf('clientAddress')),
    sourceAddress: service.sourceAddress === undefined ? undefined : ownAddress(service.sourceAddress, originOf('sourceAddress'), report),
    reencrypt: buildReencrypt(service, pool, originOf, report),
    requestHeaders: buildHeaders('requestHeaders', service, written, originOf, report),
    responseHeaders: buildHeaders('responseHeaders', service, written, originOf, report),
    hsts: buildHsts(service, originOf, report),
    access: buildAccess(service, originOf, report),
    fallback: buildFallback(service, Object.keys(pool.resolved.resolvers)[0], originOf, report),
    compression: buildCompression(service, originOf),
    rateLimit: buildRateLimit(service, originOf, report),
    stats: sourced(service.stats, originOf('stats')),
    limits,
    options: buildOptions(service.options ?? {}, originOf),
    raw: {
      frontend: rawLines(service.raw?.frontend, originOf('raw', 'frontend')),
      backend: rawLines(service.raw?.backend, originOf('raw', 'backend')),
    },
  }
  for (const judge of judges) judge(built, report)
  reportSharedSource(built, Object.keys(pool.resolved.loadBalancers).length, report)
  return built
}

type Said = Required<Pick<Finding, 'message' | 'hint'>>

/** The port on the nodes: as written, else the one port of the listeners that serve. Reports LB107. */
function servicePort(
  name: string,
  service: ResolvedService,
  listeners: readonly Listener[],
  path: Origin,
  originOf: OriginOf,
  report: Report,
): Sourced<number | 'same'> {
  if (service.port !== undefined) return sourced(service.port, originOf('port'))
  const ranges = listeners.flatMap(({ports}) => ports.value)
  const ports = new Set(ranges.map(({first}) => first))
  const [only] = ranges
  if (only === undefined && service.listen !== undefined) return sourced('same', path)
  if (only !== undefined && ports.size === 1 && ranges.every(({first, last}) => first === last)) {
    return sourced(only.first, listeners[0]?.ports.origin ?? path)
  }
  const isInTheDns = isDiscovered(service.nodes) && service.nodes.type === 'srv'
  if (!isInTheDns) report({...kinds.missingPort, ...(only === undefined ? withoutListen(name) : onSeveralPorts(name)), path, part: 'key'})
  return sourced('same', path)
}

const withoutListen = (name: string): Said => ({
  message: `Service \`${name}\` has no \`listen\`, so that the port on its nodes is not clear.`,
  hint: 'Add `listen`; or `port`, if routes of other services lead here.',
})

const onSeveralPorts = (name: string): Said => ({
  message: `Service \`${name}\` listens on several ports, so that the port on its nodes is not clear.`,
  hint: 'Add `port: same` if each goes to the same port of a node, or the number of the one port they share there.',
})

export function buildTimeouts(timeouts: Partial<Record<TimeoutName, string>>, originOf: OriginOf, report: Report): Service['timeouts'] {
  const built: Partial<Record<TimeoutName, Sourced<number> | undefined>> = {}
  for (const name of timeoutNames) {
    const text = timeouts[name]
    built[name] = text === undefined ? undefined : duration(sourced(text, originOf('timeouts', name)), report)
  }
  // The cast: the loop has filled in every name.
  return built as Service['timeouts']
}

function buildReencrypt({reencrypt}: ResolvedService, pool: Pool, originOf: OriginOf, report: Report): Reencrypt | undefined {
  if (reencrypt === false) return undefined
  const origin = originOf('reencrypt')
  const certificate = field(reencrypt, 'certificate', origin)
  return {
    origin,
    verify: sourced(reencrypt.verify ?? 'required', originOf('reencrypt', 'verify')),
    ca: field(reencrypt, 'ca', origin),
    sni: field(reencrypt, 'sni', origin),
    alpn: sourced(reencrypt.alpn ?? [], originOf('reencrypt', 'alpn')),
    certificate: certificate && certificateFile(certificate, pool.resolved.certificates, report),
  }
}

/** 0 is without a limit, and the same as absent. */
function buildLimits({limits = {}}: ResolvedService, originOf: OriginOf): Limits {
  const limit = (key: keyof Limits): Sourced<number> | undefined => {
    const value = limits[key] ?? 0
    return value === 0 ? undefined : sourced(value, originOf('limits', key))
  }
  return {
    maxConnections: limit('maxConnections'),
    maxConnectionsPerNode: limit('maxConnectionsPerNode'),
    maxQueuePerNode: limit('maxQueuePerNode'),
  }
}

export function buildOptions(options: NonNullable<ResolvedService['options']>, originOf: OriginOf): ServiceOptions {
  const whole = {...language.options, ...options}
  const at = <K extends keyof typeof whole>(key: K): Sourced<(typeof whole)[K]> => sourced(whole[key], originOf('options', key))
  return {
    tcpKeepAlive: at('tcpKeepAlive'),
    redispatch: at('redispatch'),
    retries: at('retries'),
    logHealthChecks: at('logHealthChecks'),
    dontLogNull: at('dontLogNull'),
    abortOnClose: at('abortOnClose'),
  }
}

export const rawLines = (lines: readonly string[] = [], origin: Origin): readonly Sourced<string>[] =>
  lines.map((line, index) => sourced(line, pointer(origin, index)))

/** Reports LB119: one source address cannot be the own address of two load balancers at once. */
function reportSharedSource({name, sourceAddress}: Service, loadBalancers: number, report: Report): void {
  if (sourceAddress === undefined || loadBalancers < 2) return
  const message = `Every one of the ${loadBalancers} load balancers would use ${sourceAddress.value.text} as its source address for service \`${name}\`.`
  report({...kinds.sharedSource, message, hint: 'Write `sourceAddress` on each load balancer instead.', path: sourceAddress.origin})
}

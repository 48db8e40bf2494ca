import type {Report} from '../findings/finding.ts'
import {longApplication} from './application.ts'
import type {
  LongCheck,
  LongDefaults,
  LongHaproxy,
  LongHighAvailability,
  LongListener,
  LongPersistence,
  LongService,
  LongSpec,
  LongStats,
  LongTls,
} from './long.ts'
import {mapNamed} from './named.ts'
import {parseListener} from './listener.ts'
import {longResolver} from './resolver.ts'
import {pointer} from './pointer.ts'
import {longAccess, longRoutes} from './routes.ts'
import type {
  Balance,
  Check,
  Compression,
  Haproxy,
  HighAvailability,
  Hsts,
  Spec,
  Listen,
  Listener,
  LoadBalancer,
  LoadBalancerFields,
  Node,
  NodeFields,
  Persistence,
  Reencrypt,
  Service,
  ServiceDefaults,
  ServiceNodes,
  Stats,
  Tls,
} from './spec.gen.ts'
import {withoutFree} from './without-free.ts'

/**
 * Every short form written out, so that no later code knows that there are any. Expects a value that the schema accepts.
 * Reports LB015 for a listener's short form that cannot be read.
 */
export function normalise(spec: Spec, report: Report): LongSpec {
  const {
    loadBalancers,
    nodes,
    certificates,
    defaults,
    services,
    highAvailability,
    resolvers,
    haproxy,
    balance,
    lvs,
    host,
    tls,
    stunnel,
    pound,
    applications,
    include: _,
    ...rest
  } = spec
  return {
    ...withoutFree(rest),
    ...(loadBalancers && {loadBalancers: mapNamed(loadBalancers, longLoadBalancer)}),
    ...(nodes && {nodes: mapNamed(nodes, longNode)}),
    ...(certificates && {certificates: mapNamed(certificates, withoutFree)}),
    ...(defaults && {defaults: longDefaults(withoutFree(defaults))}),
    ...(services && {services: mapNamed(services, (service, name) => longService(service, pointer('/services', name), report))}),
    ...(highAvailability && {highAvailability: longHighAvailability(highAvailability)}),
    ...(resolvers && {resolvers: mapNamed(resolvers, longResolver)}),
    ...(haproxy && {haproxy: longHaproxy(haproxy, report)}),
    ...(balance && {balance: withoutFree(balance)}),
    ...(lvs && {lvs: {...withoutFree(lvs), ...(lvs.timeouts && {timeouts: withoutFree(lvs.timeouts)})}}),
    ...(host && {host: withoutFree(host)}),
    ...(tls && {tls: withoutFree(tls)}),
    ...(stunnel && {stunnel: withoutFree(stunnel)}),
    ...(pound && {pound: withoutFree(pound)}),
    ...(applications && {applications: mapNamed(applications, longApplication)}),
  }
}

function longHighAvailability({notify, ...rest}: HighAvailability): LongHighAvailability {
  const hooks = typeof notify === 'string' ? {any: notify} : notify && withoutFree(notify)
  return {...withoutFree(rest), ...(hooks && {notify: hooks})}
}

const longLoadBalancer = (value: LoadBalancer): LoadBalancerFields => (typeof value === 'string' ? {address: value} : withoutFree(value))
const longNode = (value: Node): NodeFields => (typeof value === 'string' ? {address: value} : withoutFree(value))

function longService(service: Service, path: string, report: Report): LongService {
  const {listen, nodes, firewallMark, ...rest} = withoutFree(service)
  return {
    ...longDefaults(rest),
    ...(firewallMark !== undefined && {firewallMark}),
    ...(listen !== undefined && {listen: longListen(listen, pointer(path, 'listen'), report)}),
    ...(nodes !== undefined && {nodes: longServiceNodes(nodes)}),
  }
}

function longDefaults(fields: ServiceDefaults): LongDefaults {
  const {balance, persistence, check, reencrypt, hsts, compression, rateLimit, routes, access, fallback, ...maps} = fields
  const {timeouts, requestHeaders, responseHeaders, limits, options, raw, ...rest} = maps
  return {
    ...rest,
    ...(balance !== undefined && {balance: longBalance(balance)}),
    ...(persistence !== undefined && {persistence: longPersistence(persistence)}),
    ...(check !== undefined && {check: longCheck(check)}),
    ...(reencrypt !== undefined && {reencrypt: longReencrypt(reencrypt)}),
    ...(hsts !== undefined && {hsts: longHsts(hsts)}),
    ...(routes && {routes: longRoutes(routes)}),
    ...(access && Object.keys(withoutFree(access)).length > 0 && {access: longAccess(access)}),
    ...(fallback && {fallback: withoutFree(fallback)}),
    ...(compression !== undefined && {compression: longCompression(compression)}),
    ...(rateLimit !== undefined && {rateLimit: rateLimit && withoutFree(rateLimit)}),
    ...(timeouts && {timeouts: withoutFree(timeouts)}),
    ...(requestHeaders && {requestHeaders: withoutFree(requestHeaders)}),
    ...(responseHeaders && {responseHeaders: withoutFree(responseHeaders)}),
    ...(limits && {limits: withoutFree(limits)}),
    ...(options && {options: withoutFree(options)}),
    ...(raw && {raw: withoutFree(raw)}),
  }
}

const longBalance = (value: Balance): NonNullable<LongDefaults['balance']> =>
  typeof value === 'string' ? {algorithm: value} : withoutFree(value)

const longPersistence = (value: Persistence): LongPersistence => (typeof value === 'string' ? {type: value} : withoutFree(value))

function longCheck(value: Check): LongCheck {
  return typeof value === 'string' ? {type: value} : withoutFree(value)
}

const longReencrypt = (value: Reencrypt): NonNullable<LongDefaults['reencrypt']> =>
  typeof value === 'boolean' ? value && {} : withoutFree(value)

const longHsts = (value: Hsts): NonNullable<LongDefaults['hsts']> =>
  typeof value === 'boolean' ? value && {} : typeof value === 'string' ? {maxAge: value} : withoutFree(value)

const longCompression = (value: Compression): NonNullable<LongDefaults['compression']> =>
  typeof value === 'boolean' ? value && {} : withoutFree(value)

const longServiceNodes = (nodes: ServiceNodes): NonNullable<LongService['nodes']> =>
  Array.isArray(nodes)
    ? nodes.map(node => (typeof node === 'string' ? {node} : withoutFree(node)))
    : typeof nodes === 'string'
      ? nodes
      : withoutFree(nodes)

function longListen(listen: Listen, path: string, report: Report): readonly LongListener[] {
  const list = Array.isArray(listen) ? listen : [listen]
  return list.map((listener, index) => longListener(listener, pointer(path, index), report))
}

function longListener(listener: Listener, path: string, report: Report): LongListener {
  if (typeof listener === 'number') return {ports: [listener]}
  if (typeof listener === 'string') return parseListener(listener, path, report)
  const {port, ports, tls, redirect, ...rest} = withoutFree(listener)
  const all = [...(port === undefined ? [] : [port]), ...(ports === undefined ? [] : [ports].flat())]
  return {
    ...rest,
    ports: all,
    ...(tls !== undefined && {tls: longTls(tls)}),
    ...(redirect !== undefined && {redirect: typeof redirect === 'string' ? {to: redirect} : withoutFree(redirect)}),
  }
}

function longTls(tls: Tls): LongTls {
  if (typeof tls === 'string') return {certificates: [tls]}
  const {certificate, certificates = [], clientCertificates, ...rest} = withoutFree(tls)
  return {
    ...rest,
    certificates: [...(certificate === undefined ? [] : [certificate]), ...certificates],
    ...(clientCertificates && {clientCertificates: withoutFree(clientCertificates)}),
  }
}

function longHaproxy(haproxy: Haproxy, report: Report): LongHaproxy {
  const {stats, log, raw, ...rest} = withoutFree(haproxy)
  return {
    ...rest,
    ...(log && {log: withoutFree(log)}),
    ...(raw && {raw: withoutFree(raw)}),
    ...(stats && {stats: longStats(stats, report)}),
  }
}

function longStats(stats: Partial<Stats>, report: Report): LongStats {
  const {listen, ...rest} = withoutFree(stats)
  return {...rest, ...(listen !== undefined && {listen: longListener(listen, '/haproxy/stats/listen', report)})}
}

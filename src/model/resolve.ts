import type {Report} from '../findings/finding.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongDefaults, LongHaproxy, LongListener, LongReencrypt, LongService, LongSpec, Named} from '../spec/long.ts'
import type {
  BalanceSettings,
  Certificate,
  HostSettings,
  LoadBalancerFields,
  LvsSettings,
  PoundSettings,
  StunnelSettings,
  Tagged,
  Termination,
} from '../spec/spec.gen.ts'
import {mapNamed} from '../spec/named.ts'
import {pointer} from '../spec/pointer.ts'
import {type ResolvedApplication, resolveApplication} from './applications/resolve.ts'
import {reportRoutesOfDefaults} from './without-listener.ts'
import {type Sided, withoutClientSide} from './client-side.ts'
import {type Engine, applicable, fitting, languageDefaults} from './engines.ts'
import {kinds} from './kinds.ts'
import {type ResolvedHighAvailability, resolveHighAvailability} from './resolve-failover.ts'
import {mergedField, timeoutsFor} from './resolve-fields.ts'
import {resolvePersistence} from './resolve-persistence.ts'
import {resolveRouting} from './resolve-routes.ts'
import {type Behind, whatIsBehind} from './presets.ts'
import {type ResolvedCheck, resolveCheck} from './resolve-check.ts'
import {resolveCompression, resolveHeaders, resolveHsts, resolveRateLimit} from './resolve-http.ts'
import {
  type ResolvedDiscovered,
  type ResolvedNode,
  type ResolvedResolver,
  type ResolvedServiceNode,
  resolveNode,
  resolveResolver,
  resolveServiceNodes,
} from './resolve-nodes.ts'

export type {ResolvedDiscovered, ResolvedNode, ResolvedResolver, ResolvedServiceNode} from './resolve-nodes.ts'

/** The whole spec with every default filled in: valid as a spec itself, and the same cluster. */
export interface ResolvedSpec {
  readonly lbgen: number
  readonly name: string
  readonly description?: string
  readonly loadBalancers: Named<LoadBalancerFields>
  /** Absent where there are none: the DNS may know them all. */
  readonly nodes?: Named<ResolvedNode>
  readonly certificates: Named<Certificate>
  /** As written: each service has taken what it lacked, and HAProxy has a section of its own for them. */
  readonly defaults?: LongDefaults
  readonly services: Named<ResolvedService>
  readonly highAvailability: ResolvedHighAvailability
  readonly resolvers: Named<ResolvedResolver>
  readonly haproxy: LongHaproxy
  readonly balance: Required<BalanceSettings>
  readonly lvs: LvsSettings & Required<Pick<LvsSettings, 'manager'>>
  readonly host: Required<HostSettings>
  readonly tls: Required<Termination>
  readonly stunnel: StunnelSettings
  readonly pound: PoundSettings & Required<Pick<PoundSettings, 'release' | 'threads'>>
  readonly applications: Named<ResolvedApplication>
  readonly rules: NonNullable<LongSpec['rules']>
}

export type ResolvedService = LongService &
  Required<
    Pick<
      LongService,
      | 'engine'
      | 'mode'
      | 'balance'
      | 'persistence'
      | 'timeouts'
      | 'clientAddress'
      | 'reencrypt'
      | 'hsts'
      | 'compression'
      | 'rateLimit'
      | 'stats'
    >
  > & {
    readonly listen?: readonly ResolvedListener[]
    readonly nodes: 'all' | readonly ResolvedServiceNode[] | Tagged | ResolvedDiscovered
    readonly check: ResolvedCheck
  }

export type ResolvedListener = LongListener & Required<Pick<LongListener, 'address' | 'ports' | 'acceptProxy'>>

/** Applies every default, once. Reports LB117 and LB129 for what stands under `defaults` and a service's engine lacks. */
export function resolve(spec: LongSpec, report: Report): ResolvedSpec {
  const {loadBalancers = {}, certificates = {}, defaults = {}, services = {}, resolvers = {}, applications = {}, rules = {}} = spec
  reportUnapplied(services, defaults, report)
  const [firstResolvers] = Object.keys(resolvers)
  return {
    lbgen: spec.lbgen ?? 1,
    name: spec.name ?? '',
    ...(spec.description !== undefined && {description: spec.description}),
    loadBalancers,
    ...(spec.nodes && {nodes: mapNamed(spec.nodes, resolveNode)}),
    certificates,
    ...(spec.defaults !== undefined && {defaults}),
    services: mapNamed(services, (service, name) =>
      resolveService(service, defaults, pointer('/services', name), {firstResolvers, behind: whatIsBehind(name, applications)}, report),
    ),
    resolvers: mapNamed(resolvers, resolveResolver),
    highAvailability: resolveHighAvailability(spec.highAvailability),
    haproxy: resolveHaproxy(spec.haproxy ?? {}),
    balance: {...language.balanceSettings, ...spec.balance},
    lvs: {...language.lvsSettings, ...spec.lvs},
    host: {...language.hostSettings, ...spec.host},
    tls: {...language.termination, ...spec.tls},
    stunnel: spec.stunnel ?? {},
    pound: {...language.poundSettings, ...spec.pound},
    applications: mapNamed(applications, resolveApplication),
    rules,
  }
}

const engineOf = (service: LongService, defaults: LongDefaults): Engine => service.engine ?? defaults.engine ?? language.service.engine

function reportUnapplied(services: Named<LongService>, defaults: LongDefaults, report: Report): void {
  const byEngine = new Map<Engine, readonly string[]>()
  for (const [name, service] of Object.entries(services)) {
    const engine = engineOf(service, defaults)
    byEngine.set(engine, [...(byEngine.get(engine) ?? []), `\`${name}\``])
  }
  for (const [engine, names] of byEngine)
    for (const {path, reason, protects} of applicable(engine, defaults).left) {
      const message = `${reason}: this default ${protects ? 'does not protect' : 'is not applied to'} ${names.join(', ')}.`
      const hint = protects
        ? 'Let HAProxy serve it, or let a firewall do this; write it on the services that it is meant for if these are not.'
        : 'Nothing has to be done; write it on the services that it is meant for if this surprises.'
      report({...(protects ? kinds.unprotected : kinds.notApplied), message, hint, path, part: 'key'})
    }
}

/** What a service takes from the rest of the spec. */
interface Around {
  readonly firstResolvers: string | undefined
  readonly behind: Behind
}

function resolveService(
  {listen, ...service}: LongService,
  all: LongDefaults,
  path: string,
  {firstResolvers, behind}: Around,
  report: Report,
): ResolvedService {
  const engine = engineOf(service, all)
  const written = applicable(engine, all).applied
  const mode = service.mode ?? written.mode ?? language.service.mode
  const serves = listen?.some(({redirect}) => redirect === undefined) === true
  const usable = <T extends Sided>(fields: T): T => (serves ? fields : withoutClientSide(fields))
  const [base, applied] = [usable(languageDefaults(engine)), usable(fitting(mode, written))]
  const {routes, ...others} = applied
  const taken = serves ? applied : others
  if (!serves && routes !== undefined && service.routes === undefined) reportRoutesOfDefaults(path, report)
  const requestHeaders = resolveHeaders(applied.requestHeaders, service.requestHeaders)
  const responseHeaders = resolveHeaders(applied.responseHeaders, service.responseHeaders)
  const protocol = service.protocol ?? applied.protocol ?? 'tcp'
  return {
    ...taken,
    ...service,
    engine,
    mode,
    ...(listen && {listen: listen.map(resolveListener)}),
    nodes: resolveServiceNodes(service.nodes ?? language.service.nodes, firstResolvers),
    balance: {...language.balanceFields, ...(service.balance ?? applied.balance ?? {algorithm: base.balance})},
    persistence: resolvePersistence(engine, service.persistence, applied.persistence),
    check: resolveCheck({engine, protocol, behind}, service.check, applied.check, pointer(path, 'check'), report),
    timeouts: {...timeoutsFor(mode, base.timeouts), ...timeoutsFor(mode, applied.timeouts ?? {}), ...service.timeouts},
    clientAddress: service.clientAddress ?? applied.clientAddress ?? base.clientAddress,
    ...(base.protocol && {protocol: service.protocol ?? applied.protocol ?? base.protocol}),
    reencrypt: resolveReencrypt(service.reencrypt, applied.reencrypt),
    ...(requestHeaders && {requestHeaders}),
    ...(responseHeaders && {responseHeaders}),
    hsts: resolveHsts(applied.hsts, service.hsts, listen),
    compression: resolveCompression(serves ? applied.compression : undefined, service.compression),
    rateLimit: resolveRateLimit(serves ? applied.rateLimit : undefined, service.rateLimit),
    stats: service.stats ?? applied.stats ?? base.stats,
    ...resolveRouting(service, taken),
    ...mergedField('limits', base.limits, applied.limits, service.limits),
    ...mergedField('options', base.options, applied.options, service.options),
    ...mergedField('raw', base.raw, applied.raw, service.raw),
  }
}

const resolveListener = (listener: LongListener): ResolvedListener => {
  const {tls, redirect, ports = [], ...rest} = listener
  const {clientCertificates} = tls ?? {}
  return {
    ...language.listenerFields,
    ...rest,
    ports,
    ...(tls && {tls: {...tls, ...(clientCertificates && {clientCertificates: {...language.clientCertificates, ...clientCertificates}})}}),
    ...(redirect && {redirect: {...language.redirectFields, ...redirect}}),
  }
}

function resolveReencrypt(own: LongReencrypt | undefined, applied: LongReencrypt | undefined): LongReencrypt {
  const chosen = own ?? applied ?? false
  return chosen && {...language.reencryptFields, ...(applied === false ? {} : applied), ...chosen}
}

function resolveHaproxy(settings: LongHaproxy): LongHaproxy {
  const {stats, log, raw, ...rest} = settings
  return {
    ...language.haproxy,
    ...rest,
    ...(log && {log: {...language.log, ...log}}),
    ...(stats && {stats: {...language.stats, ...stats, ...(stats.listen && {listen: resolveListener(stats.listen)})}}),
    raw: {...language.haproxyRaw, ...raw},
  }
}

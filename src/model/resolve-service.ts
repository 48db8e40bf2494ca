import type {Report} from '../findings/finding.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongDefaults, LongListener, LongReencrypt, LongService} from '../spec/long.ts'
import {pointer} from '../spec/pointer.ts'
import type {Tagged} from '../spec/spec.gen.ts'
import {type Sided, withoutClientSide} from './client-side.ts'
import {type Engine, applicable, fitting, languageDefaults} from './engines.ts'
import type {Behind} from './presets.ts'
import {type ResolvedCheck, resolveCheck} from './resolve-check.ts'
import {mergedField, timeoutsFor} from './resolve-fields.ts'
import {resolveCompression, resolveHeaders, resolveHsts, resolveRateLimit} from './resolve-http.ts'
import {type ResolvedDiscovered, type ResolvedServiceNode, resolveServiceNodes} from './resolve-nodes.ts'
import {resolvePersistence} from './resolve-persistence.ts'
import {resolveRouting} from './resolve-routes.ts'
import {reportRoutesOfDefaults} from './without-listener.ts'

/** A service with every default filled in. */
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

/** The engine of a service: its own, or that of all. */
export const engineOf = (service: LongService, defaults: LongDefaults): Engine =>
  service.engine ?? defaults.engine ?? language.service.engine

/** What a service takes from the rest of the spec. */
export interface Around {
  readonly firstResolvers: string | undefined
  readonly behind: Behind
}

/** What a service gets where it says nothing. */
interface Given {
  readonly engine: Engine
  readonly mode: 'tcp' | 'http'
  /** Whether clients reach it by a listener of its own: without one it has no clients' side. */
  readonly serves: boolean
  /** The language's own defaults. */
  readonly base: ReturnType<typeof languageDefaults>
  /** What of the spec's `defaults` goes with its engine and its mode. */
  readonly applied: LongDefaults
}

function givenTo(service: LongService, all: LongDefaults): Given {
  const engine = engineOf(service, all)
  const written = applicable(engine, all).applied
  const mode = service.mode ?? written.mode ?? language.service.mode
  const serves = service.listen?.some(({redirect}) => redirect === undefined) === true
  const usable = <T extends Sided>(fields: T): T => (serves ? fields : withoutClientSide(fields))
  return {engine, mode, serves, base: usable(languageDefaults(engine)), applied: usable(fitting(mode, written))}
}

/** A service with what it takes of `defaults`, and of the language's own. */
export function resolveService(
  whole: LongService,
  all: LongDefaults,
  path: string,
  {firstResolvers, behind}: Around,
  report: Report,
): ResolvedService {
  const {listen, ...service} = whole
  const given = givenTo(whole, all)
  const {engine, mode, base, applied} = given
  const taken = takenOf(given, service, path, report)
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
    ...resolveTransport(service, given),
    ...resolveHttp(whole, given),
    stats: service.stats ?? applied.stats ?? base.stats,
    ...resolveRouting(service, taken),
    ...mergedField('limits', base.limits, applied.limits, service.limits),
    ...mergedField('options', base.options, applied.options, service.options),
    ...mergedField('raw', base.raw, applied.raw, service.raw),
  }
}

/** What a service takes of the spec's `defaults`: all that goes with it, but no routes where no client comes. */
function takenOf({serves, applied}: Given, service: LongService, path: string, report: Report): LongDefaults {
  if (serves) return applied
  const {routes, ...others} = applied
  if (routes !== undefined && service.routes === undefined) reportRoutesOfDefaults(path, report)
  return others
}

/** How connections go to the nodes. */
function resolveTransport(
  service: LongService,
  {mode, base, applied}: Given,
): Pick<ResolvedService, 'timeouts' | 'clientAddress' | 'protocol' | 'reencrypt'> {
  return {
    timeouts: {...timeoutsFor(mode, base.timeouts), ...timeoutsFor(mode, applied.timeouts ?? {}), ...service.timeouts},
    clientAddress: service.clientAddress ?? applied.clientAddress ?? base.clientAddress,
    ...(base.protocol && {protocol: service.protocol ?? applied.protocol ?? base.protocol}),
    reencrypt: resolveReencrypt(service.reencrypt, applied.reencrypt),
  }
}

/** What is done with requests and answers. */
function resolveHttp(
  service: LongService,
  {serves, applied}: Given,
): Pick<ResolvedService, 'requestHeaders' | 'responseHeaders' | 'hsts' | 'compression' | 'rateLimit'> {
  const requestHeaders = resolveHeaders(applied.requestHeaders, service.requestHeaders)
  const responseHeaders = resolveHeaders(applied.responseHeaders, service.responseHeaders)
  return {
    ...(requestHeaders && {requestHeaders}),
    ...(responseHeaders && {responseHeaders}),
    hsts: resolveHsts(applied.hsts, service.hsts, service.listen),
    compression: resolveCompression(serves ? applied.compression : undefined, service.compression),
    rateLimit: resolveRateLimit(serves ? applied.rateLimit : undefined, service.rateLimit),
  }
}

export const resolveListener = (listener: LongListener): ResolvedListener => {
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

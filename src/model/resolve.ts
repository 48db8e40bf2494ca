import type {Report} from '../findings/finding.ts'
import {defaults as language} from '../spec/defaults.gen.ts'
import type {LongDefaults, LongHaproxy, LongService, LongSpec, Named} from '../spec/long.ts'
import type {
  BalanceSettings,
  Certificate,
  HostSettings,
  LoadBalancerFields,
  LvsSettings,
  PoundSettings,
  StunnelSettings,
  Termination,
} from '../spec/spec.gen.ts'
import {mapNamed} from '../spec/named.ts'
import {pointer} from '../spec/pointer.ts'
import {type ResolvedApplication, resolveApplication} from './applications/resolve.ts'
import {type Engine, applicable} from './engines.ts'
import {kinds} from './kinds.ts'
import {type ResolvedHighAvailability, resolveHighAvailability} from './resolve-failover.ts'
import {type ResolvedNode, type ResolvedResolver, resolveNode, resolveResolver} from './resolve-nodes.ts'
import {type ResolvedService, engineOf, resolveListener, resolveService} from './resolve-service.ts'
import {whatIsBehind} from './presets.ts'

export type {ResolvedDiscovered, ResolvedNode, ResolvedResolver, ResolvedServiceNode} from './resolve-nodes.ts'
export type {ResolvedListener, ResolvedService} from './resolve-service.ts'

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

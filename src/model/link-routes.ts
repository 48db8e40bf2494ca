import type {Report} from '../findings/finding.ts'
import {listWords, suggest} from '../findings/nearest-word.ts'
import type {Service} from './cluster.ts'
import {kinds} from './kinds.ts'
import type {ResolvedSpec} from './resolve.ts'
import type {Route} from './routes.ts'
import type {Sourced} from './sourced.ts'

type Target = Extract<Route['action'], {readonly kind: 'service'}>['service']

/**
 * The same services, each with the listeners of others through whose routes it is reached too.
 * Reports LB105 and LB123 for routes that lead where they cannot, LB107 and LB124 for a service that nobody reaches, and
 * LB107 for one that is reached by several ports, of which its check would have to choose one.
 */
export function linkRoutes(services: readonly Service[], written: ResolvedSpec['services'], report: Report): readonly Service[] {
  const byName = new Map(services.map(service => [service.name, service]))
  const reached = new Map<Service, Service[]>()
  // Of a route with a fault nobody knows whom it was to reach.
  let faulty = services.some(({name, routes}) => routes.length < (written[name]?.routes?.length ?? 0))
  for (const service of services) {
    for (const target of new Map(targetsOf(service).map(one => [one.origin, one])).values()) {
      const found = findTarget(service, target, byName, report)
      faulty ||= found === undefined
      if (found === undefined || found === service) continue
      const from = reached.get(found)
      if (from === undefined) reached.set(found, [service])
      else if (!from.includes(service)) from.push(service)
    }
  }
  return services.map(service => {
    const from = reached.get(service)
    if (from !== undefined) {
      reportSeveralPorts(service, from, report)
      return {...service, routedListeners: from.flatMap(({listeners}) => listeners)}
    }
    // Without a port LB107 speaks of the listener that is missing.
    if (!faulty && (written[service.name]?.port !== undefined || hasPortsOfRecords(service))) reportUnreached(service, report)
    return service
  })
}

/** Routes are tried where clients come in. */
const targetsOf = ({listeners, routes}: Service): readonly Target[] =>
  listeners.length === 0 ? [] : routes.flatMap(({action}) => (action.kind === 'service' ? [action.service] : []))

function findTarget(from: Service, target: Target, byName: ReadonlyMap<string, Service>, report: Report): Service | undefined {
  const found = byName.get(target.value)
  const fault = found === undefined ? undefined : faultOf(from, target, found)
  if (found === undefined) {
    const known = [...byName.keys()].filter(name => name !== from.name)
    report({
      ...kinds.unknownService,
      message: `A route of service \`${from.name}\` leads to service \`${target.value}\`, which is not defined.`,
      hint: suggest(target.value, known, 'Services are defined under `services`.'),
      path: target.origin,
    })
  } else if (fault !== undefined) report({...kinds.wrongRoute, ...fault, path: target.origin})
  return fault === undefined ? found : undefined
}

/** Why a route cannot lead to a service that is there; undefined when it can. */
function faultOf(from: Service, {value}: Sourced<string>, to: Service): {readonly message: string; readonly hint: string} | undefined {
  // To stay is an answer too, before a wider route to somewhere else.
  if (to === from) return undefined
  if (to.engine.value !== from.engine.value)
    return {
      message: `A route of service \`${from.name}\` leads to service \`${value}\`, which another engine serves.`,
      hint: 'Give both services `engine: haproxy`.',
    }
  if (to.mode.value === from.mode.value) return undefined
  return {
    message: `A route of service \`${from.name}\`, in ${from.mode.value} mode, leads to service \`${value}\`, in ${to.mode.value} mode.`,
    hint: `Write \`mode: ${from.mode.value}\` on \`${value}\`, or \`mode: ${to.mode.value}\` on \`${from.name}\`.`,
  }
}

/** Whether the DNS says the port of each node. */
const hasPortsOfRecords = ({discovery}: Service): boolean => discovery !== undefined && discovery.port === undefined

/** The `port: same` that leaves a check to ask where clients come in; undefined where the check knows a port by itself. */
function clientsPort({check, servers, discovery}: Service): Sourced<number | 'same'> | undefined {
  if (check.type === 'none' || check.port !== undefined) return undefined
  return [discovery?.port, ...servers.map(({port}) => port)].find(port => port?.value === 'same')
}

/** Reports LB107: of its own listeners the first says what the check asks; no such order is among those of others. */
function reportSeveralPorts(service: Service, from: readonly Service[], report: Report): void {
  const port = clientsPort(service)
  if (port === undefined || service.listeners.length > 0) return
  const ports = new Set(from.flatMap(({listeners}) => listeners[0]?.ports.value[0]?.first ?? []))
  if (ports.size < 2) return
  report({
    ...kinds.missingPort,
    message: `Clients come to service \`${service.name}\` by ports of several services (${listWords([...ports].map(String), 'and')}), so that the port that its check asks is not clear.`,
    hint: 'Write the number under `check.port`, or a number as the `port` of the service.',
    path: port.origin,
  })
}

function reportUnreached(service: Service, report: Report): void {
  const {name, origin, listeners, redirects} = service
  if (listeners.length + redirects.length > 0) return
  // Where no client has a port, a check has none to ask.
  const port = clientsPort(service)
  if (port !== undefined) {
    report({
      ...kinds.missingPort,
      message: `Nobody reaches service \`${name}\`, so that the port that its check asks is not clear.`,
      hint: 'Give it `listen`, name it in the `routes` of another service, or write a number as its `port`.',
      path: port.origin,
    })
    return
  }
  report({
    ...kinds.unreachedService,
    message: `Nobody reaches service \`${name}\`: it has no \`listen\`, and no route leads to it.`,
    hint: 'Give it `listen`, or name it in the `routes` of another service.',
    path: origin,
    part: 'key',
  })
}

import type {Report} from '../findings/finding.ts'
import {shorten} from '../findings/shorten.ts'
import {suggest} from '../findings/nearest-word.ts'
import {pointer} from '../spec/pointer.ts'
import type {Discovery, Origin, Resolvers, Service, Sourced} from './cluster.ts'
import {parseHost} from './endpoint.ts'
import {kinds} from './kinds.ts'
import {duration, field, sourced} from './origin.ts'
import type {ResolvedDiscovered, ResolvedResolver, ResolvedService, ResolvedSpec} from './resolve.ts'

/** Name servers as they are asked. Reports LB106 and LB113. */
export function buildResolvers(name: string, resolver: ResolvedResolver, report: Report): Resolvers {
  const origin = pointer('/resolvers', name)
  const {nameservers, timeouts, hold, retries, payloadSize} = resolver
  const time = (part: 'timeouts' | 'hold', key: string, text: string): Sourced<number> =>
    duration(sourced(text, pointer(origin, part, key)), report)
  const fault = (key: Exclude<keyof typeof hold, 'valid'>): Sourced<number> | undefined => {
    const text = field(hold, key, pointer(origin, 'hold'))
    return text && duration(text, report)
  }
  return {
    origin,
    name,
    nameservers: nameservers.flatMap((server, index) => buildNameserver(server, pointer(origin, 'nameservers', index), report)),
    timeouts: {resolve: time('timeouts', 'resolve', timeouts.resolve), retry: time('timeouts', 'retry', timeouts.retry)},
    retries: sourced(retries, pointer(origin, 'retries')),
    payloadSize: sourced(payloadSize, pointer(origin, 'payloadSize')),
    hold: {
      valid: time('hold', 'valid', hold.valid),
      nx: fault('nx'),
      refused: fault('refused'),
      timeout: fault('timeout'),
      other: fault('other'),
      obsolete: fault('obsolete'),
    },
  }
}

/** A name would have to be looked up before anything can be. */
function buildNameserver(
  {address, port}: ResolvedResolver['nameservers'][number],
  origin: Origin,
  report: Report,
): Resolvers['nameservers'] {
  const host = parseHost(address)
  if (host !== undefined && host.kind !== 'name') return [{origin, address: host, port}]
  report({
    ...kinds.wrongAddress,
    message: `\`${shorten(address)}\` is not the address of a name server.`,
    hint: 'Write an address such as `10.0.0.53`, `10.0.0.53:53` or `[2001:db8::53]:53`.',
    path: pointer(origin, 'address'),
  })
  return []
}

export const isDiscovered = (nodes: ResolvedService['nodes']): nodes is ResolvedDiscovered => typeof nodes === 'object' && 'dns' in nodes

/** What a service says of nodes that the DNS names; undefined where it has others. Reports LB120 and LB128. */
export function buildDiscovery(
  {nodes, port: ownPort}: ResolvedService,
  name: string,
  port: Sourced<number | 'same'>,
  resolved: ResolvedSpec,
  report: Report,
): Service['discovery'] {
  if (!isDiscovered(nodes)) return undefined
  const service = pointer('/services', name)
  const origin = pointer(service, 'nodes')
  const found: Discovery = {
    origin,
    name: sourced(nodes.dns, pointer(origin, 'dns')),
    type: sourced(nodes.type, pointer(origin, 'type')),
    slots: sourced(nodes.slots, pointer(origin, 'slots')),
    resolvers: sourced(nodes.resolvers ?? '', pointer(origin, 'resolvers')),
    port: nodes.type === 'srv' ? undefined : port,
  }
  reportForm(found, report)
  if (nodes.type === 'srv' && ownPort !== undefined && port.origin === pointer(service, 'port')) reportPort(name, port.origin, report)
  reportUnknownResolvers(found, name, Object.keys(resolved.resolvers), report)
  return found
}

/** Reports LB120: HAProxy tells the two by how the name begins. */
function reportForm({name, type}: Discovery, report: Report): void {
  const isService = name.value.startsWith('_')
  if (isService === (type.value === 'srv')) return
  report({
    ...kinds.contradiction,
    message: isService
      ? `\`${name.value}\` is a name of SRV records, as it begins with \`_\`.`
      : `\`${name.value}\` is no name of SRV records: those begin with the service and the protocol.`,
    hint: isService
      ? 'Add `type: srv`.'
      : `Write a name such as \`_http._tcp.${name.value}\`, or \`type: a\` for the addresses of the name.`,
    path: name.origin,
  })
}

function reportPort(service: string, path: Origin, report: Report): void {
  report({
    ...kinds.contradiction,
    message: `SRV records say the port of each node of service \`${service}\`, which has a \`port\` too.`,
    hint: 'Leave `port` out.',
    path,
    part: 'key',
  })
}

function reportUnknownResolvers({origin, resolvers}: Discovery, service: string, known: readonly string[], report: Report): void {
  if (known.includes(resolvers.value)) return
  const isNamed = resolvers.value !== ''
  report({
    ...kinds.unknownResolvers,
    message: isNamed
      ? `Service \`${service}\` asks the resolvers \`${resolvers.value}\`, which are not defined.`
      : `Service \`${service}\` finds its nodes in the DNS, and the spec has no \`resolvers\` to ask.`,
    hint: isNamed
      ? suggest(resolvers.value, known, 'Resolvers are defined under `resolvers`.')
      : 'Add `resolvers: {dns1: {nameservers: [10.0.0.53]}}` with the address of a name server, beside `services`.',
    path: isNamed ? resolvers.origin : origin,
    part: isNamed ? 'value' : 'key',
  })
}

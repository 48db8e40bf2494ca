import type {Fallback, Service} from '../../model/cluster.ts'
import {isDefault} from '../../model/origin.ts'
import type {kinds} from './kinds.ts'
import {portsOf} from '../../model/listener.ts'
import {addressOf, placeOf} from './places.ts'

export type Find = (kind: keyof typeof kinds, path: string, message: string, hint: string) => void

/** Reports LB640 and LB654. Who manages the kernel puts one machine in the place of all nodes. */
export function refuseSubstitutes(service: Service, find: Find): void {
  const {name, servers} = service
  const backups = servers.filter(({backup}) => backup.value)
  const [, second] = backups
  if (second !== undefined)
    find(
      'backup',
      second.backup.origin,
      `Service \`${name}\` has ${backups.length} nodes with \`backup: true\`, and one machine can stand in for its nodes.`,
      'Keep one of them, or use `engine: haproxy`.',
    )
  for (const {maxConnections, weight, origin} of backups)
    for (const [field, word] of [
      [maxConnections, 'limit of connections'],
      [weight, 'weight'],
    ] as const)
      if (field?.origin.startsWith(`${origin}/`) && !isDefault(origin))
        find('backup', field.origin, `The node that stands in for the others in service \`${name}\` has no ${word}.`, 'Leave it out.')
  if (service.fallback) refuseFallback(service, service.fallback, backups.length > 0, find)
}

function refuseFallback(service: Service, fallback: Fallback, hasBackups: boolean, find: Find): void {
  const {name} = service
  if (fallback.kind !== 'server')
    return find(
      'fallback',
      fallback.origin,
      `Service \`${name}\` asks for a \`fallback\` that speaks HTTP; the kernel does not.`,
      'Write `{address, port}` of a machine that does, or use `engine: haproxy`.',
    )
  if (hasBackups)
    find(
      'fallback',
      fallback.origin,
      `Service \`${name}\` has a node with \`backup: true\` and a \`fallback\`, and one machine can stand in for its nodes.`,
      'Keep one of them.',
    )
  refuseAddress(service, fallback, find)
  refusePort(service, fallback, find)
}

type FallbackServer = Extract<Fallback, {readonly kind: 'server'}>

function refuseAddress({name, listeners}: Service, {address}: FallbackServer, find: Find): void {
  const place = addressOf(address.value)
  const [family] = listeners.map(listener => placeOf(listener)?.kind ?? 'ipv4')
  if (place !== undefined && (family === undefined || place.kind === family)) return
  find(
    'fallback',
    address.origin,
    `The fallback of service \`${name}\` is \`${address.value.text}\`, and the kernel takes an ${family === 'ipv6' ? 'IPv6' : 'IPv4'} address here.`,
    'Write its address.',
  )
}

/** As for nodes: without NAT a packet keeps its port. */
function refusePort({name, packets, listeners}: Service, {port}: FallbackServer, find: Find): void {
  const forward = packets?.forward.value ?? 'dr'
  const [listened, ...others] = new Set(listeners.flatMap(portsOf))
  if (forward === 'nat' || (others.length === 0 && listened === port.value)) return
  find(
    'fallback',
    port.origin,
    `The fallback of service \`${name}\` has port ${port.value}, and with \`forward: ${forward}\` a packet keeps the port that the client used.`,
    listened !== undefined && others.length === 0
      ? `Write \`port: ${listened}\`, or use \`forward: nat\`.`
      : 'Use a node with `backup: true`.',
  )
}

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
  const {name, packets} = service
  if (fallback.kind !== 'server') {
    find(
      'fallback',
      fallback.origin,
      `Service \`${name}\` asks for a \`fallback\` that speaks HTTP; the kernel does not.`,
      'Write `{address, port}` of a machine that does, or use `engine: haproxy`.',
    )
    return
  }
  if (hasBackups)
    find(
      'fallback',
      fallback.origin,
      `Service \`${name}\` has a node with \`backup: true\` and a \`fallback\`, and one machine can stand in for its nodes.`,
      'Keep one of them.',
    )
  const place = addressOf(fallback.address.value)
  const family = service.listeners.map(listener => placeOf(listener)?.kind ?? 'ipv4')[0]
  if (place === undefined || (family !== undefined && place.kind !== family))
    find(
      'fallback',
      fallback.address.origin,
      `The fallback of service \`${name}\` is \`${fallback.address.value.text}\`, and the kernel takes an ${family === 'ipv6' ? 'IPv6' : 'IPv4'} address here.`,
      'Write its address.',
    )
  const ports = new Set(service.listeners.flatMap(portsOf))
  if (packets?.forward.value !== 'nat' && !(ports.size === 1 && ports.has(fallback.port.value)))
    find(
      'fallback',
      fallback.port.origin,
      `The fallback of service \`${name}\` has port ${fallback.port.value}, and with \`forward: ${packets?.forward.value ?? 'dr'}\` a packet keeps the port that the client used.`,
      ports.size === 1 ? `Write \`port: ${[...ports][0] ?? 0}\`, or use \`forward: nat\`.` : 'Use a node with `backup: true`.',
    )
}

import type {Listener, Origin, Service} from '../../model/cluster.ts'
import {type Address, type Host, onTheWire} from '../../model/endpoint.ts'

/** An address as the kernel knows it; undefined for a host name. */
export function addressOf(host: Host): Address | undefined {
  const known = onTheWire(host)
  return known.kind === 'name' ? undefined : known
}

/** Where a listener is: undefined is every IPv4 address. */
export const placeOf = ({address}: Listener): Address | undefined =>
  address.value.kind === 'any' || address.value.text === '0.0.0.0' ? undefined : addressOf(address.value)

/** How many ports a listener has. */
export const countPorts = ({ports}: Listener): number => ports.value.reduce((sum, {first, last}) => sum + last - first + 1, 0)

/** Who serves when no node does: a node, or an address that the service names. */
export interface Substitute {
  readonly origin: Origin
  readonly address: Address
  readonly port: number | 'same'
}

/** The first backup node that serves, else the fallback; undefined where there is neither. */
export function substituteOf({servers, fallback}: Service): Substitute | undefined {
  const backup = servers.find(server => server.backup.value && server.state.value === 'ready')
  const address = backup && addressOf(backup.node.address.value)
  if (backup && address) return {origin: backup.origin, address, port: backup.port.value}
  if (fallback?.kind !== 'server') return undefined
  const other = addressOf(fallback.address.value)
  return other && {origin: fallback.origin, address: other, port: fallback.port.value}
}

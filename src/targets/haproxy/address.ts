import type {Service} from '../../model/cluster.ts'
import {type Host, formatEndpoint, formatHost} from '../../model/endpoint.ts'
import {supports} from './since.ts'

/** An address as a release reads it: before there were brackets, what follows the last colon is the port, or that there is none. */
export function addressIn(release: string): (host: Host, port: number | 'same') => string {
  const plain = (host: Host, port: number | 'same'): string => (port === 'same' ? formatHost(host) : formatEndpoint(host, port))
  if (supports(release, 'brackets')) return plain
  return (host, port) => (host.kind === 'ipv6' ? `${host.text}:${port === 'same' ? '' : port}` : plain(host, port))
}

/** The address that nodes see, where a service has one of its own. */
export const sourceView = ({sourceAddress}: Service, release: string) =>
  sourceAddress && {value: addressIn(release)(sourceAddress.value, 'same'), origin: sourceAddress.origin}

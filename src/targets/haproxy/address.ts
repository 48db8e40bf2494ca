import type {Service} from '../../model/cluster.ts'
import {type Host, formatEndpoint, formatHost} from '../../model/endpoint.ts'
import {supports} from './since.ts'

/** An address as a release reads it: before there were brackets, what follows the last colon is the port, or that there is none. */
export function addressIn(release: string): (host: Host, port: number | 'same') => string {
  const plain = (host: Host, port: number | 'same'): string => (port === 'same' ? formatHost(host) : formatEndpoint(host, port))
  if (supports(release, 'brackets')) return plain
  return (host, port) => (host.kind === 'ipv6' ? `${host.text}:${port === 'same' ? '' : port}` : plain(host, port))
}

/** The address that nodes see, where a service has one of its own: the client's, of the nodes' kind, when `asClient`. */
export function sourceView({clientAddress, sourceAddress, servers}: Service, release: string) {
  const format = addressIn(release)
  if (clientAddress.value === 'transparent') {
    const six = servers.some(({node}) => node.address.value.kind === 'ipv6')
    return {value: format(six ? anyIpv6 : anyIpv4, 'same'), origin: clientAddress.origin, asClient: true}
  }
  return sourceAddress && {value: format(sourceAddress.value, 'same'), origin: sourceAddress.origin, asClient: false}
}

const anyIpv4: Host = {kind: 'ipv4', text: '0.0.0.0'}
const anyIpv6: Host = {kind: 'ipv6', text: '::'}

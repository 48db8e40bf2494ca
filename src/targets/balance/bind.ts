import type {Report} from '../../findings/finding.ts'
import type {ListenAddress, Listener, Service} from '../../model/cluster.ts'
import {kinds} from './kinds.ts'
import {type Family, firstHashing, releaseFacts} from './since.ts'

/** Where a process listens: the host of `-b`, or undefined for every IPv4 address on an IPv4 socket, Balance's own default. */
export interface Bind {
  readonly host: string | undefined
  readonly family: Family
}

/**
 * The socket for a listener. An IPv4 address can be had on either kind (`::ffff:a.b.c.d` is IPv4 on an IPv6 socket), and a hash
 * group tells clients apart on one kind alone, which depends on the release. Reports LB528 where no socket will do, LB530 for an
 * address that `-b` cannot carry.
 */
export function bindFor(service: Service, listener: Listener, release: string, report: Report): Bind | undefined {
  const address = listener.address.value
  if (address.kind === 'ipv6' && !/^[0-9a-f:.]+$/i.test(address.text)) {
    const message = `Service \`${service.name}\` listens on \`${address.text}\`, which Balance cannot look up.`
    report({...kinds.listenAddress, message, hint: 'Write a plain address, without a zone.', path: listener.address.origin})
    return undefined
  }
  const {sockets, hashes} = releaseFacts(release)
  const possible = sockets.filter(family => family === 'ipv6' || address.kind !== 'ipv6')
  const family = possible.find(each => service.persistence.type !== 'source' || each === hashes)
  if (family !== undefined) return {host: hostOn(family, address), family}
  const [what, origin] =
    possible.length > 0 ? ['`persistence: source`', service.persistence.origin] : ['this listener', listener.address.origin]
  report({
    ...kinds.release,
    message: `Service \`${service.name}\` cannot have ${what} with Balance ${release}, ${fault(possible)}.`,
    hint: `Use Balance ${firstHashing[address.kind === 'ipv6' ? 'ipv6' : 'ipv4']} or newer and say so in \`balance.release\`.`,
    path: origin,
  })
  return undefined
}

const fault = (possible: readonly Family[]): string =>
  possible.length > 0 ? 'which sends every client of such a listener to the first node' : 'which does not know IPv6'

function hostOn(family: Family, address: ListenAddress): string | undefined {
  if (address.kind === 'ipv6') return address.text
  const isWildcard = address.kind === 'any' || address.text === '0.0.0.0'
  if (family === 'ipv6') return `::ffff:${isWildcard ? '0.0.0.0' : address.text}`
  return isWildcard ? undefined : address.text
}

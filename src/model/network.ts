import type {Report} from '../findings/finding.ts'
import {shorten} from '../findings/shorten.ts'
import {type Address, type Family, type Host, formatIpv6, onTheWire, parseHost, parseIpv6} from './endpoint.ts'
import {kinds} from './kinds.ts'
import type {Origin} from './sourced.ts'

/** Addresses that begin alike, or a single one. */
export interface Network {
  readonly origin: Origin
  readonly kind: Family
  /** In canonical text: `192.168.1.0/24`, `2001:db8::1`. */
  readonly text: string
  /** What all of them begin with, as `0` and `1`. */
  readonly prefix: string
}

/** Whether all addresses of one network are in another. */
export const isWithin = (inner: Network, outer: Network): boolean => inner.kind === outer.kind && inner.prefix.startsWith(outer.prefix)

/** The network that a text names, as a list of one; reports LB106, and is empty, when it names none, and LB132 for one of its addresses. */
export function network(text: string, path: Origin, report: Report): readonly Network[] {
  const [address = '', length] = text.split('/')
  const host = parseHost(address)
  if (host === undefined || host.kind === 'name') {
    report({
      ...kinds.wrongAddress,
      message: `\`${shorten(text)}\` is neither an IP address nor a network.`,
      hint: 'Write an address such as `192.168.1.21`, or a network such as `192.168.1.0/24` or `2001:db8::/32`.',
      path,
    })
    return []
  }
  const longest = host.kind === 'ipv4' ? 32 : 128
  const bits = Number(length ?? longest)
  if (bits > longest) {
    report({
      ...kinds.wrongAddress,
      message: `\`${shorten(text)}\` has a prefix length above ${longest}.`,
      hint: `Write at most \`/${longest}\`.`,
      path,
    })
    return []
  }
  const all = bitsOf(host)
  if (all.slice(bits).includes('1')) reportHostBits(text, host, bits, all, path, report)
  return [{origin: path, kind: host.kind, text: length === undefined ? host.text : `${host.text}/${bits}`, prefix: all.slice(0, bits)}]
}

/** An address as `0` and `1`. */
const bitsOf = ({kind, text}: Address): string =>
  kind === 'ipv4' ? inBits(text.split('.').map(Number), 8) : inBits(parseIpv6(text) ?? [], 16)

/** Whether two addresses of one family begin with the same bits. */
export function isNear(one: Host, other: Host, length: number): boolean {
  return one.kind !== 'name' && one.kind === other.kind && bitsOf(one).slice(0, length) === bitsOf(other).slice(0, length)
}

/** Networks that nobody reaches from elsewhere: private ones, those of a link, of this machine, of examples, of many at once. */
const notOfInternet: readonly (readonly [Address, number])[] = [
  ...(
    [
      ['0.0.0.0', 8],
      ['10.0.0.0', 8],
      ['100.64.0.0', 10],
      ['127.0.0.0', 8],
      ['169.254.0.0', 16],
      ['172.16.0.0', 12],
      ['192.0.0.0', 24],
      ['192.0.2.0', 24],
      ['192.168.0.0', 16],
      ['198.18.0.0', 15],
      ['198.51.100.0', 24],
      ['203.0.113.0', 24],
      ['224.0.0.0', 3],
    ] as const
  ).map(([text, length]): readonly [Address, number] => [{kind: 'ipv4', text}, length]),
  [{kind: 'ipv6', text: '2001:db8::'}, 32],
]

/** Whether a host is an address of the Internet; of a name nobody knows. */
export function isPublic(host: Host): boolean {
  const address = onTheWire(host)
  if (address.kind === 'name' || (address.kind === 'ipv6' && !bitsOf(address).startsWith('001'))) return false
  return !notOfInternet.some(([near, length]) => isNear(address, near, length))
}

const inBits = (numbers: readonly number[], width: number): string =>
  numbers.map(number => number.toString(2).padStart(width, '0')).join('')

/** An IPv4 netmask of that many bits: `255.255.255.0`. */
export const netmask = (length: number): string => addressOf('ipv4', '1'.repeat(length).padEnd(32, '0'))

function addressOf(kind: Family, bits: string): string {
  const width = kind === 'ipv4' ? 8 : 16
  const numbers = Array.from({length: bits.length / width}, (_, index) =>
    Number.parseInt(bits.slice(index * width, (index + 1) * width), 2),
  )
  return kind === 'ipv4' ? numbers.join('.') : formatIpv6(numbers)
}

/** Reports LB132: engines take the whole network, without a word. */
function reportHostBits(text: string, {kind, text: address}: Address, bits: number, all: string, path: Origin, report: Report): void {
  const meant = `${addressOf(kind, all.slice(0, bits).padEnd(all.length, '0'))}/${bits}`
  report({
    ...kinds.hostBits,
    message: `\`${shorten(text)}\` is an address inside \`${meant}\`, and stands for that whole network.`,
    hint: `Write \`${meant}\`, or \`${address}\` for that address alone.`,
    path,
  })
}

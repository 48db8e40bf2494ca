import type {Report} from '../findings/finding.ts'
import {shorten} from '../findings/shorten.ts'
import {parseHost} from './endpoint.ts'
import {kinds} from './kinds.ts'
import type {Origin} from './sourced.ts'

/** Addresses that begin alike, or a single one. */
export interface Network {
  readonly kind: 'ipv4' | 'ipv6'
  /** In canonical text: `192.168.1.0/24`, `2001:db8::1`. */
  readonly text: string
}

/** The network that a text names, as a list of one; reports LB106, and is empty, when it names none. */
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
  if (Number(length ?? longest) > longest) {
    report({
      ...kinds.wrongAddress,
      message: `\`${shorten(text)}\` has a prefix length above ${longest}.`,
      hint: `Write at most \`/${longest}\`.`,
      path,
    })
    return []
  }
  return [{kind: host.kind, text: length === undefined ? host.text : `${host.text}/${Number(length)}`}]
}

import type {FindingKind, Report} from '../../findings/finding.ts'
import type {Server, Service} from '../../model/cluster.ts'
import {kinds} from './kinds.ts'

/**
 * The host of a server as a channel can name it. Balance reads IPv4 and names that look up to IPv4, and takes many a thing for an
 * address that is none (`446`, `0x7f000002`, `2001:db8::1`). Reports LB521, LB522, and LB544 for a name.
 */
export function channelHost(service: Service, server: Server, report: Report): string | undefined {
  const {name, address} = server.node
  const {kind, text} = address.value
  const say = (kindOfFinding: FindingKind, what: string, hint: string): void =>
    report({
      ...kindOfFinding,
      message: `Service \`${service.name}\` sends to node \`${name}\` at \`${text}\`${what}.`,
      hint,
      path: address.origin,
    })
  if (kind === 'ipv6') {
    say(kinds.ipv6Node, '; Balance reaches nodes by IPv4 alone', 'Give the node an IPv4 address, or use `engine: haproxy`.')
    return undefined
  }
  const why = kind === 'ipv4' ? unusableAddress(text) : unusableName(text)
  if (why !== undefined) {
    say(kinds.nodeAddress, `, ${why}`, 'Write the IPv4 address of the node, or its host name.')
    return undefined
  }
  const once = '; Balance looks the name up once, when it starts, and takes the first IPv4 address'
  if (kind === 'name') say(kinds.nameLookup, once, 'Write the IPv4 address, so that a missing or late name server cannot stop the service.')
  return text
}

function unusableAddress(text: string): string | undefined {
  const octets = /^(\d{1,3})\.(\d{1,3})\.(\d{1,3})\.(\d{1,3})$/.exec(text)?.slice(1) ?? []
  const isPlain = octets.length === 4 && octets.every(octet => String(Number(octet)) === octet && Number(octet) <= 255)
  if (!isPlain) return 'which is not an IPv4 address in plain form'
  const first = Number(octets[0])
  return first === 0 || first >= 224 ? 'which is no address of a machine' : undefined
}

const nameLabel = /^(?!.{64})[A-Za-z0-9_][A-Za-z0-9_-]*$/
const numberLabel = /^(?:\d+|0x[0-9a-f]*)$/i

function unusableName(text: string): string | undefined {
  const labels = text.split('.')
  if (text.length > 253 || !labels.every(label => nameLabel.test(label))) return 'which is not a host name that Balance can look up'
  return labels.every(label => numberLabel.test(label)) ? 'which Balance takes for a number' : undefined
}

/** Where a machine is: an IP address in canonical text (RFC 5952 for IPv6), or a host name. */
export type Host =
  | {readonly kind: 'ipv4'; readonly text: string}
  | {readonly kind: 'ipv6'; readonly text: string}
  | {readonly kind: 'name'; readonly text: string}

/** A host that is no name. */
export type Address = Exclude<Host, {readonly kind: 'name'}>

export type Family = Address['kind']

/** The host that a text names; undefined when it is neither an address nor a host name. */
export function parseHost(text: string): Host | undefined {
  if (isIpv4(text)) return {kind: 'ipv4', text}
  const groups = parseIpv6(text)
  if (groups !== undefined) return {kind: 'ipv6', text: formatIpv6(groups)}
  return isHostName(text) ? {kind: 'name', text} : undefined
}

/** An address with its port, IPv6 in brackets: `192.168.1.10:445`, `[2001:db8::5]:443`. */
export const formatEndpoint = (host: Host, port: number): string => `${formatHost(host)}:${port}`

/** An address without a port, as it stands where one could follow: IPv6 in brackets. */
export const formatHost = (host: Host): string => (host.kind === 'ipv6' ? `[${host.text}]` : host.text)

/** The IPv4 address inside an IPv4-mapped IPv6 one (`::ffff:192.0.2.1`); undefined for any other host. */
export const mappedIpv4 = (host: Host): string | undefined =>
  host.kind === 'ipv6' ? /^::ffff:(?<four>\d+\.\d+\.\d+\.\d+)$/.exec(host.text)?.groups?.['four'] : undefined

/** A host as packets know it: an IPv4 address in an IPv6 one is IPv4 on the wire. */
export function onTheWire<T extends Host>(host: T): T | {readonly kind: 'ipv4'; readonly text: string} {
  const text = mappedIpv4(host)
  return text === undefined ? host : {kind: 'ipv4', text}
}

/** One text for a host, however it is written. */
export const canonical = (host: Host): string => (host.kind === 'ipv4' ? host.text : onTheWire(host).text.toLowerCase())

/** Whether it is an address that every machine has of its own. */
export const isLoopback = (host: Host): boolean => host.kind !== 'name' && (canonical(host).startsWith('127.') || host.text === '::1')

const ipv4 = /^(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)(\.(25[0-5]|2[0-4]\d|1\d\d|[1-9]?\d)){3}$/

const isIpv4 = (text: string): boolean => ipv4.test(text)

/** A name of the DNS or a hosts file, whose last label keeps it apart from a mistyped address. */
const isHostName = (text: string): boolean =>
  text.length <= 253 &&
  /^[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?(\.[A-Za-z0-9_]([A-Za-z0-9_-]{0,61}[A-Za-z0-9_])?)*$/.test(text) &&
  !/^(.*\.)?(\d+|0x[0-9a-f]*)$/i.test(text)

/** The eight 16-bit groups of an IPv6 address. */
export function parseIpv6(text: string): readonly number[] | undefined {
  if (!/^[0-9a-fA-F:.]+$/.test(text)) return undefined
  // Four numbers with dots may stand for the last two groups alone.
  if (/\..*:/.test(text)) return undefined
  const halves = text.split('::').map(groupsOf)
  const [before, after] = halves
  if (halves.length > 2 || before === undefined || halves.includes(undefined)) return undefined
  if (halves.length === 1) return before.length === 8 ? before : undefined
  const gap = 8 - before.length - (after?.length ?? 0)
  return gap < 1 ? undefined : [...before, ...Array.from({length: gap}, () => 0), ...(after ?? [])]
}

function groupsOf(half: string): readonly number[] | undefined {
  if (half === '') return []
  const parts = half.split(':')
  const last = parts.at(-1) ?? ''
  const tail = last.includes('.') ? [parts.pop() ?? ''] : []
  if (!parts.every(part => /^[0-9a-fA-F]{1,4}$/.test(part)) || !tail.every(isIpv4)) return undefined
  const bytes = tail.flatMap(four => four.split('.').map(Number))
  const [a = 0, b = 0, c = 0, d = 0] = bytes
  return [...parts.map(part => Number.parseInt(part, 16)), ...(bytes.length === 4 ? [a * 256 + b, c * 256 + d] : [])]
}

/** Eight groups in canonical text. */
export function formatIpv6(groups: readonly number[]): string {
  const [six = 0, seven = 0] = groups.slice(6)
  if (groups.slice(0, 5).every(group => group === 0) && groups[5] === 0xffff) {
    return `::ffff:${[six >> 8, six & 255, seven >> 8, seven & 255].join('.')}`
  }
  const hex = groups.map(group => group.toString(16))
  const zeros = longestZeros(groups)
  if (zeros.length < 2) return hex.join(':')
  return `${hex.slice(0, zeros.start).join(':')}::${hex.slice(zeros.start + zeros.length).join(':')}`
}

function longestZeros(groups: readonly number[]): {readonly start: number; readonly length: number} {
  let best = {start: 0, length: 0}
  for (let start = 0; start < groups.length; start++) {
    let length = 0
    while (groups[start + length] === 0) length++
    if (length > best.length) best = {start, length}
  }
  return best
}

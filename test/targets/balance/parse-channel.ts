import type {Machine} from './machine.ts'

export interface Channel {
  readonly host: string
  readonly port: number
  readonly maxconn: number
}

/** Reads `host[:port[:maxc]]` as Balance does, the host looked up; undefined when it has no IPv4 address. */
export function readChannel(word: string, listenPort: number, machine: Machine, traps: string[]): Channel | undefined {
  const [hostText = '', portText = '', limitText = '', ...more] = word.split(':')
  const host = readHost(hostText, machine, traps)
  if (host === undefined) return undefined
  if (more.length > 0) traps.push('a fourth field')
  return {host, port: readPort(portText, listenPort, machine, traps), maxconn: readLimit(limitText, traps)}
}

function readHost(text: string, machine: Machine, traps: string[]): string | undefined {
  const number = readNumbers(text)
  if (number !== undefined) {
    if (number !== text) traps.push('a host that is read as a number')
    const first = Number(number.split('.')[0])
    if (first === 0 || first >= 224) traps.push('an address of no machine')
    return number
  }
  if (!/^[A-Za-z0-9_]/.test(text)) return undefined
  const addresses = machine.lookUp(text)
  const four = addresses.filter(address => !address.includes(':'))
  if (text === 'ip6-localhost') {
    traps.push('a name of an IPv6 address')
    return '127.0.0.1'
  }
  if (four.length > 1) traps.push('a name of several addresses')
  return four[0]
}

/** One to four numbers, decimal, octal or hexadecimal, of which the last fills what is left: what inet_aton takes. */
function readNumbers(text: string): string | undefined {
  const parts = text.trimEnd().split('.')
  if (parts.length > 4 || !parts.every(part => /^(?:0x[0-9a-f]*|\d+)$/i.test(part))) return undefined
  const numbers = parts.map(part => (/^0\d/.test(part) ? Number.parseInt(part, 8) : Number(part)))
  const last = numbers.pop() ?? 0
  if (numbers.some(part => !(part <= 255)) || !(last < 256 ** (4 - numbers.length))) return undefined
  const octets = Array.from({length: 4 - numbers.length}, (_, index) => Math.floor(last / 256 ** (3 - numbers.length - index)) % 256)
  return [...numbers, ...octets].join('.')
}

function readPort(text: string, listenPort: number, machine: Machine, traps: string[]): number {
  if (text === '') return listenPort
  const service = machine.services[text]
  if (service !== undefined) return service
  if (!/^[1-9]\d{0,4}$/.test(text) || Number(text) > 65_535) traps.push('a port of a channel that is not plainly written')
  return /^0x/i.test(text) ? 0 : Number.parseInt(text, 10) || 0
}

function readLimit(text: string, traps: string[]): number {
  if (text !== '' && !(/^\d+$/.test(text) && Number(text) <= 2_147_483_647)) traps.push('a limit that is not plainly written')
  // Kept in 32 bits, as atoi does.
  return Number.parseInt(text, 10) | 0
}

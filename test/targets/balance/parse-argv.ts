import {type Channel, readChannel} from './parse-channel.ts'
import {type Getopt, getopt} from './getopt.ts'
import type {Machine} from './machine.ts'

export interface Group {
  readonly type: 'hash' | 'rr'
  readonly channels: readonly Channel[]
}

/** What Balance makes of its arguments. */
export type Verdict =
  | {readonly accepted: false; readonly exitCode: number}
  | {
      readonly accepted: true
      readonly bind: string | undefined
      readonly family: 'ipv4' | 'ipv6'
      readonly port: number
      readonly flags: ReadonlySet<string>
      readonly options: ReadonlyMap<string, string>
      readonly groups: readonly Group[]
      /** Why it is not what it looks like; empty when it is. */
      readonly traps: readonly string[]
    }

/** The limits of a release: arguments after the port, and groups. */
export interface Limits {
  readonly arguments: number
  readonly groups: number
}

class Refused extends Error {
  readonly exitCode: number
  constructor(exitCode: number) {
    super(`exit ${exitCode}`)
    this.exitCode = exitCode
  }
}

/** Reads arguments as Balance 3.54 and 3.57 do on that machine, with the exit code where it refuses them. */
export function parseArgv(argv: readonly string[], machine: Machine, limits: Limits = {arguments: 63, groups: 32}): Verdict {
  try {
    return parse(argv, machine, limits)
  } catch (error) {
    if (error instanceof Refused) return {accepted: false, exitCode: error.exitCode}
    throw error
  }
}

function parse(argv: readonly string[], machine: Machine, limits: Limits): Verdict {
  const given = getopt(argv, 'cbBtT', 'adfpiHM6')
  if (given === undefined) throw new Refused(64)
  const {
    flags,
    options,
    operands: [portText, ...rest],
  } = given
  const traps = [...(given.permuted ? ['flags after operands'] : []), ...optionTraps(given, machine)]
  if (portText === undefined) throw new Refused(64)
  const isControl = options.has('c') || flags.has('i')
  if (isControl && rest.length > 0) throw new Refused(64)
  const port = readPort(portText, machine, traps)
  if (isControl) throw new Refused(69)
  const bind = options.get('b')
  const family = bindFamily(bind, flags.has('6'), port & 65_535, machine, traps)
  const groups = inBackground(flags.has('f'), () => readGroups(rest, port, machine, limits, traps))
  traps.push(...groupTraps(groups, rest.at(-1), family))
  return {accepted: true, bind, family, port, flags, options, groups, traps}
}

/** After the fork nobody hears of an error: the exit status is that of the parent. */
function inBackground<T>(foreground: boolean, read: () => T): T {
  try {
    return read()
  } catch (error) {
    throw !foreground && error instanceof Refused ? new Refused(0) : error
  }
}

function optionTraps({options}: Getopt, machine: Machine): readonly string[] {
  const times = ['t', 'T'].flatMap(name => options.get(name) ?? [])
  if (times.some(time => !(Number.parseInt(time, 10) >= 1))) throw new Refused(64)
  const source = options.get('B')
  return [
    ...(times.every(time => /^[1-9]\d*$/.test(time)) ? [] : ['a time that is no plain number']),
    ...(source === undefined || /^\d+\.\d+\.\d+\.\d+$/.test(source) || machine.lookUp(source).some(each => !each.includes(':'))
      ? []
      : ['a source address that is not IPv4']),
  ]
}

function readPort(text: string, machine: Machine, traps: string[]): number {
  const service = machine.services[text]
  if (service !== undefined) return service
  const port = Number.parseInt(text, 10) || 0
  if (port === 0 || /^0x/i.test(text)) throw new Refused(64)
  if (!/^\s*\+?\d+$/.test(text)) throw new Refused(71)
  if (!/^[1-9]\d*$/.test(text)) traps.push('a port that is not plainly written')
  if (port > 65_535) traps.push('a port that wraps')
  return port
}

/** The longest name of a control file is 255 bytes. */
function bindFamily(host: string | undefined, forced: boolean, port: number, machine: Machine, traps: string[]): 'ipv4' | 'ipv6' {
  if (!machine.mayListen(host, port)) throw new Refused(71)
  if (host === undefined) return forced ? 'ipv6' : 'ipv4'
  if (host.includes('/') || host.length > 241) throw new Refused(71)
  const isPlain = /^\d+\.\d+\.\d+\.\d+$/.test(host) || /^[0-9a-f:]*:[0-9a-f:.]+$/i.test(host) || host === '::'
  const addresses = isPlain ? [host] : host === '*' ? ['0.0.0.0'] : /^\d[\d.]*$/.test(host) ? ['127.0.0.1'] : machine.lookUp(host)
  const [address] = addresses
  if (address === undefined || !machine.isOwn(address)) throw new Refused(71)
  if (forced && !address.includes(':')) throw new Refused(71)
  if (!isPlain) traps.push('a listener that is no plain address')
  return address.includes(':') ? 'ipv6' : 'ipv4'
}

function readGroups(words: readonly string[], listenPort: number, machine: Machine, limits: Limits, traps: string[]): readonly Group[] {
  if (words.length > limits.arguments) throw new Refused(64)
  const groups: Group[] = []
  let channels: Channel[] = []
  for (const word of words) {
    if (word === '!' || word === '%') {
      if (channels.length === 0) throw new Refused(69)
      groups.push({type: word === '%' ? 'hash' : 'rr', channels})
      channels = []
      if (groups.length >= limits.groups) throw new Refused(69)
    } else {
      const channel = readChannel(word, listenPort, machine, traps)
      if (channel === undefined) throw new Refused(65)
      channels.push(channel)
    }
  }
  return channels.length > 0 ? [...groups, {type: 'rr', channels}] : groups
}

export const oneChannelHash = 'a hash of one channel, which decides nothing'

function groupTraps(groups: readonly Group[], lastWord: string | undefined, family: 'ipv4' | 'ipv6'): readonly string[] {
  const [first, ...others] = groups
  if (first === undefined) return ['no channels']
  const isHash = first.type === 'hash'
  return [
    ...(isHash && first.channels.length > 1 && family === 'ipv4' ? ['a hash on an IPv4 socket'] : []),
    ...(isHash && first.channels.length === 1 && others.length > 0 ? [oneChannelHash] : []),
    ...(others.some(({type}) => type === 'hash') ? ['a hash beyond the first group'] : []),
    ...(lastWord === '!' && others.length === 0 ? ['a separator that separates nothing'] : []),
  ]
}

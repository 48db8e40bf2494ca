import type {Socket} from 'node:net'

/** What a header of the PROXY protocol says. */
export interface Told {
  readonly version: 'v1' | 'v2'
  /** The client's address; empty when the header is about nobody, as in a check. */
  readonly source: string
}

const signature = Buffer.from('0d0a0d0a000d0a515549540a', 'hex')

/** Reads the header at the start of a connection and hands it on; hangs up when there is none. What follows stays to be read. */
export function readProxyHeader(socket: Socket, then: (told: Told) => void): void {
  let heard = Buffer.alloc(0)
  const listen = (bytes: Buffer): void => {
    heard = Buffer.concat([heard, bytes])
    const header = parse(heard)
    if (header === 'more') return
    socket.off('data', listen).pause()
    if (header === 'none') return void socket.destroy()
    socket.unshift(heard.subarray(header.length))
    then(header.told)
  }
  socket.on('error', () => undefined)
  socket.on('data', listen).resume()
}

function parse(bytes: Buffer): 'more' | 'none' | {readonly length: number; readonly told: Told} {
  if (bytes.length < 12) return 'more'
  if (bytes.subarray(0, 12).equals(signature)) return parseSecond(bytes)
  const line = /^PROXY (?:UNKNOWN.*|TCP[46] (\S+) \S+ \d+ \d+)\r\n/.exec(bytes.toString('latin1'))
  if (line) return {length: line[0].length, told: {version: 'v1', source: line[1] ?? ''}}
  return bytes.length < 107 && bytes.toString('latin1').startsWith('PROXY ') ? 'more' : 'none'
}

function parseSecond(bytes: Buffer): ReturnType<typeof parse> {
  if (bytes.length < 16) return 'more'
  const length = 16 + bytes.readUInt16BE(14)
  if (bytes.length < length) return 'more'
  return {length, told: {version: 'v2', source: addressIn(bytes)}}
}

function addressIn(bytes: Buffer): string {
  const isProxied = (bytes.readUInt8(12) & 0xf) === 1
  const family = bytes.readUInt8(13) >> 4
  if (!isProxied || family === 0) return ''
  if (family === 1) return [...bytes.subarray(16, 20)].join('.')
  const groups = Array.from({length: 8}, (_, index) => bytes.readUInt16BE(16 + 2 * index).toString(16))
  return new URL(`http://[${groups.join(':')}]`).hostname.slice(1, -1)
}

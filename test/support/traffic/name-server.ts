import {type Socket, createSocket} from 'node:dgram'

/** One SRV record. */
export interface Service {
  readonly target: string
  readonly port: number
  readonly weight?: number
}

/** What there is of each name: IPv4 addresses, or SRV records. A name that is not there does not exist. */
export type Zone = Readonly<Record<string, readonly string[] | readonly Service[]>>

/** A small name server. */
export interface NameServer {
  readonly port: number
  /** What it answers from now on. */
  answer: (zone: Zone) => void
  /** Whether it gives no answer at all. */
  mute: (isMute: boolean) => void
  readonly close: () => Promise<void>
}

const A = 1
const SRV = 33

/** Starts one on a free port of 127.0.0.1, over UDP. */
export async function playNameServer(zone: Zone = {}): Promise<NameServer> {
  const socket = createSocket('udp4')
  let [known, isMute] = [zone, false]
  socket.on('message', (query, from) => {
    if (!isMute) socket.send(answerTo(query, known), from.port, from.address)
  })
  await new Promise<void>((resolve, reject) => socket.once('error', reject).bind(0, '127.0.0.1', resolve))
  return {
    port: socket.address().port,
    answer: next => void (known = next),
    mute: next => void (isMute = next),
    close: () => closing(socket),
  }
}

const closing = (socket: Socket): Promise<void> => new Promise(resolve => socket.close(() => resolve()))

/** An answer in the form of RFC 1035: the question again, and the records of the wanted type. */
function answerTo(query: Buffer, zone: Zone): Buffer {
  const {name, end} = readName(query, 12)
  const type = query.readUInt16BE(end)
  const known = zone[name.toLowerCase()]
  const records = (known ?? []).flatMap(one =>
    typeof one === 'string' ? (type === A ? address(one) : []) : type === SRV ? service(one) : [],
  )
  const header = Buffer.alloc(12)
  query.copy(header, 0, 0, 2)
  // An authoritative answer; 3: there is no such name.
  header.writeUInt16BE(0x8580 | (known === undefined ? 3 : 0), 2)
  header.writeUInt16BE(1, 4)
  header.writeUInt16BE(records.length, 6)
  const extended = query.readUInt16BE(10) > 0 ? [extension] : []
  header.writeUInt16BE(extended.length, 10)
  return Buffer.concat([header, query.subarray(12, end + 4), ...records.map(data => record(type, data)), ...extended])
}

/** What answers those who say how long an answer they take (RFC 6891): 8192 bytes here. */
const extension = Buffer.from([0, 0, 41, 0x20, 0, 0, 0, 0, 0, 0, 0])

/** A record of the name in the question, which stands at byte 12. */
function record(type: number, data: Buffer): Buffer {
  const head = Buffer.from([0xc0, 12, 0, type, 0, 1, 0, 0, 0, 1, 0, 0])
  head.writeUInt16BE(data.length, 10)
  return Buffer.concat([head, data])
}

const address = (text: string): Buffer => Buffer.from(text.split('.').map(Number))

function service({target, port, weight = 1}: Service): Buffer {
  const head = Buffer.alloc(6)
  head.writeUInt16BE(weight, 2)
  head.writeUInt16BE(port, 4)
  const labels = target.split('.').flatMap(label => [Buffer.from([label.length]), Buffer.from(label)])
  return Buffer.concat([head, ...labels, Buffer.from([0])])
}

function readName(message: Buffer, start: number): {readonly name: string; readonly end: number} {
  const labels: string[] = []
  let at = start
  for (let length = message[at] ?? 0; length > 0; length = message[at] ?? 0) {
    labels.push(message.subarray(at + 1, at + 1 + length).toString())
    at += length + 1
  }
  return {name: labels.join('.'), end: at + 1}
}

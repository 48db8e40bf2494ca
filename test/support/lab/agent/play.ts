import {type UdpPlay, playUdp} from './udp.ts'
import {createServer as createHttpServer} from 'node:http'
import {type Server, type Socket, createServer} from 'node:net'
import {TLSSocket} from 'node:tls'
import {type PlayedNode, ignore, listen, pair} from '../../traffic/nodes.ts'
import {type Told, readProxyHeader} from './proxy-protocol.ts'

export interface Play {
  /** `talk` answers whatever is said, until the client hangs up: see `talk` of a host. */
  readonly kind?: 'http' | 'talk' | 'tcp' | 'udp'
  /** Every connection must begin with a header of the PROXY protocol. */
  readonly proxy?: boolean
  /** Certificate and key, a file on this host: all is in TLS. */
  readonly pem?: string
  /** The status of what is asked for by path; 200 where nothing is said. */
  readonly status?: Readonly<Record<string, number>>
}

/** What a node says of a connection: in JSON, on one line. */
export interface Heard {
  readonly node: string
  readonly port: number
  /** The address from which the connection came. */
  readonly source: string
  /** The client's address by the PROXY protocol. */
  readonly told?: string
  readonly version?: Told['version']
  readonly url?: string
  readonly headers?: NodeJS.Dict<string | string[]>
}

interface Playing extends PlayedNode {
  status: Readonly<Record<string, number>>
}

const played = new Map<string, Playing>()

const keyOf = (port: number, kind: Play['kind']): string => `${kind === 'udp' ? 'udp' : 'tcp'}:${port}`

/** Serves on a port of all of this host's addresses, and answers with what it heard. */
export async function play(node: string, port: number, {kind = 'http', proxy = false, pem, status = {}}: Play): Promise<void> {
  const key = keyOf(port, kind)
  if (kind === 'udp') {
    const answer: UdpPlay = source => JSON.stringify({node, port, source: plain(source)} satisfies Heard)
    return void played.set(key, {...(await playUdp(port, answer)), status})
  }
  const answer = kind === 'http' ? answerHttp(key, node, port) : kind === 'talk' ? answerTalk(node, port) : answerTcp(node, port)
  const server = createServer({allowHalfOpen: kind === 'tcp', pauseOnConnect: true}, socket => {
    const source = plain(socket.remoteAddress ?? '')
    const goOn = (told?: Told): void => {
      const inner = pem === undefined ? socket : new TLSSocket(socket, {isServer: true, ...pair(pem)})
      answer(inner.on('error', ignore), {source, ...(told && {told: told.source, version: told.version})})
    }
    if (proxy) readProxyHeader(socket, goOn)
    else goOn()
  })
  played.set(key, {...(await listen(server, {host: '::', port})), status})
}

type Answer = (socket: Socket, heard: Pick<Heard, 'source' | 'told' | 'version'>) => void

const answerTcp =
  (node: string, port: number): Answer =>
  (socket, heard) =>
    void socket.end(`${JSON.stringify({node, port, ...heard} satisfies Heard)}\n`)

const answerTalk =
  (node: string, port: number): Answer =>
  (socket, heard) =>
    void socket.on('data', () => socket.write(`${JSON.stringify({node, port, ...heard} satisfies Heard)}\n`)).resume()

function answerHttp(key: string, node: string, port: number): Answer {
  const about = new WeakMap<Socket, Pick<Heard, 'source'>>()
  const server = createHttpServer((request, response) => {
    const {url = '/', headers} = request
    const heard = {node, port, ...(about.get(request.socket) ?? {source: ''}), url, headers} satisfies Heard
    const status = played.get(key)?.status[url.split('?')[0] ?? ''] ?? 200
    response.writeHead(status, {'content-type': 'application/json'}).end(`${JSON.stringify(heard)}\n`)
  })
  server.on('clientError', (_error, socket) => socket.destroy())
  return (socket, heard) => {
    about.set(socket, heard)
    // What Node's own servers do with the connections that they accept.
    ;(server as Server).emit('connection', socket)
    socket.resume()
  }
}

/** From now on these paths are answered with this status. */
export function setStatus(port: number, status: Readonly<Record<string, number>>): void {
  const one = played.get(keyOf(port, 'http'))
  if (one === undefined) throw new Error(`Nothing is played on port ${port}.`)
  one.status = status
}

/** Closes the port and its connections. */
export async function stopPlaying(port: number, kind: Play['kind']): Promise<void> {
  const key = keyOf(port, kind)
  await played.get(key)?.close()
  played.delete(key)
}

/** IPv4 as IPv4, also where the socket listens for both. */
const plain = (address: string): string => address.replace(/^::ffff:(?=\d+\.)/, '')

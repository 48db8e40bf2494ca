import {constants} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {type IncomingMessage, type Server as HttpServer, createServer as createHttpServer} from 'node:http'
import {createServer as createHttpsServer} from 'node:https'
import {type Server, type Socket, createServer} from 'node:net'
import {type TLSSocket, createServer as createTlsServer} from 'node:tls'

/** A small server that plays a node. */
export interface PlayedNode {
  readonly close: () => Promise<void>
}

export interface Place {
  readonly host: string
  readonly port: number
}

/** Says who it is and on which port, and hangs up. Waits for the client's first words when told to. */
export const playTcp = (name: string, place: Place): Promise<PlayedNode> =>
  listen(
    createServer(
      {allowHalfOpen: true},
      socket => void socket.on('error', ignore).end(`${name} ${socket.localPort} ${socket.remoteAddress}\n`),
    ),
    place,
  )

/** Gives back all that it hears, until the client hangs up. */
export const playEcho = (place: Place): Promise<PlayedNode> =>
  listen(
    createServer(socket => void socket.on('error', ignore).pipe(socket)),
    place,
  )

/** Says the first bytes that it hears, in hex, and hangs up. */
export const playListener = (place: Place): Promise<PlayedNode> =>
  listen(
    createServer(socket => void socket.on('error', ignore).once('data', (bytes: Buffer) => socket.end(bytes.toString('hex')))),
    place,
  )

/** Hears whatever is said, and says nothing. */
export const playSilence = (place: Place): Promise<PlayedNode> =>
  listen(
    createServer(socket => void socket.on('error', ignore).resume()),
    place,
  )

/** What a node made of a request. */
export interface Answer {
  readonly node: string
  readonly port: number | undefined
  readonly url: string | undefined
  readonly headers: NodeJS.Dict<string | string[]>
  readonly encrypted: boolean
  /** The name that the client asked for in TLS. */
  readonly sni: string | undefined
  readonly clientName: string | undefined
}

export interface HttpBehaviour {
  /** Certificate and key: the node speaks TLS. */
  readonly pem?: string
  /** Asks the load balancer for a certificate that this one has signed. */
  readonly authority?: string
  /** The status of what is asked for; 200 unless told otherwise. */
  readonly status?: (url: string) => number
  /** Headers of the answer. */
  readonly headers?: Readonly<Record<string, string>>
  /** The answer itself, in place of what was heard. */
  readonly body?: string
  /** Until when an answer waits. */
  readonly wait?: (url: string) => Promise<unknown>
}

/** Answers every request with what it heard, as JSON. */
export function playHttp(
  name: string,
  place: Place,
  {pem, authority, status = () => 200, headers = {}, body, wait}: HttpBehaviour = {},
): Promise<PlayedNode> {
  const answer = (request: IncomingMessage): Answer => {
    // The cast: which of the two it is, `encrypted` says.
    const socket = request.socket as TLSSocket
    return {
      node: name,
      port: socket.localPort,
      url: request.url,
      headers: request.headers,
      encrypted: socket.encrypted === true,
      sni: (socket.encrypted && typeof socket.servername === 'string' && socket.servername) || undefined,
      clientName: socket.encrypted ? [socket.getPeerCertificate().subject?.CN].flat()[0] : undefined,
    }
  }
  const server: HttpServer =
    pem === undefined
      ? createHttpServer()
      : createHttpsServer({
          ...pair(pem),
          ...(authority !== undefined && {ca: readFileSync(authority), requestCert: true, rejectUnauthorized: true}),
        })
  server.on('request', async (request, response) => {
    const url = request.url ?? ''
    await wait?.(url)
    response.writeHead(status(url), {'content-type': 'application/json', ...headers}).end(body ?? JSON.stringify(answer(request)))
  })
  server.keepAliveTimeout = 200
  server.on('clientError', (_error, socket) => socket.destroy())
  return listen(server, place)
}

/** The same as playTcp, in TLS. */
export const playTls = (name: string, place: Place, pem: string): Promise<PlayedNode> =>
  listen(
    createTlsServer(pair(pem), socket => void socket.on('error', ignore).end(`${name} ${socket.localPort}\n`)),
    place,
  )

/** The same, with sessions that it keeps by their identifiers, as TLS up to 1.2 knows them: without tickets. */
export function playTlsSessions(name: string, place: Place, pem: string): Promise<PlayedNode> {
  const sessions = new Map<string, Buffer>()
  const options = {...pair(pem), maxVersion: 'TLSv1.2', secureOptions: constants.SSL_OP_NO_TICKET} as const
  const server = createTlsServer(options, socket => void socket.on('error', ignore).end(`${name} ${socket.localPort}\n`))
  server.on('newSession', (id: Buffer, session: Buffer, done: () => void) => {
    sessions.set(id.toString('hex'), session)
    done()
  })
  server.on('resumeSession', (id: Buffer, done: (error: null, session: Buffer | null) => void) => {
    done(null, sessions.get(id.toString('hex')) ?? null)
  })
  return listen(server, place)
}

/** What Node wants of a PEM file that holds both. */
export const pair = (pem: string): {readonly cert: string; readonly key: string} => {
  const text = readFileSync(pem, 'utf8')
  return {cert: text, key: text}
}

/** A check hangs up in the middle of an answer. */
export const ignore = (): void => undefined

/** Starts a server; closing it ends its connections. */
export function listen(server: Server, {host, port}: Place): Promise<PlayedNode> {
  const open = new Set<Socket>()
  server.on('connection', (socket: Socket) => {
    open.add(socket)
    socket.on('close', () => open.delete(socket)).on('error', ignore)
  })
  server.on('tlsClientError', ignore)
  const close = (): Promise<void> =>
    new Promise(resolve => {
      server.close(() => resolve())
      for (const socket of open) socket.destroy()
    })
  return new Promise((resolve, reject) => {
    server.on('error', reject).listen({host, port, backlog: 511}, () => resolve({close}))
  })
}

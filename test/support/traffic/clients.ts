import {type IncomingHttpHeaders, request as httpRequest} from 'node:http'
import {request as httpsRequest} from 'node:https'
import {connect as connectTcp} from 'node:net'
import {type ConnectionOptions, connect as connectTls} from 'node:tls'
import type {Answer} from './nodes.ts'

const PATIENCE_MS = 15_000

interface Door {
  readonly host: string
  readonly port: number
  /** The client's own address. */
  readonly from?: string
}

/** All that is said on a connection, until the other side hangs up; rejects when it never does, or breaks the connection. */
export function hear({host, port, from}: Door, say?: string | Buffer): Promise<string> {
  return new Promise((resolve, reject) => {
    const socket = connectTcp({host, port, ...(from !== undefined && {localAddress: from}), allowHalfOpen: true})
    const heard: Buffer[] = []
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('The other side never hung up.')))
    socket.on('connect', () => say !== undefined && socket.write(say))
    socket.on('data', (bytes: Buffer) => heard.push(bytes))
    socket.on('error', reject).on('end', () => socket.destroy())
    socket.on('close', () => resolve(Buffer.concat(heard).toString()))
  })
}

/** Who answers on a connection: the first word of all that is said there; empty when nobody does. */
export const whoAnswers = async (door: Door): Promise<string> => (await hear(door).catch(() => '')).split(' ')[0] ?? ''

/** How often each one answers, of so many connections with some at a time. */
export async function countAnswers(door: Door, connections: number, together = 16): Promise<Readonly<Record<string, number>>> {
  const counts: Record<string, number> = {}
  let left = connections
  const client = async (): Promise<void> => {
    while (left-- > 0) {
      const name = await whoAnswers(door)
      counts[name] = (counts[name] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({length: together}, client))
  return counts
}

export interface Reply {
  readonly status: number
  readonly headers: IncomingHttpHeaders
  readonly body: string
}

export interface Question extends Door {
  readonly path?: string
  /** Several values are lines of their own. */
  readonly headers?: Readonly<Record<string, string | string[]>>
  readonly tls?: ConnectionOptions
}

/** The reply to one request on a connection of its own. Certificates are not looked at unless `tls` says so. */
export async function ask(question: Question): Promise<Reply> {
  const {body, ...reply} = await askBytes(question)
  return {...reply, body: body.toString()}
}

/** The same with the body as it came. */
export function askBytes({
  host,
  port,
  from,
  path = '/',
  headers = {},
  tls,
}: Question): Promise<Omit<Reply, 'body'> & {readonly body: Buffer}> {
  const options = {
    host,
    port,
    path,
    headers: {connection: 'close', ...headers},
    agent: false,
    timeout: PATIENCE_MS,
    ...(from !== undefined && {localAddress: from}),
  }
  return new Promise((resolve, reject) => {
    const request = tls === undefined ? httpRequest(options) : httpsRequest({...options, rejectUnauthorized: false, ...tls})
    request.on('error', reject).on('timeout', () => request.destroy(new Error('No reply came.')))
    request.on('response', response => {
      const pieces: Buffer[] = []
      response.on('data', (piece: Buffer) => pieces.push(piece)).on('error', reject)
      response.on('end', () => resolve({status: response.statusCode ?? 0, headers: response.headers, body: Buffer.concat(pieces)}))
    })
    request.end()
  })
}

/** What the node says of a request; rejects when no node has answered. */
export async function askNode(question: Question): Promise<Answer> {
  const {status, body} = await ask(question)
  if (!body.startsWith('{')) throw new Error(`No node answered, but ${status}: ${body}`)
  // The cast: nodes.ts wrote it.
  return JSON.parse(body) as Answer
}

/** Who answers in TLS up to 1.2 to a client that comes back with a session, and the session that it has then. */
export function resume(
  {host, port}: Door,
  session?: Buffer,
): Promise<{readonly node: string; readonly session: Buffer | undefined; readonly isReused: boolean}> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({host, port, rejectUnauthorized: false, maxVersion: 'TLSv1.2', ...(session && {session})})
    let heard = ''
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('Nothing more came.')))
    socket.on('error', reject).on('data', (bytes: Buffer) => (heard += bytes.toString()))
    socket.on('end', () => {
      resolve({node: heard.split(' ')[0] ?? '', session: socket.getSession(), isReused: socket.isSessionReused()})
      socket.destroy()
    })
  })
}

/** How a TLS connection came about; rejects when none does. With what the server says until it hangs up, if it is to say something. */
export function shakeHands(
  {host, port}: Door,
  options: ConnectionOptions & {readonly hears?: boolean} = {},
): Promise<{
  readonly protocol: string | null
  readonly alpn: string | false | null
  readonly name: string | undefined
  readonly heard: string
}> {
  return new Promise((resolve, reject) => {
    const socket = connectTls({host, port, rejectUnauthorized: false, ...options})
    let heard = ''
    const conclude = (): void => {
      resolve({protocol: socket.getProtocol(), alpn: socket.alpnProtocol, name: [socket.getPeerCertificate().subject?.CN].flat()[0], heard})
      socket.destroy()
    }
    socket.setTimeout(PATIENCE_MS, () => socket.destroy(new Error('Nothing more came.')))
    socket.on('error', reject).on('data', (bytes: Buffer) => (heard += bytes.toString()))
    if (options.hears === true)
      socket.on('end', () => (socket.getProtocol() === null ? socket.destroy(new Error('No TLS came about.')) : conclude()))
    else socket.on('secureConnect', conclude)
  })
}

import {type Socket, connect} from 'node:net'
import {ignore} from '../../traffic/nodes.ts'
import {within} from './client.ts'

const PATIENCE_MS = 15_000

const talks = new Map<string, readonly Socket[]>()

/** Opens connections to `tcp://…:port`, which stay open. */
export function talk(name: string, url: string, connections: number): void {
  const {hostname, port} = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  talks.set(
    name,
    Array.from({length: connections}, () =>
      connect({host, port: Number(port), noDelay: true})
        .setEncoding('utf8')
        .on('error', ignore),
    ),
  )
}

/** Asks once on each connection: who answers, else the code of the error by which it ends, `closed`, or `nobody`. */
export const askTalk = (name: string): Promise<readonly string[]> =>
  Promise.all((talks.get(name) ?? []).map(socket => within(PATIENCE_MS, answerOn(socket)).catch(() => 'nobody')))

function answerOn(socket: Socket): Promise<string> {
  if (socket.destroyed) return Promise.resolve('closed')
  return new Promise(resolve => {
    // The cast: play.ts wrote it.
    socket.once('data', (text: string) => resolve((JSON.parse(text) as {node: string}).node))
    socket.once('error', (error: NodeJS.ErrnoException) => resolve(error.code ?? error.message))
    socket.once('close', () => resolve('closed'))
    socket.write('?\n')
  })
}

export function endTalk(name: string): void {
  for (const socket of talks.get(name) ?? []) socket.destroy()
  talks.delete(name)
}

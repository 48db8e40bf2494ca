import {spawn} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'
import {connect} from 'node:net'
import type {RunningStunnel} from './stunnel.ts'
import {until} from './wait.ts'

/**
 * Starts Pound in the foreground, never for longer than a test may take, and waits until all of its listeners answer. The file says
 * nothing of that: each distribution's own service does, by an argument that 2.8 does not have.
 */
export async function startPound(program: string, file: string): Promise<RunningStunnel> {
  const [configuration, pid] = [`${file}.here`, `${file}.pid`]
  const text = readFileSync(file, 'utf8')
  writeFileSync(configuration, `Daemon 0\n${text}`)
  const child = spawn('timeout', ['-k', '2', '150', program, '-f', configuration, '-p', pid], {stdio: ['ignore', 'pipe', 'pipe']})
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (said += bytes.toString()))
  let hasEnded = false
  const ended = new Promise<void>(resolve => child.on('close', () => ((hasEnded = true), resolve())))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  const doors = [...text.matchAll(/^ListenHTTPS\n +Address (\S+)\n +Port (\d+)$/gm)].map(([, host = '', port]) => ({
    host,
    port: Number(port),
  }))
  await until('Pound listens', async () => {
    if (hasEnded) throw new Error(`Pound did not start: ${said}`)
    return (await Promise.all(doors.map(answers))).every(Boolean)
  }).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {stop}
}

const answers = (door: {readonly host: string; readonly port: number}): Promise<boolean> =>
  new Promise(resolve => {
    const socket = connect(door)
    socket.once('connect', () => (socket.destroy(), resolve(true)))
    socket.once('error', () => resolve(false))
  })

import {spawn} from 'node:child_process'
import {until} from './wait.ts'

/** A stunnel that runs. */
export interface RunningStunnel {
  readonly stop: () => Promise<void>
}

/** Starts stunnel in the foreground, never for longer than a test may take, and waits until it listens. */
export async function startStunnel(program: string, file: string): Promise<RunningStunnel> {
  const child = spawn('timeout', ['-k', '2', '150', program, file], {stdio: ['ignore', 'pipe', 'pipe']})
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (said += bytes.toString()))
  let hasEnded = false
  const ended = new Promise<void>(resolve => child.on('close', () => ((hasEnded = true), resolve())))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  await until('stunnel listens', () => {
    if (hasEnded) throw new Error(`stunnel did not start: ${said}`)
    return Promise.resolve(said.includes('Configuration successful'))
  }).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {stop}
}

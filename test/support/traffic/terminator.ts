import {spawn} from 'node:child_process'
import {until} from './wait.ts'

/** A program that ends TLS, and runs. */
export interface RunningTerminator {
  readonly stop: () => Promise<void>
}

/** Starts one in the foreground, never for longer than a test may take, and waits until what it has said, or who asks, says that it listens. */
export async function startTerminator(
  title: string,
  command: readonly string[],
  listens: (said: string) => Promise<boolean>,
): Promise<RunningTerminator> {
  const child = spawn('timeout', ['-k', '2', '150', ...command], {stdio: ['ignore', 'pipe', 'pipe']})
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (said += bytes.toString()))
  let hasEnded = false
  const ended = new Promise<void>(resolve => child.on('close', () => ((hasEnded = true), resolve())))
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  await until(`${title} listens`, async () => {
    if (hasEnded) throw new Error(`${title} did not start: ${said}`)
    return listens(said)
  }).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {stop}
}

import {spawn} from 'node:child_process'
import {connect} from 'node:net'
import {until} from './wait.ts'

/** A HAProxy that runs. */
export interface RunningHaproxy {
  readonly pid: number | undefined
  /** What it answers to a command on its socket for administration. */
  readonly command: (text: string) => Promise<string>
  /** Comes when it has ended. */
  readonly ended: Promise<void>
  /** All that it has said of itself so far. */
  readonly said: () => string
  readonly stop: () => Promise<void>
}

/** Starts HAProxy in the foreground, never for longer than a test may take, and waits until it answers. */
export async function startHaproxy(program: string, file: string, socket: string, more: readonly string[] = []): Promise<RunningHaproxy> {
  const before = await processAt(socket)

  const child = spawn('timeout', ['-k', '2', '150', program, '-db', '-f', file, ...more], {stdio: ['ignore', 'pipe', 'pipe']})
  let said = ''
  for (const stream of [child.stdout, child.stderr]) stream.on('data', (bytes: Buffer) => (said += bytes.toString()))
  const ended = new Promise<void>(resolve => child.on('close', () => resolve()))
  let hasEnded = false
  void ended.then(() => (hasEnded = true))

  const command = (text: string): Promise<string> => tell(socket, text)
  const answers = async (): Promise<boolean> => {
    if (hasEnded) throw new Error(`HAProxy did not start: ${said}`)
    const pid = await processAt(socket)
    return pid !== undefined && pid !== before
  }
  const stop = async (): Promise<void> => {
    child.kill('SIGTERM')
    await ended
  }
  await until('HAProxy answers', answers).catch(async (error: unknown) => {
    await stop()
    throw error
  })
  return {pid: child.pid, command, ended, said: () => said, stop}
}

/** The number of the process that answers on a socket for administration. */
const processAt = async (socket: string): Promise<string | undefined> =>
  /^Pid: (\d+)$/m.exec(await tell(socket, 'show info').catch(() => ''))?.[1]

/** What a HAProxy answers to a command on its socket for administration. */
export function tell(socket: string, text: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const client = connect(socket)
    let answer = ''
    client.setTimeout(5000, () => client.destroy(new Error('HAProxy does not answer on its socket.')))
    client.on('connect', () => client.write(`${text}\n`)).on('error', reject)
    client.on('data', (bytes: Buffer) => (answer += bytes.toString())).on('end', () => resolve(answer))
  })
}

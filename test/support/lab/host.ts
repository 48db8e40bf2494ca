import type {Calls} from './agent/calls.ts'
import type {Answer, Question, Watched} from './agent/client.ts'
import type {Play} from './agent/play.ts'
import type {Agent, Started} from './connection.ts'

export interface Outcome {
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

export interface RunOptions {
  readonly timeoutMs?: number
  readonly env?: Readonly<Record<string, string>>
  readonly input?: string
}

/** A program that goes on running. */
export interface Daemon {
  readonly pid: number
  /** All that it has said on standard output and error. */
  readonly said: () => string
  readonly hasEnded: () => boolean
  /** Sends a signal; comes when the program has ended. */
  readonly stop: (signal?: NodeJS.Signals) => Promise<void>
  /** Sends a signal, and that is all. */
  readonly signal: (signal: NodeJS.Signals) => void
}

/** Connections that stay open. */
export interface Talk {
  /** Asks once on each: who answers, else the code of the error by which it ends, `closed`, or `nobody`. */
  readonly ask: () => Promise<readonly string[]>
  readonly end: () => Promise<void>
}

/** A machine of the lab: its own name, network, processes, and files on top of the real machine's. */
export interface Host {
  readonly name: string
  /** Runs a program, 40 seconds at most; gives what it said on standard output, and rejects with all that it said when it fails. */
  readonly run: (...command: readonly string[]) => Promise<string>
  /** The same with lines of shell; the first that fails ends them. */
  readonly shell: (lines: string, options?: RunOptions) => Promise<string>
  /** Runs a program that may fail. */
  readonly attempt: (command: readonly string[], options?: RunOptions) => Promise<Outcome>
  /** Starts a program that stays in the foreground. */
  readonly start: (...command: readonly string[]) => Promise<Daemon>
  readonly write: (path: string, text: string, mode?: number) => Promise<void>
  readonly read: (path: string) => Promise<string>
  /** Serves on a port of all addresses: by default HTTP. Answers say who served, and whom it saw: see `ask`. */
  readonly play: (port: number, how?: Play) => Promise<void>
  readonly stopPlaying: (port: number, kind?: Play['kind']) => Promise<void>
  /** From now on these paths of the HTTP that is played on a port get this status: `{'/health': 503}`. */
  readonly setStatus: (port: number, status: Readonly<Record<string, number>>) => Promise<void>
  /** Asks at `http://`, `https://`, `tcp://` or `udp://`; what the node heard. Rejects when no node answers. */
  readonly ask: (url: string, question?: Question) => Promise<Answer>
  /** Asks so many times, each on its own connection; how often each node answered, and `nobody`. */
  readonly count: (
    url: string,
    times: number,
    question?: Question & {readonly together?: number},
  ) => Promise<Readonly<Record<string, number>>>
  /** Asks all the time, every 20 ms by default, until `end`, which says what was lost. */
  readonly watch: (url: string, question?: Question & {readonly everyMs?: number}) => Promise<{readonly end: () => Promise<Watched>}>
  /** Opens so many connections to `tcp://…:port`, where `talk` is played. */
  readonly talk: (url: string, connections: number) => Promise<Talk>
  /** What a program answers to a line on its socket, as HAProxy does for administration. */
  readonly tell: (socket: string, line: string) => Promise<string>
  /** Adds an address as `ip addr add` does, and tells the network, as who takes an address over by hand would. */
  readonly addAddress: (address: string, device?: string) => Promise<void>
  readonly removeAddress: (address: string, device?: string) => Promise<void>
  /** Pulls the cable of an interface out. */
  readonly unplug: (device?: string) => Promise<void>
  readonly plug: (device?: string) => Promise<void>
  /** Ends it as a power cut does: no process gets to say a last word, and its cables hang loose. */
  readonly powerOff: () => Promise<void>
}

const RUN_MS = 40_000

export interface Cables {
  readonly set: (device: string, state: 'up' | 'down') => Promise<void>
  readonly cut: () => Promise<void>
}

export function makeHost(name: string, agent: Agent, cables: Cables): Host {
  const attempt: Host['attempt'] = (command, options) => attemptOn(agent, command, options)
  const run: Host['run'] = async (...command) => succeed(name, command, await attempt(command))
  let watches = 0
  const call = async <Name extends keyof Calls>(what: Name, ...args: Parameters<Calls[Name]>): Promise<Awaited<ReturnType<Calls[Name]>>> =>
    agent.call(what, ...args).catch((error: unknown) => {
      throw new Error(`${name}: ${what} ${JSON.stringify(args[0])}: ${error instanceof Error ? error.message : String(error)}`)
    })
  return {
    name,
    attempt,
    run,
    shell: async (lines, options) => succeed(name, [lines], await attempt(['sh', '-euc', lines], options)),
    start: async (...command) => watchOver(await agent.spawn(command)),
    write: (path, text, mode = 0o644) => call('writeFile', path, text, mode),
    read: path => call('readFile', path),
    play: (port, how = {}) => call('play', name, port, how),
    stopPlaying: (port, kind = 'http') => call('stopPlaying', port, kind),
    setStatus: (port, status) => call('setStatus', port, status),
    ask: (url, question = {}) => call('ask', url, question),
    count: (url, times, question = {}) => call('count', url, times, question),
    watch: async (url, question = {}) => {
      const id = String(++watches)
      await call('watch', id, url, question)
      return {end: () => call('endWatch', id)}
    },
    talk: async (url, connections) => {
      const id = String(++watches)
      await call('talk', id, url, connections)
      return {ask: () => call('askTalk', id), end: () => call('endTalk', id)}
    },
    tell: (socket, line) => call('tell', socket, line),
    addAddress: async (address, device = 'eth0') => {
      const [bare = ''] = address.split('/')
      const isSixth = bare.includes(':')
      await run('ip', 'addr', 'add', address, 'dev', device, ...(isSixth ? ['nodad'] : []))
      if (!isSixth) await run('arping', '-q', '-U', '-c', '1', '-I', device, bare)
    },
    removeAddress: async (address, device = 'eth0') => void (await run('ip', 'addr', 'del', address, 'dev', device)),
    unplug: (device = 'eth0') => cables.set(device, 'down'),
    plug: (device = 'eth0') => cables.set(device, 'up'),
    powerOff: async () => {
      await cables.cut()
      await agent.gone
    },
  }
}

function succeed(host: string, command: readonly string[], {exitCode, stdout, stderr}: Outcome): string {
  if (exitCode === 0) return stdout
  throw new Error(`${host}: ${command.join(' ')}: exit code ${exitCode}\n${stderr}${stdout}`)
}

/** Runs a program to its end; one that takes too long is killed, and its exit code is 137. */
export async function attemptOn(
  agent: Agent,
  command: readonly string[],
  {timeoutMs = RUN_MS, env, input = ''}: RunOptions = {},
): Promise<Outcome> {
  const program = await agent.spawn(command, env)
  if (input !== '') program.write(input)
  program.closeInput()
  const timer = setTimeout(() => program.kill('SIGKILL'), timeoutMs)
  const {exitCode, signal} = await program.ended
  clearTimeout(timer)
  return {...program.said(), exitCode: signal === 'SIGKILL' ? 137 : exitCode}
}

function watchOver({pid, said, kill, ended}: Started): Daemon {
  let isOver = false
  void ended.then(() => (isOver = true))
  return {
    pid,
    said: () => said().stdout + said().stderr,
    hasEnded: () => isOver,
    signal: kill,
    stop: async (signal = 'SIGTERM') => {
      kill(signal)
      await ended
    },
  }
}

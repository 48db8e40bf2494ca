import type {Calls} from './agent/calls.ts'
import type {Order, Report} from './agent/protocol.ts'

/** Text to and from an agent. */
export interface Wire {
  readonly send: (text: string) => void
  readonly onText: (listener: (text: string) => void) => void
  /** Comes when nothing more can come, with the last words. */
  readonly ended: Promise<string>
}

/** A program that an agent has started. */
export interface Started {
  readonly pid: number
  readonly write: (text: string) => void
  readonly closeInput: () => void
  readonly kill: (signal: NodeJS.Signals) => void
  readonly onText: (listener: (text: string) => void) => void
  readonly said: () => {readonly stdout: string; readonly stderr: string}
  readonly ended: Promise<{readonly exitCode: number; readonly signal: NodeJS.Signals | null}>
}

/** An agent at the other end of a wire. */
export interface Agent {
  readonly spawn: (command: readonly string[], env?: Readonly<Record<string, string>>) => Promise<Started>
  readonly call: <Name extends keyof Calls>(name: Name, ...args: Parameters<Calls[Name]>) => Promise<Awaited<ReturnType<Calls[Name]>>>
  /** Comes when the agent is no more. */
  readonly gone: Promise<void>
}

type Listener = (report: Report) => void
type OrderWithoutId<One extends Order = Order> = One extends Order ? Omit<One, 'id'> : never

const READY_MS = 40_000

/** Waits until an agent answers on a wire, and gives orders to it. */
export async function connectAgent(wire: Wire, patienceMs = READY_MS): Promise<Agent> {
  const listeners = new Map<number, Listener>()
  let last = 0
  let rest = ''
  let lastWords: string | undefined
  const fail = (id: number): void => listeners.get(id)?.({id, is: 'failure', message: `The host is gone. ${lastWords}`.trim()})
  const order = (one: OrderWithoutId, id: number): void =>
    lastWords === undefined ? wire.send(`${JSON.stringify({...one, id})}\n`) : fail(id)
  const ready = new Promise<void>(resolve => listeners.set(0, ({is}) => is === 'ready' && resolve()))
  wire.onText(text => {
    const lines = (rest + text).split('\n')
    rest = lines.pop() ?? ''
    for (const line of lines) hear(line)
  })
  const hear = (line: string): void => {
    // The cast: agent.ts wrote it. A console may say something of its own before that.
    const report = line.startsWith('{"id":') ? (JSON.parse(line) as Report) : undefined
    if (report !== undefined) listeners.get(report.id)?.(report)
  }
  // What waits for an answer must not wait for ever.
  const giveUp = (words: string): void => {
    lastWords = words
    for (const id of listeners.keys()) fail(id)
  }
  void wire.ended.then(giveUp)
  const started = await Promise.race([
    ready.then(() => undefined),
    wire.ended.then(words => `it ended: ${words}`),
    new Promise<string>(resolve => setTimeout(() => resolve(`nothing for ${patienceMs} ms`), patienceMs).unref()),
  ])
  if (started !== undefined) throw new Error(`No agent: ${started}`)
  return {
    spawn: (command, env) => startProgram(++last, listeners, order, {do: 'spawn', command, ...(env !== undefined && {env})}),
    call: (name, ...args) =>
      new Promise((resolve, reject) => {
        const id = ++last
        listeners.set(id, report => {
          listeners.delete(id)
          // The cast: what the agent's function of that name gives.
          if (report.is === 'value') resolve(report.value as never)
          else reject(new Error(report.is === 'failure' ? report.message : `Not an answer: ${report.is}`))
        })
        // The cast: name and arguments fit each other, which a union does not know.
        order({do: 'call', name, args} as OrderWithoutId, id)
      }),
    gone: wire.ended.then(() => undefined),
  }
}

function startProgram(
  id: number,
  listeners: Map<number, Listener>,
  order: (one: OrderWithoutId, id: number) => void,
  spawn: OrderWithoutId,
): Promise<Started> {
  const said = {stdout: '', stderr: ''}
  const hearers: ((text: string) => void)[] = []
  let conclude: (how: {exitCode: number; signal: NodeJS.Signals | null}) => void = () => undefined
  const ended: Started['ended'] = new Promise(resolve => (conclude = resolve))
  return new Promise((resolve, reject) => {
    listeners.set(id, report => {
      if (report.is === 'started') {
        resolve({
          pid: report.pid,
          write: text => order({do: 'write', text, isLast: false}, id),
          closeInput: () => order({do: 'write', text: '', isLast: true}, id),
          kill: signal => order({do: 'kill', signal}, id),
          onText: hearer => void hearers.push(hearer),
          said: () => ({...said}),
          ended,
        })
      } else if (report.is === 'output') {
        said[report.stream] += report.text
        if (report.stream === 'stdout') for (const hearer of hearers) hearer(report.text)
      } else {
        listeners.delete(id)
        if (report.is === 'failure') reject(new Error(report.message))
        conclude(report.is === 'ended' ? report : {exitCode: 128, signal: 'SIGKILL'})
      }
    })
    order(spawn, id)
  })
}

/** The wire to an agent that another agent has started. */
export const wireTo = ({write, onText, said, ended}: Started): Wire => ({
  send: write,
  onText,
  ended: ended.then(({exitCode, signal}) => `${said().stderr} (${signal ?? `exit code ${exitCode}`})`.trim()),
})

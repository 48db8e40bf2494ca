import {ask as askReply, hear} from '../../traffic/clients.ts'
import {sleep} from '../../traffic/wait.ts'
import type {Heard} from './play.ts'
import {askUdp} from './udp.ts'

export interface Question {
  /** The client's own address; the system's choice by default. */
  readonly from?: string
  readonly headers?: Readonly<Record<string, string>>
  /** How long to wait for the answer. */
  readonly patienceMs?: number
}

export interface Answer extends Heard {
  /** Of an answer in HTTP. */
  readonly status?: number
  /** Headers of an answer in HTTP. */
  readonly answered?: NodeJS.Dict<string | string[]>
}

/** What the node says that answers at `http://…`, `https://…`, `tcp://…:port` or `udp://…:port`; rejects when no node does. */
export async function ask(url: string, {from, headers = {}, patienceMs = 5000}: Question = {}): Promise<Answer> {
  const {protocol, hostname, port: written, pathname, search} = new URL(url)
  const host = hostname.replace(/^\[|\]$/g, '')
  const port = Number(written || (protocol === 'https:' ? 443 : 80))
  const door = {host, port, ...(from !== undefined && {from})}
  const question = async (): Promise<Answer> => {
    if (protocol === 'udp:') return parse(await askUdp(host, port, patienceMs))
    if (protocol === 'tcp:') return parse(await hear(door))
    const tls = protocol === 'https:' ? {tls: {}} : {}
    const {status, headers: answered, body} = await askReply({...door, path: pathname + search, headers, ...tls})
    if (!body.startsWith('{')) throw new Error(`No node answered, but ${status}: ${body.trim()}`)
    return {...parse(body), status, answered}
  }
  return within(patienceMs, question())
}

function parse(text: string): Heard {
  if (!text.startsWith('{')) throw new Error(`No node answered${text && `, but ${text}`}.`)
  // The cast: play.ts wrote it.
  return JSON.parse(text) as Heard
}

export function within<T>(ms: number, one: Promise<T>): Promise<T> {
  let timer: NodeJS.Timeout | undefined
  const late = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Error(`No answer within ${ms} ms.`)), ms)
  })
  return Promise.race([one, late]).finally(() => clearTimeout(timer))
}

/** How often each node answers to so many questions, some at a time; `nobody` where none does. */
export async function count(
  url: string,
  times: number,
  question: Question & {readonly together?: number} = {},
): Promise<Record<string, number>> {
  const counts: Record<string, number> = {}
  let left = times
  const one = async (): Promise<void> => {
    while (left-- > 0) {
      const node = await ask(url, question).then(
        answer => answer.node,
        () => 'nobody',
      )
      counts[node] = (counts[node] ?? 0) + 1
    }
  }
  await Promise.all(Array.from({length: question.together ?? 8}, one))
  return counts
}

export interface Watched {
  readonly asked: number
  readonly lost: number
  /** How often each node answered. */
  readonly nodes: Readonly<Record<string, number>>
  /** For how long nobody answered, in milliseconds, each time: from the first question without an answer to the next with one. */
  readonly outages: readonly number[]
}

interface Poll {
  readonly at: number
  node?: string
}

const watches = new Map<string, () => Promise<Watched>>()

/**
 * Asks a question anew all the time, until the watch is ended. An answer that takes longer than half a second counts as
 * none: it is one to a connection that TCP had to ask for again. In a guest, which is slow, be more patient.
 */
export function watch(
  name: string,
  url: string,
  {everyMs = 20, patienceMs = 500, ...question}: Question & {readonly everyMs?: number},
): void {
  const polls: Poll[] = []
  const asked: Promise<void>[] = []
  let goesOn = true
  const loop = async (): Promise<void> => {
    while (goesOn) {
      const poll: Poll = {at: performance.now()}
      polls.push(poll)
      asked.push(
        ask(url, {...question, patienceMs}).then(
          ({node}) => void (poll.node = node),
          () => undefined,
        ),
      )
      await sleep(everyMs)
    }
  }
  const running = loop()
  watches.set(name, async () => {
    goesOn = false
    await running
    await Promise.all(asked)
    return account(polls)
  })
}

export async function endWatch(name: string): Promise<Watched> {
  const end = watches.get(name)
  if (end === undefined) throw new Error('There is no such watch.')
  watches.delete(name)
  return end()
}

function account(polls: readonly Poll[]): Watched {
  const nodes: Record<string, number> = {}
  const outages: number[] = []
  let since: number | undefined
  for (const {at, node} of polls) {
    if (node === undefined) since ??= at
    else {
      nodes[node] = (nodes[node] ?? 0) + 1
      if (since !== undefined) outages.push(Math.round(at - since))
      since = undefined
    }
  }
  // One that has not ended.
  if (since !== undefined) outages.push(Math.round((polls.at(-1)?.at ?? since) - since))
  return {asked: polls.length, lost: polls.filter(({node}) => node === undefined).length, nodes, outages}
}

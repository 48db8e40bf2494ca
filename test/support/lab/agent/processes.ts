import {type ChildProcessWithoutNullStreams, spawn as spawnChild} from 'node:child_process'
import type {Order, Report} from './protocol.ts'

type Only<Kind extends Order['do']> = Extract<Order, {readonly do: Kind}>

/** Starts programs, and says what becomes of them. */
export function processes(report: (one: Report) => void) {
  const children = new Map<number, ChildProcessWithoutNullStreams>()

  function spawn({id, command: [program = '', ...args], env}: Only<'spawn'>): void {
    const child = spawnChild(program, args, {env: {...process.env, ...env}})
    children.set(id, child)
    for (const stream of ['stdout', 'stderr'] as const) {
      child[stream].setEncoding('utf8').on('data', (text: string) => report({id, is: 'output', stream, text}))
    }
    // It may end before it has read all that it is told.
    child.stdin.on('error', () => undefined)
    child.on('spawn', () => report({id, is: 'started', pid: child.pid ?? 0}))
    child.on('error', error => report({id, is: 'failure', message: error.message}))
    const end = (code: number | null, signal: NodeJS.Signals | null): void => {
      if (!children.delete(id)) return
      report({id, is: 'ended', exitCode: code ?? 128, signal})
    }
    child.on('close', end)
    // A daemon that it leaves behind may hold its output open for ever.
    child.on('exit', (code, signal) => setTimeout(() => end(code, signal), 300))
  }

  function write({id, text, isLast}: Only<'write'>): void {
    const stdin = children.get(id)?.stdin
    stdin?.write(text)
    if (isLast) stdin?.end()
  }

  const kill = ({id, signal}: Only<'kill'>): void => void children.get(id)?.kill(signal)

  return {spawn, write, kill}
}

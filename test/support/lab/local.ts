import {spawn} from 'node:child_process'
import type {Wire} from './connection.ts'

/** For an agent to end by itself, or a guest to power off. */
const PATIENCE_MS = 10_000

/** Starts an agent on this machine. When `close` comes, it has ended, and with it all that was its own. */
export function spawnWire([program = '', ...args]: readonly string[]): {readonly wire: Wire; readonly close: () => Promise<void>} {
  const child = spawn(program, args)
  let words = ''
  child.stdout.setEncoding('utf8')
  child.stderr.setEncoding('utf8').on('data', (text: string) => (words = (words + text).slice(-4000)))
  // It may end while it is told something.
  child.stdin.on('error', () => undefined)
  const ended = new Promise<string>(resolve => {
    child.on('error', error => resolve(error.message)).on('close', () => resolve(words.trim()))
  })
  return {
    wire: {send: text => void child.stdin.write(text), onText: listener => void child.stdout.on('data', listener), ended},
    close: async () => {
      child.stdin.end()
      const timer = setTimeout(() => child.kill(), PATIENCE_MS)
      await ended
      clearTimeout(timer)
    },
  }
}

import {type ChildProcess, spawn} from 'node:child_process'
import {expect} from '@jest/globals'
import {bash, environment} from './lbgen.ts'

/** Whether a terminal can be had: util-linux's script gives one. */
export const hasTerminal = (): boolean => bash('command -v script', '/').status === 0

export interface Terminal {
  /** Types something, once the text is on the screen. */
  readonly typeAt: (text: string, typed: string) => Promise<void>
  /** All that the screen showed, and how the program ended. */
  readonly end: () => Promise<{readonly screen: string; readonly status: number | null}>
}

/** Runs a command line with a terminal of its own. */
export function openTerminal(command: string, cwd: string): Terminal {
  const env = {...environment, TERM: 'xterm', SHELL: '/bin/bash'}
  const child = spawn('script', ['-qec', command, '/dev/null'], {cwd, env, stdio: ['pipe', 'pipe', 'inherit']})
  const screen = watch(child)
  const ended = new Promise<number | null>(resolve => child.on('close', resolve))
  return {
    typeAt: async (text, typed) => {
      await screen.shows(text)
      child.stdin.write(typed)
    },
    end: async () => ({status: await ended, screen: screen.text()}),
  }
}

function watch({stdout}: ChildProcess): {readonly shows: (text: string) => Promise<void>; readonly text: () => string} {
  let text = ''
  stdout?.setEncoding('utf8').on('data', (piece: string) => (text += piece))
  return {
    text: () => text,
    shows: async wanted => {
      for (const deadline = Date.now() + 20_000; !text.includes(wanted) && Date.now() < deadline;)
        await new Promise(resolve => setTimeout(resolve, 20))
      expect(text).toContain(wanted)
    },
  }
}

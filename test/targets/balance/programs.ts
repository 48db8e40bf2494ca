import {spawnSync} from 'node:child_process'
import {chmodSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {hasProgram} from '../../support/engines.ts'

/** Shells that a load balancer may have as /bin/sh, with the arguments that make them one. */
export const shells = [['sh'], ['dash'], ['bash', '--posix'], ['busybox', 'sh']].filter(([name = '']) => hasProgram(name))

/** Runs a test with a folder of its own. */
export function inFolder<T>(run: (folder: string) => T): T {
  const folder = mkdtempSync(join(tmpdir(), 'lbgen-balance-'))
  try {
    return run(folder)
  } finally {
    rmSync(folder, {recursive: true})
  }
}

/** A program in the place of Balance, which writes down its arguments and ends; returns what it wrote, one list a start. */
export function recorder(file: string): () => readonly (readonly string[])[] {
  const records = mkdtempSync(join(tmpdir(), 'lbgen-records-'))
  writeProgram(file, `#!/bin/sh\nprintf '%s\\0' "$@" >'${records}'/$$\n`)
  return () => {
    const starts = readdirSync(records).map(name => readFileSync(join(records, name), 'utf8').split('\0').slice(0, -1))
    rmSync(records, {recursive: true})
    return starts
  }
}

export function writeProgram(file: string, text: string): void {
  writeFileSync(file, text)
  chmodSync(file, 0o755)
}

export interface Ran {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export function run([program = '', ...before]: readonly string[], args: readonly string[], environment: NodeJS.ProcessEnv = {}): Ran {
  const {status, stdout, stderr} = spawnSync(program, [...before, ...args], {
    encoding: 'utf8',
    env: {...process.env, ...environment},
    timeout: 30_000,
  })
  return {status, stdout, stderr}
}

/** Whether a test may have a /run and an init of its own: it touches nothing of this machine, and what ends is gone. */
export const canUnshare = (): boolean =>
  hasProgram('unshare') && run(['unshare', '-rmpf', 'mount', '-t', 'tmpfs', 'lbgen', '/run'], []).status === 0

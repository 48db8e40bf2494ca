import {existsSync, readFileSync, rmSync} from 'node:fs'
import {join} from 'node:path'
import {run, type Ended} from './support.ts'

/** The calls by which the room changes anything; node itself makes none of them on its own account. */
const CALLS = ['mkdir', 'rmdir', 'link', 'rename', 'unlink', 'pwrite64', 'fchown', 'fchmod', 'fsync'] as const

/** The nth call of its name; `3+` is the third and all later ones. */
export interface Moment {
  readonly call: string
  readonly count: number | string
}

/** All moments of a run at which something can go wrong. */
export async function momentsOf(args: readonly string[], folder: string): Promise<readonly Moment[]> {
  const log = join(folder, 'strace.log')
  await run('strace', ['-f', '--seccomp-bpf', '-o', log, '-e', `trace=${CALLS.join()}`, process.execPath, ...args])
  const lines = existsSync(log) ? readFileSync(log, 'utf8').split('\n') : []
  rmSync(log, {force: true})
  return CALLS.flatMap(call => lines.filter(line => line.includes(` ${call}(`)).map((_, index) => ({call, count: index + 1})))
}

/** Runs node with one call replaced: `signal=KILL`, `error=EIO`, … */
export function runWith(fault: string, {call, count}: Moment, args: readonly string[]): Promise<Ended> {
  // The quick way of tracing loses signals (strace 6.1).
  const quick = fault.startsWith('signal') ? [] : ['--seccomp-bpf']
  return run('strace', [
    '-f',
    ...quick,
    '-o',
    '/dev/null',
    '-e',
    `trace=${call}`,
    '-e',
    `inject=${call}:${fault}:when=${count}`,
    process.execPath,
    ...args,
  ])
}

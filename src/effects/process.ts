import {existsSync} from 'node:fs'
import {constants} from 'node:os'
import type {Report} from '../findings/finding.ts'
import {faults, isSystemError, unstartable} from './faults.ts'

export interface ProgramLimits {
  readonly timeoutMs: number
  /** How much it may print, in characters on each of its outputs. */
  readonly maxOutput?: number
  readonly cwd?: string
  /** Added to lbgen's own environment. */
  readonly env?: Readonly<Record<string, string>>
  /** What it reads; nothing by default. */
  readonly input?: string
}

/** How a program ended by itself. */
export interface ProgramOutput {
  /** 128 and the signal's number when it crashed, as shells have it. */
  readonly exitCode: number
  readonly stdout: string
  readonly stderr: string
}

const MAX_OUTPUT = 16 * 1024 * 1024

/**
 * Runs a program to its end, with these very arguments and no shell; undefined when it did not come to an end by
 * itself. A program that exits with an error has run: what its exit code means, the caller knows.
 * Reports LB920 (not there), LB921 (not to be started), LB922 (time is up), LB923 (killed), LB924 (printed too much).
 */
export async function runProgram(
  program: string,
  args: readonly string[],
  limits: ProgramLimits,
  report: Report,
): Promise<ProgramOutput | undefined> {
  const {execa} = await import('execa')
  const child = execa(program, args, {reject: false, stripFinalNewline: false, ...optionsFor(limits)})
  let isLate = false
  const timer = setTimeout(() => {
    isLate = true
    child.kill('SIGKILL')
    // What the program started may live on and hold its outputs open: nobody waits for that.
    for (const output of [child.stdout, child.stderr]) output.destroy()
  }, limits.timeoutMs)

  const ended = await child
  clearTimeout(timer)
  return conclude({program, limits, isLate, ended}, report)
}

/** What execa knows these limits by; it wants what is undefined left out. */
const optionsFor = ({maxOutput = MAX_OUTPUT, cwd, env, input}: ProgramLimits) => ({
  maxBuffer: maxOutput,
  ...(input === undefined ? {stdin: 'ignore' as const} : {input}),
  ...(cwd === undefined ? {} : {cwd}),
  ...(env === undefined ? {} : {env}),
})

interface Ending {
  readonly program: string
  readonly limits: ProgramLimits
  readonly isLate: boolean
  readonly ended: {
    readonly exitCode?: number
    readonly signal?: string
    readonly isMaxBuffer: boolean
    readonly cause?: unknown
    readonly stdout: string
    readonly stderr: string
  }
}

/** Signals that a program brings on itself: what it printed before still counts. */
const crashes = ['SIGABRT', 'SIGBUS', 'SIGFPE', 'SIGILL', 'SIGSEGV', 'SIGSYS', 'SIGTRAP'] as const

function exitCodeOf({exitCode, signal}: Ending['ended']): number | undefined {
  const crash = crashes.find(name => name === signal)
  return crash === undefined ? exitCode : 128 + constants.signals[crash]
}

function conclude(ending: Ending, report: Report): ProgramOutput | undefined {
  const {isLate, ended} = ending
  const exitCode = exitCodeOf(ended)
  if (exitCode !== undefined && !isLate && !ended.isMaxBuffer) return {exitCode, stdout: ended.stdout, stderr: ended.stderr}
  reportEnding(ending, report)
  return undefined
}

function reportEnding({program, limits, isLate, ended: {signal, isMaxBuffer, cause}}: Ending, report: Report): void {
  if (isLate) {
    const hint = 'Run it by hand to see what it waits for.'
    report({...faults.slowProgram, message: `\`${program}\` did not come to an end within ${limits.timeoutMs / 1000} seconds.`, hint})
  } else if (isMaxBuffer) {
    report({
      ...faults.talkativeProgram,
      message: `\`${program}\` printed more than lbgen reads.`,
      hint: 'Run it by hand to see what it prints.',
    })
  } else if (signal === undefined) {
    refuseStart(program, limits, cause, report)
  } else {
    report({
      ...faults.killedProgram,
      message: `\`${program}\` was killed by ${signal}.`,
      hint: 'Run it by hand; after SIGKILL, see the kernel log (`dmesg`) about memory.',
    })
  }
}

function refuseStart(program: string, {cwd}: ProgramLimits, cause: unknown, report: Report): void {
  if (!isSystemError(cause)) throw cause
  const isThere = (program.includes('/') && existsSync(program)) || (cwd !== undefined && !existsSync(cwd))
  if (cause.code !== 'ENOENT') report(unstartable(program, cause))
  else if (isThere) {
    const hint = 'See its first line, and whether the folder to run it in exists.'
    report({...faults.unstartableProgram, message: `\`${program}\` cannot be started: what it needs to run is missing.`, hint})
  } else {
    report({...faults.missingProgram, message: `There is no program \`${program}\`.`, hint: 'Install it, or put its folder on `PATH`.'})
  }
}

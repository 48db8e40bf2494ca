import {accessSync, constants} from 'node:fs'
import {delimiter, join} from 'node:path'
import type {Finding, Report} from '../findings/finding.ts'
import type {Verifier} from '../targets/target.ts'
import {faults} from './faults.ts'
import {runProgram} from './process.ts'

/** A program that can check artifacts, and its release (`2.6`). */
export interface Engine {
  readonly program: string
  readonly release: string
}

const PATIENCE_MS = 20_000

/**
 * The engine for a release: of those named for it (`--engine-path`, `LBGEN_HAPROXY_2_6`) and those on PATH and in the
 * usual folders the first of that release, else the first that runs at all; undefined when there is none. Without a release
 * the first that runs.
 */
export async function findEngine(
  verifier: Verifier,
  release: string | undefined,
  named: readonly string[],
  report: Report,
): Promise<Engine | undefined> {
  const found: Engine[] = []
  for (const program of [...named, ...fromEnvironment(verifier.program), ...onPath(verifier.program)]) {
    const output = await runProgram(
      program,
      verifier.versionArguments,
      {timeoutMs: PATIENCE_MS},
      named.includes(program) ? report : () => undefined,
    )
    const version = output && verifier.parseVersion(`${output.stdout}\n${output.stderr}`)
    if (version !== undefined && (release === undefined || version === release)) return {program, release: version}
    if (version !== undefined) found.push({program, release: version})
    else if (output && named.includes(program)) report(stranger(program, verifier))
  }
  return found[0]
}

/** A program that was named and is something else: to pass it over in silence would check with another one. */
const stranger = (program: string, {title}: Verifier): Finding => ({
  ...faults.notTheEngine,
  message: `\`${program}\` does not say that it is ${title}.`,
  hint: `Name the program of ${title} itself.`,
})

/** Programs named by variables such as `LBGEN_HAPROXY_2_6`. */
const fromEnvironment = (program: string): readonly string[] => {
  const prefix = `LBGEN_${program.toUpperCase()}_`
  return Object.entries(process.env).flatMap(([name, value]) =>
    name.startsWith(prefix) && /^\d+_\d+$/.test(name.slice(prefix.length)) && value ? [value] : [],
  )
}

function onPath(program: string): readonly string[] {
  const folders = [...(process.env['PATH'] ?? '').split(delimiter), '/usr/local/sbin', '/usr/sbin', '/sbin'].filter(folder => folder !== '')
  return [...new Set(folders)].map(folder => join(folder, program)).filter(isExecutable)
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK)
    return true
  } catch {
    return false
  }
}

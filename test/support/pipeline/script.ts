import {spawnSync} from 'node:child_process'
import {chmodSync, mkdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {type Ended, environment} from '../../cli/lbgen.ts'

const root = join(import.meta.dirname, '../../..')

/** The environment without what tells programs that they run in somebody's pipeline. */
const quiet = Object.fromEntries(
  Object.entries(environment).filter(([name]) => !/^(?:GITHUB|RUNNER|CI|GIT|JENKINS|CHANGE)(?:_|$)/.test(name)),
)

export interface Setting {
  readonly cwd: string
  readonly env: Readonly<Record<string, string>>
  /** A folder of programs that stand in the place of others. */
  readonly programs: string
}

/** Runs a program, such as a shell with a script, where `lbgen` is the one that was built. */
export function runIn({cwd, env, programs}: Setting, program: string, args: readonly string[]): Ended {
  standIn(programs, 'lbgen', `exec "${process.execPath}" "${root}/bin/run.js" "$@"`)
  const all = {...quiet, ...env, PATH: `${programs}:${process.env['PATH'] ?? ''}`}
  const {status, stdout, stderr} = spawnSync(program, args, {cwd, env: all, encoding: 'utf8', timeout: 150_000})
  return {status, stdout, stderr}
}

/** Writes a program that stands in the place of another one. */
export function standIn(programs: string, name: string, script: string): void {
  mkdirSync(programs, {recursive: true})
  writeFileSync(join(programs, name), `#!/bin/bash\n${script}\n`)
  chmodSync(join(programs, name), 0o755)
}

/** What ShellCheck says of a script that runs as pipelines run it, with variables that are set already. */
export function shellcheck(shell: 'bash' | 'sh', script: string, variables: readonly string[]): string {
  const known = variables.map(name => `: "\${${name}:=}"\n`).join('')
  return spawnSync('shellcheck', ['--shell', shell, '-'], {input: `set -e\n${known}${script}`, encoding: 'utf8'}).stdout
}

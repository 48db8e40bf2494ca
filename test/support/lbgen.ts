import {type SpawnSyncOptions, spawnSync} from 'node:child_process'
import {join} from 'node:path'

const program = join(import.meta.dirname, '../../bin/run.js')

export interface Said {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

/** Runs lbgen as it was built, with no settings of this machine's: what `environment` leaves undefined is not set. */
export function lbgen(
  args: readonly string[],
  {cwd, environment = {}, as = []}: {readonly cwd: string; readonly environment?: NodeJS.ProcessEnv; readonly as?: readonly string[]},
): Said {
  const own = Object.fromEntries(Object.entries(process.env).filter(([name]) => !/^(LBGEN_|NODE_OPTIONS$|FORCE_COLOR$)/.test(name)))
  const options: SpawnSyncOptions & {readonly encoding: 'utf8'} = {cwd, env: {...own, ...environment}, encoding: 'utf8', timeout: 60_000}
  const [first = '', ...rest] = [...as, process.execPath, program, ...args]
  const {status, stdout, stderr} = spawnSync(first, rest, options)
  return {status, stdout, stderr}
}

/** What `--format json` prints of a finding. */
export interface PrintedFinding {
  readonly code: string
  readonly severity: string
  readonly message: string
  readonly hint?: string
  readonly file?: string
  readonly line?: number
  readonly column?: number
  readonly path?: string
}

// The cast: json.ts wrote it.
export const findingsIn = ({stdout, stderr}: Said): readonly PrintedFinding[] => {
  if (stdout === '') throw new Error(stderr)
  return (JSON.parse(stdout) as {findings: PrintedFinding[]}).findings
}

import {spawnSync} from 'node:child_process'
import {cpSync, mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll} from '@jest/globals'

const root = join(import.meta.dirname, '../..')
export const program = join(root, 'bin/run.js')

export interface Ended {
  readonly status: number | null
  readonly stdout: string
  readonly stderr: string
}

export interface Surroundings {
  readonly cwd: string
  readonly input?: string | Uint8Array
  readonly env?: Readonly<Record<string, string>>
}

/** The environment without what would change how lbgen prints or where it looks. */
const {FORCE_COLOR: _force, NO_COLOR: _no, ...plainEnv} = process.env
export const environment: NodeJS.ProcessEnv = Object.fromEntries(Object.entries(plainEnv).filter(([name]) => !name.startsWith('LBGEN_')))

/** Runs the lbgen that was built, in a folder. */
export function lbgen(args: readonly string[], {cwd, input = '', env = {}}: Surroundings): Ended {
  const {status, stdout, stderr} = spawnSync(process.execPath, [program, ...args], {
    cwd,
    input,
    env: {...environment, ...env},
    encoding: 'utf8',
    timeout: 60_000,
  })
  return {status, stdout, stderr}
}

/** Runs a script in bash where `lbgen` is the one that was built. */
export function bash(script: string, cwd: string): Ended {
  const text = `lbgen() { "${process.execPath}" "${program}" "$@"; }\n${script}`
  const {status, stdout, stderr} = spawnSync('bash', ['-c', text], {cwd, env: environment, encoding: 'utf8', timeout: 60_000})
  return {status, stdout, stderr}
}

/** Gives fresh folders, and removes them when the tests of the file are done. */
export function scratchFolders(): () => string {
  const made: string[] = []
  afterAll(() => made.forEach(folder => rmSync(folder, {recursive: true, force: true})))
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'lbgen-cli-'))
    made.push(folder)
    return folder
  }
}

/** Gives fresh folders with an example's spec as cluster.yaml. */
export function folders(example = 'alfresco-cifs'): () => string {
  const fresh = scratchFolders()
  return () => {
    const folder = fresh()
    cpSync(join(root, 'examples', example, 'cluster.yaml'), join(folder, 'cluster.yaml'))
    return folder
  }
}

import {spawn} from 'node:child_process'
import {chmodSync, lstatSync, mkdtempSync, readFileSync, readdirSync, readlinkSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join, relative} from 'node:path'
import {afterAll} from '@jest/globals'
import {bundle} from '../support/bundle.ts'
import type {Finding} from '../../src/findings/finding.ts'

/** Makes folders that are gone after the tests of the file. Others may look into them, so that tests can drop their rights. */
export function temporaryFolders(): () => string {
  const made: string[] = []
  afterAll(() => made.forEach(folder => rmSync(folder, {recursive: true, force: true})))
  return () => {
    const folder = mkdtempSync(join(tmpdir(), 'lbgen-test-'))
    chmodSync(folder, 0o755)
    made.push(folder)
    return folder
  }
}

export const bundleChild = (folder: string): Promise<string> => bundle(join(import.meta.dirname, 'child.ts'), folder)

/** All that is in a folder, hidden or not: path to `mode text`, `folder` or `-> target`. */
export function contentsOf(folder: string): Readonly<Record<string, string>> {
  const entries = readdirSync(folder, {recursive: true, withFileTypes: true}).map(entry => {
    const file = join(entry.parentPath, entry.name)
    const {mode} = lstatSync(file)
    if (entry.isDirectory()) return [relative(folder, file), 'folder'] as const
    if (entry.isSymbolicLink()) return [relative(folder, file), `-> ${readlinkSync(file)}`] as const
    return [relative(folder, file), `${(mode & 0o7777).toString(8)} ${readFileSync(file, 'utf8')}`] as const
  })
  return Object.fromEntries(entries.toSorted(([one], [other]) => (one < other ? -1 : 1)))
}

export interface Ended {
  readonly status: number | null
  readonly signal: NodeJS.Signals | null
  readonly stdout: string
  readonly stderr: string
}

export function run(program: string, args: readonly string[], options: {readonly cwd?: string} = {}): Promise<Ended> {
  return new Promise((resolve, reject) => {
    const child = spawn(program, args, {stdio: ['ignore', 'pipe', 'pipe'], ...options})
    const output = {stdout: '', stderr: ''}
    child.stdout.on('data', (piece: Buffer) => (output.stdout += piece.toString()))
    child.stderr.on('data', (piece: Buffer) => (output.stderr += piece.toString()))
    child.on('error', reject)
    child.on('close', (status, signal) => resolve({status, signal, ...output}))
  })
}

/** What a child process (child.ts) said of itself. */
export function saidBy({stdout, stderr}: Ended): {readonly result?: unknown; readonly findings: readonly Finding[]} {
  if (stdout === '') throw new Error(`The child said nothing: ${stderr}`)
  // The shape is child.ts's own.
  return JSON.parse(stdout) as {result?: unknown; findings: Finding[]}
}

export const codesOf = (findings: readonly Finding[]): readonly string[] => findings.map(({code}) => code)

/** Runs the tasks, as many at a time as the machine has use for. */
export async function eachOf<T>(items: readonly T[], task: (item: T) => Promise<void>): Promise<void> {
  const rest = [...items]
  const worker = async (): Promise<void> => {
    for (let item = rest.shift(); item !== undefined; item = rest.shift()) await task(item)
  }
  await Promise.all([worker(), worker(), worker()])
}

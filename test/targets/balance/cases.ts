import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import type {Group} from './parse-argv.ts'

/** A command line that was run with Balance 3.57 and 3.54, and what came of it. */
export interface Case {
  readonly id: string
  /** Without the program. */
  readonly argv: readonly string[]
  readonly accepted: boolean
  /** Null while the process runs; 0 for a daemon, also for one that ended at once. */
  readonly exit_code: number | null
  /** What the process itself reported. */
  readonly groups: readonly Group[]
  /** Accepted, and not what it looks like. */
  readonly trap?: boolean
  /** Where 3.54 differs. */
  readonly in_3_54?: {readonly accepted: boolean; readonly exit_code: number | null}
  readonly precondition?: string
}

export const cases: readonly Case[] = JSON.parse(readFileSync(join(import.meta.dirname, 'cases.json'), 'utf8'))

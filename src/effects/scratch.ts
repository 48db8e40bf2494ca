import {mkdirSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import type {Report} from '../findings/finding.ts'
import {attempt, faults, quietly} from './faults.ts'
import {leftoversIn, traceNames} from './traces.ts'

/** A folder for files that nobody shall keep, open to its owner only. */
export interface ScratchFolder {
  readonly folder: string
  /** Removes it with all that it holds. What cannot be removed is left to the next run. */
  readonly dispose: () => void
}

/**
 * Makes a scratch folder, below the system's folder for temporary files unless told otherwise, and removes those that
 * killed runs have left there.
 * Reports LB918.
 */
export function makeScratchFolder(report: Report, parent = tmpdir()): ScratchFolder | undefined {
  for (const leftover of leftoversIn(parent, 'scratch')) remove(leftover)
  const folder = join(parent, traceNames()('scratch'))
  return attempt(
    () => {
      mkdirSync(folder, {mode: 0o700})
      return {folder, dispose: () => remove(folder)}
    },
    ({code}) => ({
      ...faults.noScratchFolder,
      message: `No folder can be made in \`${parent}\` (${code}).`,
      hint: 'Make room there, or name another folder in `TMPDIR`.',
    }),
    report,
  )
}

const remove = (folder: string): void => quietly(() => rmSync(folder, {recursive: true, force: true}))

import {type BigIntStats, lstatSync, realpathSync, unlinkSync} from 'node:fs'
import {dirname} from 'node:path'
import type {Finding, Report} from '../findings/finding.ts'
import {faults, isMissing, quietly} from './faults.ts'
import {readBytes} from './files.ts'
import {isSpec} from './is-spec.ts'
import {type Journal, allOrNothing, makeFolder, swapIn, syncFolder} from './journal.ts'
import {stageFile} from './stage.ts'
import {leftoversIn} from './traces.ts'

export interface CreateOptions {
  /** Whether a file that is there already gives way. It keeps its mode. */
  readonly force: boolean
  /** Whether a cluster spec never gives way: what people write by hand is there no second time. */
  readonly keepsSpecs?: boolean
}

/**
 * Writes a text to a file of its own, with the folders above it; says whether the file holds it.
 * The file appears whole or not at all. Of a symbolic link, the target is written.
 * Reports LB902, LB903, LB905, LB910, LB917.
 */
export function createText(file: string, text: string, options: CreateOptions, report: Report): boolean {
  return allOrNothing(file, journal => createWith(journal, file, text, options, report), report)
}

function createWith(journal: Journal, file: string, text: string, options: CreateOptions, report: Report): boolean {
  const target = targetOf(file)
  const seen = lstatSync(target, {bigint: true, throwIfNoEntry: false})
  const refusal = seen && refusalOf(file, target, seen, options)
  if (refusal) {
    report(refusal)
    return false
  }
  makeFolder(journal, dirname(target))
  for (const leftover of leftoversIn(dirname(target), 'tmp')) quietly(() => unlinkSync(leftover))
  const temporary = stageFile(journal, target, {mode: seen ? Number(seen.mode & 0o7777n) : 0o644}, [text])
  if (!swapIn(journal, temporary, {file: target, seen}, report)) return false
  syncFolder(dirname(target))
  return true
}

/** Why what is there stays; undefined when it may give way. */
function refusalOf(file: string, target: string, seen: BigIntStats, {force, keepsSpecs = false}: CreateOptions): Finding | undefined {
  if (!seen.isFile()) return {...faults.notAFile, message: `Expected a file, but \`${file}\` is none.`, hint: 'Name another file.'}
  if (!force)
    return {...faults.foreignFile, message: `\`${file}\` is there already.`, hint: 'Write over it with `--force`, or name another file.'}
  const bytes = keepsSpecs ? readBytes(target, () => undefined) : undefined
  if (bytes === undefined || !isSpec(bytes)) return undefined
  return {...faults.foreignFile, message: `\`${file}\` is a cluster spec, and stays as it is.`, hint: 'Name another file.'}
}

/** Where a name leads: itself, when nothing is there. */
function targetOf(file: string): string {
  try {
    return realpathSync(file)
  } catch (error) {
    if (isMissing(error)) return file
    throw error
  }
}

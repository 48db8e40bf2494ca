import {accessSync, constants, lstatSync, readFileSync, realpathSync, unlinkSync} from 'node:fs'
import {dirname} from 'node:path'
import type {Report} from '../findings/finding.ts'
import {attempt, faults, quietly, unreadable} from './faults.ts'
import {allOrNothing, refuseChanged, swapIn, syncFolder, type Journal} from './journal.ts'
import {stageFile} from './stage.ts'
import {leftoversIn} from './traces.ts'

const BYTE_ORDER_MARK = '\uFEFF'

/**
 * Puts the text `after` in the place of `before`, the text that was read from the file; says whether the file holds it.
 *
 * The file is replaced as a whole, by one rename, so that a crash leaves the old text or the new; it keeps its mode,
 * and its owner where the system permits. Of a symbolic link, the target is replaced. A byte order mark stays that
 * reading may have taken away. A file that holds anything but `before`, now or right before the rename, is somebody
 * else's edit and is left alone; so is one that lbgen may not write, though its folder would let it be replaced.
 * Reports LB901, LB902, LB903, LB904, LB905, LB917.
 */
export function replaceText(file: string, before: string, after: string, report: Report): boolean {
  const target = attempt(
    () => realpathSync(file),
    error => unreadable(`\`${file}\``, error),
    report,
  )
  if (target === undefined) return false
  for (const leftover of leftoversIn(dirname(target), 'tmp')) quietly(() => unlinkSync(leftover))
  return allOrNothing(file, journal => replaceTarget(journal, {file, target, before, after}, report), report)
}

interface Replacement {
  /** By the name that the user gave it, and where that leads. */
  readonly file: string
  readonly target: string
  readonly before: string
  readonly after: string
}

function replaceTarget(journal: Journal, {file, target, before, after}: Replacement, report: Report): boolean {
  const stats = lstatSync(target, {bigint: true})
  if (!stats.isFile()) return refuseOther(file, report)
  const mark = markOf(target, before)
  if (mark === undefined) return refuseChanged(file, report)
  if (before === after) return true

  accessSync(target, constants.W_OK)
  const rights = {mode: Number(stats.mode & 0o7777n), owner: {uid: Number(stats.uid), gid: Number(stats.gid)}}
  const temporary = stageFile(journal, target, rights, [mark, after])
  if (markOf(target, before) !== mark) return refuseChanged(file, report)
  if (!swapIn(journal, temporary, {file: target, seen: stats}, report)) return false
  syncFolder(dirname(target))
  return true
}

/** What a file that holds this text starts with besides: a byte order mark or nothing; undefined when it holds another. */
function markOf(file: string, text: string): string | undefined {
  const bytes = readFileSync(file)
  return ['', BYTE_ORDER_MARK].find(mark => bytes.equals(Buffer.from(mark + text)))
}

function refuseOther(file: string, report: Report): false {
  report({...faults.notAFile, message: `Expected a file, but \`${file}\` is none.`, hint: 'Name the file that holds the spec.'})
  return false
}

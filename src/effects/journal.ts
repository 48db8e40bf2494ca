import {closeSync, constants, copyFileSync, fsyncSync, linkSync, lstatSync, mkdirSync, openSync} from 'node:fs'
import {renameSync, rmdirSync, unlinkSync, type BigIntStats} from 'node:fs'
import {dirname, join} from 'node:path'
import type {Finding, Report} from '../findings/finding.ts'
import {faults, isMissing, isSystemError, quietly, unwritable, type SystemError} from './faults.ts'
import {traceNames, type NameTrace} from './traces.ts'

/** What was done so far to files, and the way back. */
export interface Journal {
  /** The place being worked on, by which a fault is reported. */
  at: string
  readonly nameTrace: NameTrace
  /** The way back, last step first. `isBroken` once one of them did not work. */
  readonly undo: ((isBroken: boolean) => void)[]
  /** What is left to do when all went well, last first: none of it matters for what the files say. */
  readonly finish: (() => void)[]
}

/** A file as it was when lbgen decided about it; `seen` is undefined when there was none. */
export interface Seen {
  readonly file: string
  readonly seen: BigIntStats | undefined
}

/**
 * Takes all steps or none: when the system refuses one, or `steps` says false, all earlier ones are taken back.
 * Reports LB902 for what the system refuses, and LB917 when it refuses the way back too; says whether all was done.
 */
export function allOrNothing(place: string, steps: (journal: Journal) => boolean, report: Report): boolean {
  const journal: Journal = {at: place, nameTrace: traceNames(), undo: [], finish: []}
  let isDone = false
  let isBack = true
  let refusal: SystemError | undefined
  try {
    isDone = steps(journal)
  } catch (error) {
    if (!isSystemError(error)) throw error
    refusal = error
  } finally {
    if (!isDone) isBack = takeBack(journal)
  }
  if (isDone) for (const act of journal.finish.toReversed()) quietly(act)
  if (refusal) report(unwritable(journal.at, refusal, isBack ? ' Nothing was changed.' : ''))
  if (!isBack) report(halfWritten(place))
  return isDone
}

function takeBack({undo}: Journal): boolean {
  let isBroken = false
  for (const act of undo.toReversed()) {
    try {
      act(isBroken)
    } catch (error) {
      if (!isSystemError(error)) throw error
      isBroken = true
    }
  }
  return !isBroken
}

const halfWritten = (place: string): Finding => ({
  ...faults.halfWritten,
  message: `\`${place}\` holds old files and new ones, each of them whole: the way back was refused too.`,
  hint: 'Put the cause right, then run the command again: it makes them all new.',
})

/** Makes a folder, and those above it that are missing. */
export function makeFolder(journal: Journal, folder: string): void {
  journal.at = folder
  const first = mkdirSync(folder, {recursive: true})
  if (first === undefined) return
  const made = [folder]
  while (made.at(-1) !== first) made.push(dirname(made.at(-1) ?? first))
  // Another run may be at home in it already.
  journal.undo.push(() => made.forEach(each => quietly(() => rmdirSync(each))))
  for (const each of made) syncFolder(dirname(each))
}

/**
 * Puts a staged file into its place, if that is as it was seen (undefined: empty); otherwise reports LB903 and says false.
 * The old file stays reachable under a second name until all is done.
 */
export function swapIn(journal: Journal, temporary: string, {file, seen}: Seen, report: Report): boolean {
  journal.at = file
  const backup = seen && keepBackup(journal, file)
  if (!isAsSeen(file, seen)) return refuseChanged(file, report)
  renameSync(temporary, file)
  journal.undo.push(() => (backup === undefined ? removeIfThere(file) : renameSync(backup, file)))
  return true
}

function keepBackup(journal: Journal, place: string): string {
  const backup = join(dirname(place), journal.nameTrace('tmp'))
  journal.undo.push(() => quietly(() => unlinkSync(backup)))
  journal.finish.push(() => unlinkSync(backup))
  try {
    linkSync(place, backup)
  } catch (error) {
    if (!isSystemError(error)) throw error
    // Some file systems know no second name, and some systems forbid it for another user's file.
    copyFileSync(place, backup, constants.COPYFILE_EXCL)
  }
  return backup
}

/** Takes a file away by way of `folder`, if it is as it was seen; otherwise reports LB903 and says false. */
export function takeAway(journal: Journal, folder: string, {file, seen}: Seen, report: Report): boolean {
  journal.at = file
  const grave = join(folder, journal.nameTrace('tmp'))
  if (!isAsSeen(file, seen)) return refuseChanged(file, report)
  renameSync(file, grave)
  journal.undo.push(() => renameSync(grave, file))
  journal.finish.push(() => unlinkSync(grave))
  return true
}

/** Removes a folder, unless someone keeps something in it, or has mounted it. */
export function dropFolder(journal: Journal, folder: string): void {
  journal.at = folder
  const stats = lstatSync(folder, {throwIfNoEntry: false})
  if (!stats?.isDirectory()) return
  try {
    rmdirSync(folder)
  } catch (error) {
    if (isSystemError(error) && ['ENOTEMPTY', 'EEXIST', 'EBUSY'].includes(error.code)) return
    throw error
  }
  journal.undo.push(() => mkdirSync(folder, {mode: stats.mode}))
}

/** Makes the names in a folder durable, where that can be asked for: not on every file system, nor without the right to list it. */
export function syncFolder(folder: string): void {
  let fd: number | undefined
  try {
    fd = openSync(folder, constants.O_RDONLY | constants.O_DIRECTORY)
    fsyncSync(fd)
  } catch (error) {
    if (!isSystemError(error) || !['EINVAL', 'ENOTSUP', 'EACCES', 'EPERM'].includes(error.code)) throw error
  } finally {
    if (fd !== undefined) closeSync(fd)
  }
}

/** LB903, for a file that someone else wrote while lbgen was at work. */
export function refuseChanged(file: string, report: Report): false {
  const message = `\`${file}\` was changed by someone else while lbgen was about to write it.`
  report({...faults.fileChangedMeanwhile, message, hint: 'See what changed, then run the command again.'})
  return false
}

function isAsSeen(place: string, seen: BigIntStats | undefined): boolean {
  const now = lstatSync(place, {bigint: true, throwIfNoEntry: false})
  if (now === undefined || seen === undefined) return now === seen
  return now.ino === seen.ino && now.size === seen.size && now.mtimeNs === seen.mtimeNs
}

function removeIfThere(file: string): void {
  try {
    unlinkSync(file)
  } catch (error) {
    if (!isMissing(error)) throw error
  }
}

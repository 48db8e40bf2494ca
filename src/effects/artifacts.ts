import {unlinkSync} from 'node:fs'
import {dirname, join} from 'node:path'
import type {Finding, Report} from '../findings/finding.ts'
import type {Artifact} from '../targets/target.ts'
import {faults, quietly} from './faults.ts'
import {LOCK_PATIENCE_MS, lockFolder} from './folder-lock.ts'
import {allOrNothing, dropFolder, makeFolder, swapIn, syncFolder, takeAway, type Journal} from './journal.ts'
import type {Removed} from './removal.ts'
import {stageFile} from './stage.ts'
import {differs, survey, type Survey, type SurveyOptions, type Wanted} from './survey.ts'

export interface WriteOptions extends SurveyOptions {
  /** How long to wait for another run in the same folder. */
  readonly patienceMs?: number
}

/** Paths below the folder, in the order of the artifacts; manifest.json last. What was removed, as the last manifest lists it. */
export interface Written {
  readonly written: readonly string[]
  readonly removed: readonly Removed[]
}

/**
 * Makes `<folder>/<host>/<file>` and `<folder>/manifest.json` what the artifacts say: all of them, or none and undefined.
 *
 *     survey ──▶ stage: temporary files, synced ──▶ swap: one rename each ──▶ manifest.json ──▶ clear away
 *                   └───────────── refused: every step taken back ─────────┘
 *
 * The artifacts are all that the folder shall hold, or all of it that `isSelected`.
 * What already is as wanted is not touched, neither its bytes nor its times. Files that the manifest lists, that are
 * as lbgen wrote them, and that no artifact names any more are removed, with their host's folder when it is empty.
 * The files of another cluster are left alone, unless `force`.
 * A file that lbgen did not write, or that was changed by hand since, is an error unless `force`; when it is no longer
 * wanted, it is kept, with a warning. Nothing is written through a symbolic link below the folder.
 *
 * A run that is killed at any moment leaves each file old or new, and whole. What else it leaves, the next run clears
 * away; it also leaves word of what it was about to write, so that its new files do not look like somebody's work.
 * Two runs in one folder go one after the other.
 *
 * Reports LB901, LB902, LB903, LB905, LB908 to LB917, LB939 and LB945.
 */
export function writeArtifacts(folder: string, artifacts: readonly Artifact[], options: WriteOptions, report: Report): Written | undefined {
  const findings: Finding[] = []
  const before = survey(folder, artifacts, options, finding => void findings.push(finding))
  if (before && isIdle(before)) {
    findings.forEach(report)
    return summarize(before)
  }

  // What was found does not count: another run may be at work, with half of its files in place.
  let plan: Survey | undefined
  const isDone = allOrNothing(
    folder,
    journal => {
      if (!enter(journal, folder, options, report)) return false
      plan = survey(folder, artifacts, options, report)
      return plan !== undefined && carryOut(journal, plan, report)
    },
    report,
  )
  return isDone && plan ? summarize(plan) : undefined
}

const isIdle = ({wanted, manifest, unwanted, leftovers}: Survey): boolean =>
  ![...wanted, manifest].some(differs) && unwanted.length === 0 && leftovers.length === 0

const summarize = ({wanted, manifest, unwanted}: Survey): Written => ({
  written: [...wanted, manifest].filter(differs).map(({path}) => path),
  removed: unwanted.map(({path, entry}) => ({...entry, path})),
})

function enter(journal: Journal, folder: string, {patienceMs = LOCK_PATIENCE_MS}: WriteOptions, report: Report): boolean {
  makeFolder(journal, folder)
  const release = lockFolder(folder, journal.nameTrace, patienceMs)
  if (release === undefined) {
    const hint = `Run the command again when that one is done; if there is none, remove \`${join(folder, '.lbgen-*.lock')}\`.`
    report({...faults.folderBusy, message: `Another run of lbgen is writing to \`${folder}\`.`, hint})
    return false
  }
  journal.undo.push(() => quietly(release))
  journal.finish.push(release)
  return true
}

function carryOut(journal: Journal, plan: Survey, report: Report): boolean {
  const {folder, manifest, unwanted, wanted} = plan
  clearAway(journal, plan)
  const pending = differs(manifest) ? stageManifest(journal, plan) : undefined
  const staged = wanted.filter(differs).map(place => ({place, temporary: stage(journal, place)}))

  const put = (temporary: string, {file, present}: Wanted): boolean => swapIn(journal, temporary, {file, seen: present?.stats}, report)
  if (!unwanted.every(({file, present}) => takeAway(journal, folder, {file, seen: present.stats}, report))) return false
  if (!staged.every(({place, temporary}) => put(temporary, place))) return false
  settleHosts(journal, plan)
  if (pending !== undefined && !put(pending, manifest)) return false
  syncFolder(folder)
  return true
}

/** The folders of hosts that are wanted are made durable, those of others dropped. */
function settleHosts(journal: Journal, {folder, hosts, wanted}: Survey): void {
  const wantedHosts = new Set(wanted.map(({path}) => dirname(path)))
  for (const host of wantedHosts) syncFolder(join(folder, host))
  for (const host of hosts) if (!wantedHosts.has(host)) dropFolder(journal, join(folder, host))
}

/** What killed runs left, but for locks, which lockFolder sees to. Word of what they may have written is needed until all is done. */
function clearAway(journal: Journal, {leftovers}: Survey): void {
  for (const file of leftovers) {
    if (file.endsWith('.tmp')) quietly(() => unlinkSync(file))
    if (file.endsWith('.manifest')) journal.finish.push(() => unlinkSync(file))
  }
}

/** Before all others, and durable: it is the word that a killed run leaves. */
function stageManifest(journal: Journal, {folder, manifest}: Survey): string {
  const temporary = stageFile(journal, manifest.file, manifest, manifest.chunks, 'manifest')
  syncFolder(folder)
  return temporary
}

function stage(journal: Journal, place: Wanted): string {
  makeFolder(journal, dirname(place.file))
  return stageFile(journal, place.file, place, place.chunks)
}

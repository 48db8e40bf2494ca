import {readFileSync} from 'node:fs'
import type {Report} from '../findings/finding.ts'
import type {Artifact} from '../targets/target.ts'
import {attempt, unreadable} from './faults.ts'
import {differs, modeOf, survey, type Place, type SurveyOptions, type Wanted} from './survey.ts'

/** How a file below the folder differs from what a render would make of it. */
export interface OutdatedFile {
  /** Below the folder; `manifest.json` too. */
  readonly path: string
  readonly kind: 'missing' | 'changed' | 'unwanted' | 'mode'
  /** Its text now; undefined when it is missing. */
  readonly before: string | undefined
  /** Its text to be; undefined when it is unwanted. */
  readonly after: string | undefined
  readonly modeBefore: number | undefined
  readonly modeAfter: number | undefined
}

/**
 * What writeArtifacts would do to a folder, by path; nothing is written. Undefined when something stands in its way.
 *
 * As in writeArtifacts, the artifacts are all that the folder shall hold, or all of it that `isSelected`.
 * A mode counts only where it matters: git keeps no more than the executable bit, and a checkout under another umask
 * is no difference; a file that must be private to its owner and is not, is one. Files edited by hand are differences
 * like others, with or without `--force`, and so are those of another cluster (`outdatedFindings` says so).
 * Reports LB901, LB905, LB908, LB909, LB912, LB915, LB916.
 */
export function outdatedFiles(
  folder: string,
  artifacts: readonly Artifact[],
  options: Omit<SurveyOptions, 'force'>,
  report: Report,
): readonly OutdatedFile[] | undefined {
  const found = survey(folder, artifacts, {...options, force: true}, report)
  return attempt(
    () => {
      const differences = [...(found?.wanted ?? []), ...(found ? [found.manifest] : [])].filter(isDifference).map(differenceOf)
      const unwanted = (found?.unwanted ?? []).map(place => ({
        ...noAfter,
        path: place.path,
        before: textOf(place),
        modeBefore: modeOf(place.present),
      }))
      return found && [...differences, ...unwanted].toSorted((one, other) => (one.path < other.path ? -1 : 1))
    },
    error => unreadable(`\`${folder}\``, error),
    report,
  )
}

const noAfter = {kind: 'unwanted', after: undefined, modeAfter: undefined} as const

function isDifference(place: Wanted): boolean {
  if (place.present === undefined || place.present.sha256 !== place.sha256) return true
  return differs(place) && hasWrongMode(modeOf(place.present), place.mode)
}

const hasWrongMode = (actual: number, wanted: number): boolean =>
  ((actual ^ wanted) & 0o100) !== 0 || ((wanted & 0o077) === 0 && (actual & 0o077) !== 0)

function differenceOf(place: Wanted): OutdatedFile {
  const {path, present, sha256, chunks, mode} = place
  const kind = present === undefined ? 'missing' : present.sha256 === sha256 ? 'mode' : 'changed'
  const modeBefore = present && modeOf(present)
  return {path, kind, before: present && textOf(place), after: chunks.join(''), modeBefore, modeAfter: mode}
}

const textOf = ({file}: Place): string => readFileSync(file, 'utf8')

import {mkdtempSync, rmSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {formatSpec} from '../../../src/spec/print.ts'
import type {Engine} from '../engines.ts'
import {type Tester, testerOf} from './engine.ts'
import {type Failure, hold} from './hold.ts'
import {fits, schema} from './schema.ts'

export interface Summary {
  readonly specs: number
  /** How many specs and releases lbgen was asked for, and how many of them it took. */
  readonly asked: number
  readonly accepted: number
  readonly byRelease: Readonly<Record<string, number>>
  readonly failures: readonly Failure[]
}

export interface Runs {
  readonly from: number
  readonly runs: number
  readonly engines: readonly Engine[]
  /** Called for each failure as soon as it is there. */
  readonly onFailure?: (failure: Failure) => void
  /** Faults of which no smaller spec is wanted any more. */
  readonly isKnown?: (fault: string) => boolean
}

/** How many specs are at work at once, so that lbgen works while HAProxy does. */
const AT_ONCE = 3

/** Holds the specs of a range of seeds to the promise. */
export async function run({from, runs, engines, onFailure, isKnown = () => false}: Runs): Promise<Summary> {
  const testers = engines.filter(({release}) => isInLanguage(release)).map(testerOf)
  const folder = mkdtempSync(join(tmpdir(), 'lbgen-promise-'))
  const counts = {asked: 0, accepted: 0}
  const byRelease: Record<string, number> = Object.fromEntries(testers.map(({release}) => [release, 0]))
  const failures: Failure[] = []
  let next = from
  const work = async (place: string): Promise<void> => {
    while (next < from + runs) {
      const seed = next++
      for (const tester of chosen(testers, seed)) {
        counts.asked += 1
        const {accepted, failure} = await hold(seed, tester, place, isKnown)
        if (accepted) {
          counts.accepted += 1
          byRelease[tester.release] = (byRelease[tester.release] ?? 0) + 1
        }
        if (failure === undefined) continue
        failures.push(failure)
        onFailure?.(failure)
      }
    }
  }
  try {
    await Promise.all(Array.from({length: AT_ONCE}, (_, index) => work(join(folder, String(index)))))
  } finally {
    rmSync(folder, {recursive: true, force: true})
  }
  return {specs: runs, ...counts, byRelease, failures}
}

const isInLanguage = (release: string): boolean => {
  const version = schema.$defs?.['haproxy']?.properties?.['version']
  return version !== undefined && fits(version, release)
}

/** One release for most specs, in turn, and all of them for every tenth. */
const chosen = (testers: readonly Tester[], seed: number): readonly Tester[] =>
  seed % 10 === 0 ? testers : testers.filter((_, index) => index === seed % testers.length)

/** A failure as one reads it: what was said, and the spec that shows it. */
export const formatFailure = ({seed, release, faults, spec}: Failure): string =>
  `seed ${seed}, HAProxy ${release}:\n${faults.map(fault => `  ${fault}\n`).join('')}${formatSpec(spec).replaceAll(/^/gm, '    ')}\n`

export function formatSummary({specs, asked, accepted, byRelease, failures}: Summary): string {
  const share = asked === 0 ? 0 : Math.round((100 * accepted) / asked)
  const releases = Object.entries(byRelease).map(([release, count]) => `${release}: ${count}`)
  return `${specs} specs, ${asked} times asked, ${accepted} accepted (${share} %), ${failures.length} failures; accepted by release: ${releases.join(', ')}`
}

import {type Effect, type FileChange, otherComments} from '../../effect.ts'
import {movesBetween} from './moves.ts'
import {type Section, directivesThatDiffer, readSections, sectionIn} from './read.ts'
import {runtimeFor} from './runtime.ts'

/** What each release of the two files is for; they differ where the spec asks for another. */
export interface Releases {
  readonly before: string | undefined
  readonly after: string
}

/** How a new haproxy.cfg takes effect: by commands where they are enough, by a reload where that is, else by a restart. */
export function effectOf({host, before, after}: FileChange, releases: Releases): Effect | undefined {
  if (before === undefined || after === undefined) return undefined
  const [old, now] = [readSections(before), readSections(after)]
  const sides = {host, before: old, after: now}
  const anew = whyAnew(old, now, releases)
  if (anew.length > 0) {
    return {how: 'restart', reasons: anew, commands: [], moves: [cut, ...movesBetween({...sides, how: 'restart'})]}
  }
  if (JSON.stringify(old) === JSON.stringify(now)) return otherComments
  const runtime = runtimeFor(old, now, releases.after)
  if ('commands' in runtime) return {how: 'runtime', reasons: [], ...runtime, moves: movesBetween({...sides, how: 'runtime'})}
  return {how: 'reload', ...runtime, commands: [], moves: movesBetween({...sides, how: 'reload'})}
}

const cut = {service: undefined, who: 'all', text: 'A restart cuts every open connection.'} as const

/**
 * What a reload leaves as it is: how the master runs, and what the machine's service manager knows it by. User, group,
 * chroot, processes and threads are the next worker's, and a reload is enough for them (seen on 2.6 and 3.4 with `-W`).
 */
const onlyAtStart = new Set(['master-worker', 'no master-worker', 'daemon', 'pidfile'])

function whyAnew(before: readonly Section[], after: readonly Section[], releases: Releases): readonly string[] {
  const isOther = releases.before !== undefined && releases.before !== releases.after
  const release = isOther ? [`HAProxy ${releases.before ?? ''} gives way to ${releases.after}.`] : []
  const directives = directivesThatDiffer(sectionIn(before, 'global').lines, sectionIn(after, 'global').lines)
  return [...release, ...directives.filter(one => onlyAtStart.has(one)).map(one => `\`${one}\` of \`global\` is read at the start.`)]
}

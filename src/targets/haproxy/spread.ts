import type {Report} from '../../findings/finding.ts'
import type {HaproxySettings, Service, Sourced} from '../../model/cluster.ts'
import {kinds} from './kinds.ts'
import {availability, supports} from './since.ts'

/** How the work is spread, in the words of the target release. */
export interface Spread {
  readonly processes: Sourced<number> | undefined
  readonly threads: Sourced<number> | undefined
}

/** How the work is spread: processes are threads where a release has no processes, and that is said. Reports LB403. */
export function spread({processes, threads, version}: HaproxySettings, report: Report): Spread {
  if (processes === undefined || supports(version.value, 'nbproc')) return {processes, threads}
  // One is what there is anyway, and later releases do not know the keyword.
  if (processes.value === 1) return {processes: undefined, threads}
  const {instead} = availability('nbproc')
  if (threads === undefined) {
    report({
      ...kinds.processesAsThreads,
      message: `HAProxy ${version.value} runs ${instead} in place of processes: ${processes.value} of them.`,
      hint: `Write \`threads: ${processes.value}\`.`,
      path: processes.origin,
    })
    return {processes: undefined, threads: processes}
  }
  report({
    ...kinds.missingFeature,
    message: `HAProxy ${version.value} runs threads in place of processes, and \`threads\` is there too.`,
    hint: 'Leave `processes` out.',
    path: processes.origin,
  })
  return {processes: undefined, threads}
}

/** Reports LB409: statistics of a service, for each process counts its own clients. */
export function reportProcesses({processes}: Spread, services: readonly Service[], report: Report): void {
  if (processes === undefined || processes.value === 1) return
  for (const {name, stats} of services) {
    if (!stats.value) continue
    report({
      ...kinds.ownStatistics,
      message: `HAProxy's ${processes.value} processes each count for themselves: service \`${name}\` would show the numbers of any of them.`,
      hint: 'Leave `stats` out and use `haproxy.stats`, or leave `processes` out.',
      path: stats.origin,
    })
  }
}

import type {Cluster, Notify, Origin, Sourced} from '../../model/cluster.ts'
import type {Need} from '../target.ts'

const changes = ['any', 'master', 'backup', 'fault', 'stop'] as const

/**
 * The programs that keepalived is to start. What it finds missing it leaves out without a word of `keepalived -t` (seen with 2.2):
 * with stand-ins verify says that it has not looked at the real ones.
 */
export const hookNeeds = ({highAvailability: {failover}}: Cluster): readonly Need[] =>
  changes.flatMap(change => {
    const wanted = failover?.notify?.[change]
    return wanted === undefined ? [] : [{kind: 'program', wanted}]
  })

/** The same cluster with a stand-in for each program that the map has one for. */
export function withStandInHooks(cluster: Cluster, standIns: ReadonlyMap<Origin, string>): Cluster {
  const {highAvailability} = cluster
  const {failover} = highAvailability
  if (failover?.notify === undefined) return cluster
  const stood = (program: Sourced<string> | undefined): Sourced<string> | undefined =>
    program && {...program, value: standIns.get(program.origin) ?? program.value}
  const {any, master, backup, fault, stop, origin} = failover.notify
  const notify: Notify = {origin, any: stood(any), master: stood(master), backup: stood(backup), fault: stood(fault), stop: stood(stop)}
  return {...cluster, highAvailability: {...highAvailability, failover: {...failover, notify}}}
}

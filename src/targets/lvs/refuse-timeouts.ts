import type {Report} from '../../findings/finding.ts'
import type {Cluster} from '../../model/cluster.ts'
import {kinds} from './kinds.ts'

/** Reports LB638 for times that are written for all services. */
export function refuseTimeouts({lvs: {manager, timeouts}}: Cluster, report: Report): void {
  const written = Object.entries(timeouts).flatMap(([name, time]) => (time ? [{name, ...time}] : []))
  const [first] = written
  if (first !== undefined && manager.value !== 'keepalived') {
    report({
      ...kinds.timeout,
      message: "ldirectord leaves the kernel's times alone.",
      hint: 'Use `lvs.manager: keepalived`; or leave this out, and run `ipvsadm --set` at every boot.',
      path: first.origin,
    })
    return
  }
  for (const {name, origin} of written.filter(({value}) => value === 0 || value % 1000 !== 0))
    report({
      ...kinds.timeout,
      message: `The kernel counts \`${name}\` in whole seconds, one at least.`,
      hint: 'Write whole seconds.',
      path: origin,
    })
}

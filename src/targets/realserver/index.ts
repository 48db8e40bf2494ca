import type {Target} from '../target.ts'
import {artifactsFor} from './artifacts.ts'
import {realserverVerifiers} from './verify.ts'
import {dutiesOf} from './duty.ts'
import {effectOn} from './effect.ts'
import {refuse, reportUnused} from './refuse.ts'
import {reportWrittenGateways} from './refuse-gateway.ts'

/** What each node needs so that it can serve what the kernel of the load balancers sends it. Reports LB702 to LB715. */
const realserver: Target = {
  name: 'realserver',
  render(cluster, {print}, report) {
    const duties = dutiesOf(cluster)
    for (const duty of duties) refuse(duty, cluster, report)
    reportWrittenGateways(cluster, duties, report)
    reportUnused(cluster, duties, report)
    return duties.flatMap(duty => artifactsFor(duty, cluster, print))
  },
  effect: effectOn,
  remarks: path => (path.endsWith('.cmd') ? {mark: 'rem', place: 'above'} : undefined),
  verifiers: realserverVerifiers,
}

export {realserver, realserver as default}

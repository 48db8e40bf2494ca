import {watchErrors} from '../../findings/finding.ts'
import type {Cluster, LoadBalancer} from '../../model/cluster.ts'
import type {Artifact, Target} from '../target.ts'
import type {Print} from '../template.ts'
import {takenUpBy} from '../effect.ts'
import {poundValue} from './quote.ts'
import {reportRefusals} from './refuse.ts'
import {spellings} from './releases.ts'
import {checkArguments, poundVerifier} from './verify.ts'
import {poundView} from './view.ts'

/** `<load balancer>/pound.cfg`, where Pound ends the TLS of http services. */
const pound: Target = {
  name: 'pound',
  render(cluster, {print}, report) {
    const {note, hasErrors} = watchErrors(report)
    reportRefusals(cluster, note)
    return hasErrors() ? [] : cluster.loadBalancers.map(host => renderHost(cluster, host, print))
  },
  effect: () => takenUpBy('restart', 'all', 'A restart cuts every connection that Pound ends the TLS of.'),
  verifiers: [poundVerifier],
}

function renderHost(cluster: Cluster, host: LoadBalancer, print: Print): Artifact {
  const {file, escapes} = spellings[cluster.pound.release.value]
  return {
    path: `${host.name}/pound.cfg`,
    target: 'pound',
    chunks: [print('pound/pound.cfg', poundView(cluster, host), poundValue(escapes))],
    mode: 0o644,
    owner: 'root:root',
    install: file,
    extent: 'file',
    check: ['pound', ...checkArguments(file)],
    // It knows no other way to read its file again.
    reload: ['systemctl', 'restart', 'pound'],
  }
}

export {pound, pound as default}

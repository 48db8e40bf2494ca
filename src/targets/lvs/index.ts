import type {Cluster, LoadBalancer} from '../../model/cluster.ts'
import type {Artifact, Surroundings, Target} from '../target.ts'
import {markedServices, marksPath, marksView} from './marks.ts'
import {nftWord} from './quote.ts'
import {refuseFields} from './refuse.ts'
import {refuseListeners} from './refuse-listeners.ts'
import {refuseMarks} from './refuse-marks.ts'
import {refuseNodes} from './refuse-nodes.ts'
import {refuseTimeouts} from './refuse-timeouts.ts'
import {reportNetworks} from './report-networks.ts'
import {lvsVerifier} from './verify.ts'

/** `<load balancer>/lbgen-marks.nft`: the packet filter's part of what the kernel balances. What the kernel cannot do is refused here, whoever manages it. */
const lvs: Target = {
  name: 'lvs',
  render(cluster, surroundings, report) {
    const {services, loadBalancers} = cluster
    for (const service of services.filter(({engine}) => engine.value === 'lvs')) {
      refuseFields(service, report)
      refuseListeners(service, loadBalancers, report)
      refuseNodes(service, loadBalancers, report)
      reportNetworks(service, cluster, report)
    }
    refuseMarks(cluster, report)
    refuseTimeouts(cluster, report)
    return markedServices(cluster).length === 0 ? [] : loadBalancers.map(host => marks(cluster, host, surroundings))
  },
  remarks: () => ({mark: '#', place: 'behind'}),
  verifiers: [lvsVerifier],
}

function marks(cluster: Cluster, host: LoadBalancer, {print}: Surroundings): Artifact {
  return {
    path: `${host.name}/lbgen-marks.nft`,
    target: 'lvs',
    chunks: [print('lvs/marks.nft', marksView(cluster, host), nftWord)],
    mode: 0o755,
    owner: 'root:root',
    install: marksPath,
    extent: 'file',
    check: ['nft', '-c', '-f', marksPath],
    reload: ['nft', '-f', marksPath],
  }
}

export {lvs, lvs as default}

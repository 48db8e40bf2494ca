import type {Cluster, LoadBalancer} from '../../model/cluster.ts'
import type {Artifact, Surroundings, Target} from '../target.ts'
import {ldirectordValue} from './quote.ts'
import {refuseCheck, reportRefused} from './refuse.ts'
import {ldirectordVerifier} from './verify.ts'
import {ldirectordView} from './view.ts'

/** `<load balancer>/ldirectord.cf`: what the kernel balances, where ldirectord is its manager. */
const ldirectord: Target = {
  name: 'ldirectord',
  render(cluster, surroundings, report) {
    for (const service of cluster.services) if (service.packets) refuseCheck(service, report)
    reportRefused(cluster, report)
    return cluster.loadBalancers.map(host => configuration(cluster, host, surroundings))
  },
  verifiers: [ldirectordVerifier],
}

function configuration(cluster: Cluster, host: LoadBalancer, {print}: Surroundings): Artifact {
  const install = '/etc/ha.d/ldirectord.cf'
  return {
    path: `${host.name}/ldirectord.cf`,
    target: 'ldirectord',
    chunks: [print('ldirectord/ldirectord.cf', ldirectordView(cluster, host), ldirectordValue)],
    mode: 0o644,
    owner: 'root:root',
    install,
    extent: 'file',
    check: ['sh', '-c', `ldirectord ${install} status; case $? in 0 | 3) exit 0 ;; *) exit 1 ;; esac`],
    reload: ['ldirectord', install, 'reload'],
  }
}

export {ldirectord, ldirectord as default}

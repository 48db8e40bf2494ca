import {watchErrors} from '../../findings/finding.ts'
import type {Cluster, LoadBalancer} from '../../model/cluster.ts'
import type {Artifact, Target} from '../target.ts'
import type {Print} from '../template.ts'
import {takenUpBy} from '../effect.ts'
import {stunnelValue} from './quote.ts'
import {reportRefusals} from './refuse.ts'
import {stunnelVerifier} from './verify.ts'
import {stunnelView} from './view.ts'

/** `<load balancer>/stunnel.conf`, where stunnel ends the TLS of haproxy services. */
const stunnel: Target = {
  name: 'stunnel',
  render(cluster, {print}, report) {
    const {note, hasErrors} = watchErrors(report)
    reportRefusals(cluster, note)
    return hasErrors() ? [] : cluster.loadBalancers.map(host => renderHost(cluster, host, print))
  },
  effect: (_, {stunnel: {user}}) =>
    user === undefined
      ? takenUpBy('reload', 'none', 'What is open stays as it is; who connects anew meets the new settings.')
      : takenUpBy('restart', 'all', 'A restart cuts every TLS connection: stunnel has given up the rights to read its files again.'),
  verifiers: [stunnelVerifier],
}

const renderHost = (cluster: Cluster, host: LoadBalancer, print: Print): Artifact => ({
  path: `${host.name}/stunnel.conf`,
  target: 'stunnel',
  chunks: [print('stunnel/stunnel.conf', stunnelView(cluster, host), stunnelValue)],
  mode: 0o644,
  owner: 'root:root',
  // Debian's unit for the file of that name is stunnel@stunnel.
  install: '/etc/stunnel/stunnel.conf',
  extent: 'file',
  // stunnel has no mode in which it only checks.
  check: undefined,
  // Who has become another user can neither read certificates again nor bind low ports.
  reload:
    cluster.stunnel.user === undefined
      ? ['systemctl', 'kill', '--signal=HUP', 'stunnel@stunnel']
      : ['systemctl', 'restart', 'stunnel@stunnel'],
})

export {stunnel, stunnel as default}

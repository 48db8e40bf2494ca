import {watchErrors} from '../../findings/finding.ts'
import type {Cluster, Failover, LoadBalancer} from '../../model/cluster.ts'
import {failoverBy} from '../../model/floating.ts'
import type {Artifact, Surroundings, Target} from '../target.ts'
import {heartbeatWord} from './quote.ts'
import {reportHeartbeat} from './refuse.ts'
import {configurationView, keysView, resourcesView} from './view.ts'

/** `ha.cf`, `haresources` and `authkeys`, for pairs that heartbeat has always moved the addresses of. */
const heartbeat: Target = {
  name: 'heartbeat',
  render: (cluster, surroundings, report) => {
    const failover = failoverBy('heartbeat', cluster)
    const {note, hasErrors} = watchErrors(report)
    if (failover) reportHeartbeat(cluster, failover, surroundings.secrets, note)
    return failover === undefined || hasErrors() ? [] : cluster.loadBalancers.flatMap(host => files(cluster, host, failover, surroundings))
  },
}

function files(cluster: Cluster, host: LoadBalancer, failover: Failover, {print, secrets}: Surroundings): readonly Artifact[] {
  const file = (name: string, view: object, mode: number): Artifact => ({
    path: `${host.name}/${name}`,
    target: 'heartbeat',
    chunks: [print(`heartbeat/${name}`, view, heartbeatWord)],
    mode,
    owner: 'root:root',
    install: `/etc/ha.d/${name}`,
    extent: 'file',
    check: undefined,
    reload: ['systemctl', 'reload', 'heartbeat'],
  })
  return [
    file('ha.cf', configurationView(cluster, host, failover), 0o644),
    file('haresources', resourcesView(cluster, host, failover), 0o644),
    file('authkeys', keysView(cluster, host, failover, secrets), 0o600),
  ]
}

export {heartbeat, heartbeat as default}

import type {Cluster, Failover, LoadBalancer} from '../../model/cluster.ts'
import type {Artifact, Surroundings, Target} from '../target.ts'
import {headView} from './head.ts'
import {keepalivedWord} from './quote.ts'
import {virtualServersView} from './virtual-servers.ts'
import {vrrpView} from './vrrp.ts'

/** `<load balancer>/keepalived.conf`: what moves the floating addresses, and what the kernel balances. */
export const keepalived: Target = {
  name: 'keepalived',
  summary: 'keepalived.conf: floating addresses (VRRP), and what the kernel balances (IPVS).',
  render: (cluster, surroundings) => {
    const failover = vrrpOf(cluster)
    if (failover === undefined && !hasVirtualServers(cluster)) return []
    return cluster.loadBalancers.map(host => configuration(cluster, host, failover, surroundings))
  },
}

/** What keepalived has to move, if it is keepalived that does. */
const vrrpOf = ({highAvailability: {failover}}: Cluster): Failover | undefined =>
  failover?.method.value === 'keepalived' ? failover : undefined

const hasVirtualServers = ({services, lvs}: Cluster): boolean =>
  lvs.manager.value === 'keepalived' && services.some(({engine}) => engine.value === 'lvs')

/** The file in its parts: head, what VRRP needs, what the kernel balances. */
function configuration(cluster: Cluster, host: LoadBalancer, failover: Failover | undefined, {print, secrets}: Surroundings): Artifact {
  const install = '/etc/keepalived/keepalived.conf'
  return {
    path: `${host.name}/keepalived.conf`,
    target: 'keepalived',
    chunks: [
      print('keepalived/head', headView(cluster, host, failover), keepalivedWord),
      ...(failover === undefined ? [] : [print('keepalived/vrrp', vrrpView(cluster, host, failover, secrets), keepalivedWord)]),
      ...(hasVirtualServers(cluster) ? [print('keepalived/virtual-servers', virtualServersView(cluster), keepalivedWord)] : []),
    ],
    mode: failover?.password === undefined ? 0o644 : 0o600,
    owner: 'root:root',
    install,
    extent: 'file',
    check: ['keepalived', '-t', '-f', install],
    reload: ['systemctl', 'reload', 'keepalived'],
  }
}

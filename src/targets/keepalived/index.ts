import {watchErrors} from '../../findings/finding.ts'
import type {Cluster, Failover, LoadBalancer} from '../../model/cluster.ts'
import {failoverBy} from '../../model/floating.ts'
import {headerOf} from '../header.ts'
import {shell} from '../shell.ts'
import {isManagedBy, isSynchronised} from '../lvs/virtual.ts'
import type {Artifact, Surroundings, Target} from '../target.ts'
import {effectOf} from './effect/index.ts'
import type {Bystanders} from './effect/pair.ts'
import {watchedEngines} from './engines.ts'
import {headView} from './head.ts'
import {keepalivedWord} from './quote.ts'
import {reportVrrp} from './refuse.ts'
import {refuseCheck} from './refuse-check.ts'
import {keepalivedVerifiers} from './verify.ts'
import {virtualServersView} from './virtual-servers.ts'
import {addressViews, checkPath, vrrpView} from './vrrp.ts'

/** `<load balancer>/keepalived.conf`: what moves the floating addresses, and what the kernel balances. */
const keepalived: Target = {
  name: 'keepalived',
  render: (cluster, surroundings, report) => {
    const failover = failoverBy('keepalived', cluster)
    const {note, hasErrors} = watchErrors(report)
    if (failover) reportVrrp(cluster, failover, surroundings.secrets, note)
    if (hasVirtualServers(cluster)) for (const service of cluster.services) if (service.packets) refuseCheck(service, note)
    if (hasErrors()) return []
    return cluster.loadBalancers.flatMap(host => [
      configuration(cluster, host, failover, surroundings),
      ...(failover === undefined ? [] : companions(cluster, host, failover, surroundings)),
    ])
  },
  effect: (_, after) => change => (change.path.endsWith('/keepalived.conf') ? effectOf(change, bystandersOf(after)) : undefined),
  remarks: path => (path.endsWith('/keepalived.conf') ? {mark: '#', place: 'behind'} : undefined),
  verifiers: keepalivedVerifiers,
}

/** What an address that moves takes along. */
const bystandersOf = (cluster: Cluster): Bystanders => ({
  preferred: failoverBy('keepalived', cluster)?.preferred.value.name,
  hasEngine: watchedEngines(cluster).length > 0,
  isSynchronised: isSynchronised(cluster),
})

const hasVirtualServers = (cluster: Cluster): boolean => isManagedBy('keepalived', cluster)

const common = {target: 'keepalived', owner: 'root:root', extent: 'file'} as const

/** The file in its parts: head, what VRRP needs, what the kernel balances. */
function configuration(cluster: Cluster, host: LoadBalancer, failover: Failover | undefined, {print, secrets}: Surroundings): Artifact {
  const install = '/etc/keepalived/keepalived.conf'
  return {
    ...common,
    path: `${host.name}/keepalived.conf`,
    chunks: [
      print('keepalived/head', headView(cluster, host, failover), keepalivedWord),
      ...(failover === undefined ? [] : [print('keepalived/vrrp', vrrpView(cluster, host, failover, secrets), keepalivedWord)]),
      ...(hasVirtualServers(cluster) ? [print('keepalived/virtual-servers', virtualServersView(cluster), keepalivedWord)] : []),
    ],
    mode: failover?.password === undefined ? 0o644 : 0o600,
    install,
    check: ['keepalived', '-t', '-f', install],
    reload: ['systemctl', 'reload', 'keepalived'],
  }
}

/** What VRRP needs beside its configuration: how to tell whether an engine serves, and what becomes of the addresses after a crash. */
function companions(cluster: Cluster, host: LoadBalancer, failover: Failover, {print}: Surroundings): readonly Artifact[] {
  const header = {...headerOf(cluster, host), origin: failover.method.origin}
  const engines = watchedEngines(cluster)
  const addresses = addressViews(cluster, host, failover)
  return [
    ...(engines.length === 0 ? [] : [checkScript(host, print('keepalived/check-engine.sh', {...header, engines}, shell))]),
    dropIn(host, print('keepalived/keepalived.service', {...header, addresses}, keepalivedWord)),
  ]
}

const checkScript = (host: LoadBalancer, text: string): Artifact => ({
  ...common,
  path: `${host.name}/check-engine.sh`,
  chunks: [text],
  mode: 0o755,
  install: checkPath,
  check: ['sh', '-n', checkPath],
  reload: undefined,
})

const dropIn = (host: LoadBalancer, text: string): Artifact => ({
  ...common,
  path: `${host.name}/keepalived.service.conf`,
  chunks: [text],
  mode: 0o644,
  install: '/etc/systemd/system/keepalived.service.d/lbgen.conf',
  check: ['systemd-analyze', 'verify', 'keepalived.service'],
  reload: ['systemctl', 'daemon-reload'],
})

export {keepalived, keepalived as default}

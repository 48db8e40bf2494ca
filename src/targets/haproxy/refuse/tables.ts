import type {Report} from '../../../findings/finding.ts'
import type {Cluster, HaproxySettings, Service} from '../../../model/cluster.ts'
import {hasTable} from '../../../model/has-table.ts'
import {kinds} from '../kinds.ts'
import {type Peers, memoryOf} from '../memory.ts'
import {availability, supports} from '../since.ts'

/** Reports what stands in the way of what services remember of their clients. */
export function reportTables(cluster: Cluster, report: Report): void {
  for (const service of cluster.services) {
    reportDividedTable(service, cluster.haproxy, report)
    reportUnreplicated(service, cluster, report)
  }
  reportPeers(cluster, memoryOf(cluster).peers, report)
}

/** Reports LB401: processes have no memory in common, and HAProxy warns of what each would remember for itself. */
function reportDividedTable(service: Service, {processes, version}: HaproxySettings, report: Report): void {
  if (!hasTable(service) || processes === undefined || processes.value === 1 || !supports(version.value, 'nbproc')) return
  report({
    ...kinds.missingFeature,
    message: `Service \`${service.name}\` remembers its clients, which ${processes.value} processes of HAProxy ${version.value} cannot do together.`,
    hint: `Leave \`processes\` out, use \`balance: source\` or a cookie, or use HAProxy ${availability('nbproc').until} or later.`,
    path: service.persistence.origin,
  })
}

/** Reports LB402 where load balancers remember each for itself, for the release has no peers. */
function reportUnreplicated(service: Service, {loadBalancers: {length}, haproxy: {version}}: Cluster, report: Report): void {
  if (!hasTable(service) || length < 2 || supports(version.value, 'peers')) return
  const {name, persistence} = service
  report({
    ...kinds.unreplicatedTable,
    message: `Each of the ${length} load balancers remembers the clients of service \`${name}\` for itself: a client that changes the load balancer may change its node.`,
    hint: `Use \`balance: source\` instead if all load balancers shall choose alike, cookie persistence for HTTP, or HAProxy ${availability('peers').since} or later.`,
    path: persistence.origin,
  })
}

/** Reports LB412 and LB413: what has to be right on the load balancers, for HAProxy does not start otherwise. */
function reportPeers({loadBalancers, haproxy: {version}}: Cluster, peers: Peers | undefined, report: Report): void {
  if (peers === undefined) return
  if (!peers.saysWho) {
    const names = loadBalancers.map(({name}) => `\`-L ${name}\``).join(', ')
    report({
      ...kinds.peerByHostName,
      message: `HAProxy ${version.value} knows which of the load balancers it is by the name of its host alone, and does not start under another.`,
      hint: `Name each host as its load balancer is named here, or start HAProxy with ${names}; from ${availability('localPeer').since} on the file says it.`,
      path: version.origin,
    })
  }
  if (loadBalancers.length < 2) return
  for (const {name, address} of loadBalancers) {
    if (address.value.kind !== 'name') continue
    report({
      ...kinds.peerToLookUp,
      message: `HAProxy looks up \`${address.value.text}\`, the address of load balancer \`${name}\`, when it starts, and does not start without an answer.`,
      hint: 'Write its IP address.',
      path: address.origin,
    })
  }
}

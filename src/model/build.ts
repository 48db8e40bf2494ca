import type {Report} from '../findings/finding.ts'
import type {LoadedSpec} from '../spec/load.ts'
import {listNamed} from '../spec/named.ts'
import {pointer} from '../spec/pointer.ts'
import {buildApplication} from './applications/build.ts'
import {buildResolvers} from './build-discovery.ts'
import {buildHighAvailability} from './build-failover.ts'
import {buildHaproxy} from './build-haproxy.ts'
import {buildLvs} from './build-lvs.ts'
import {buildLoadBalancer, buildNode} from './build-machines.ts'
import {reportNeedsStream} from './build-persistence.ts'
import {buildService} from './build-service.ts'
import {reportSharedNodes} from './build-shared.ts'
import {reportFailover} from './check-failover.ts'
import type {Cluster, Origin} from './cluster.ts'
import {buildPound, buildStunnel, buildTermination, linkTerminator} from './build-termination.ts'
import {kinds} from './kinds.ts'
import {linkRoutes} from './link-routes.ts'
import {sourced} from './origin.ts'
import {reportOverlaps} from './overlap.ts'
import type {ResolvedSpec} from './resolve.ts'
import {reportSameAddress, reportSharedAddress} from './same-address.ts'

/**
 * The cluster that a spec describes. `specFile` is its base name, for the headers of artifacts.
 * Reports LB1xx, and goes on to find more; what it returns is whole only when none of them is an error.
 */
export function buildCluster({spec: written, places}: LoadedSpec, resolved: ResolvedSpec, specFile: string, report: Report): Cluster {
  reportClashes(resolved, report)
  const resolvers = listNamed(resolved.resolvers, (fields, name) => buildResolvers(name, fields, report))
  const nodes = listNamed(resolved.nodes ?? {}, (fields, name) => buildNode(name, fields, resolvers[0]?.name, report))
  const pool = {nodes: new Map(nodes.map(node => [node.name, node])), written, resolved}
  const haproxy = buildHaproxy(resolved, written, report)
  const loadBalancers = listNamed(resolved.loadBalancers, (fields, name) => buildLoadBalancer(name, fields, report))
  const highAvailability = buildHighAvailability(resolved.highAvailability, written.highAvailability, loadBalancers, report)
  const termination = buildTermination(resolved.tls)
  const built = listNamed(resolved.services, (service, name) => buildService(name, service, pool, report))
  const services = linkRoutes(linkTerminator(built, {haproxy, highAvailability, termination}, report), resolved.services, report)
  reportBetween({services, haproxy, loadBalancers, nodes, highAvailability, termination}, written, report)
  return {
    name: resolved.name,
    specFile,
    loadBalancers,
    nodes,
    services,
    highAvailability,
    resolvers,
    haproxy,
    balance: buildBalanceSettings(resolved.balance),
    host: buildHost(resolved.host),
    lvs: buildLvs(resolved.lvs, report),
    termination,
    stunnel: buildStunnel(resolved.stunnel),
    pound: buildPound(resolved.pound),
    applications: listNamed(resolved.applications, (application, name) =>
      buildApplication(name, application, {
        nodes: pool.nodes,
        services,
        applications: resolved.applications,
        textAt: places.textAt,
        report,
      }),
    ),
  }
}

/** Reports what is wrong between the parts of a cluster, each of which may be right by itself. */
function reportBetween(
  parts: Pick<Cluster, 'services' | 'haproxy' | 'loadBalancers' | 'nodes' | 'highAvailability' | 'termination'>,
  written: LoadedSpec['spec'],
  report: Report,
): void {
  const {services} = parts
  reportOverlaps(parts, report)
  reportSameAddress(parts, report)
  reportSharedAddress(parts.loadBalancers, report)
  reportSharedNodes(services, report)
  for (const service of services) reportNeedsStream(service, report)
  reportFailover(parts, written.highAvailability, report)
}

const buildBalanceSettings = ({path, release}: ResolvedSpec['balance']): Cluster['balance'] => ({
  origin: '/balance',
  path: sourced(path, '/balance/path'),
  release: sourced(release, '/balance/release'),
})

const buildHost = ({firewall, sshPort}: ResolvedSpec['host']): Cluster['host'] => ({
  origin: '/host',
  firewall: sourced(firewall, '/host/firewall'),
  sshPort: sourced(sshPort, '/host/sshPort'),
})

/** Reports LB101: names become folders, and not every file system tells cases apart. */
function reportClashes({loadBalancers, nodes = {}}: ResolvedSpec, report: Report): void {
  const seen = new Map<string, string>()
  const claim = (name: string, base: Origin): void => {
    const folded = name.toLowerCase()
    const other = seen.get(folded)
    if (other === undefined) seen.set(folded, name)
    else reportClash(other, name, pointer(base, name), report)
  }
  for (const name of Object.keys(loadBalancers)) claim(name, '/loadBalancers')
  for (const name of Object.keys(nodes)) claim(name, '/nodes')
}

function reportClash(other: string, name: string, path: Origin, report: Report): void {
  const message =
    other === name
      ? `A load balancer and a node are both named \`${name}\`.`
      : `The names \`${other}\` and \`${name}\` differ only in case.`
  report({...kinds.clashingNames, message, hint: 'Rename one of them: each has a folder of its own.', path, part: 'key'})
}

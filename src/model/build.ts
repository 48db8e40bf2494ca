import type {Report} from '../findings/finding.ts'
import {listWords, suggest} from '../findings/nearest-word.ts'
import type {LoadedSpec} from '../spec/load.ts'
import {listNamed} from '../spec/named.ts'
import {pointer} from '../spec/pointer.ts'
import {buildResolvers} from './build-discovery.ts'
import {buildHighAvailability} from './build-failover.ts'
import {buildHaproxy} from './build-haproxy.ts'
import {reportNeedsStream} from './build-persistence.ts'
import {buildService} from './build-service.ts'
import {reportSharedNodes} from './build-shared.ts'
import {reportFailover} from './check-failover.ts'
import type {Application, Cluster, LoadBalancer, Node, Origin, Property, Service} from './cluster.ts'
import {buildPound, buildStunnel, buildTermination, linkTerminator} from './build-termination.ts'
import {kinds} from './kinds.ts'
import {linkRoutes} from './link-routes.ts'
import {duration, field, host, ownAddress, sourced} from './origin.ts'
import {reportOverlaps} from './overlap.ts'
import type {ResolvedApplication, ResolvedSpec} from './resolve.ts'
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
  reportOverlaps({services, haproxy, loadBalancers, highAvailability, termination}, report)
  reportSameAddress({nodes, services}, report)
  reportSharedAddress(loadBalancers, report)
  reportSharedNodes(services, report)
  for (const service of services) reportNeedsStream(service, report)
  reportFailover({loadBalancers, nodes, services, haproxy, highAvailability}, written.highAvailability, report)
  return {
    name: resolved.name,
    specFile,
    loadBalancers,
    nodes,
    services,
    highAvailability,
    resolvers,
    haproxy,
    balance: {
      origin: '/balance',
      path: sourced(resolved.balance.path, '/balance/path'),
      release: sourced(resolved.balance.release, '/balance/release'),
    },
    host: {
      origin: '/host',
      firewall: sourced(resolved.host.firewall, '/host/firewall'),
      sshPort: sourced(resolved.host.sshPort, '/host/sshPort'),
    },
    lvs: buildLvs(resolved.lvs, report),
    termination,
    stunnel: buildStunnel(resolved.stunnel),
    pound: buildPound(resolved.pound),
    applications: listNamed(resolved.applications, (application, name) =>
      buildApplication(name, application, pool.nodes, services, places.textAt, report),
    ),
  }
}

function buildLvs({manager, timeouts = {}}: ResolvedSpec['lvs'], report: Report): Cluster['lvs'] {
  const time = (name: keyof Cluster['lvs']['timeouts']) => {
    const written = field(timeouts, name, '/lvs/timeouts')
    return written && duration(written, report)
  }
  return {
    origin: '/lvs',
    manager: sourced(manager, '/lvs/manager'),
    timeouts: {tcp: time('tcp'), tcpFin: time('tcpFin'), udp: time('udp')},
  }
}

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

function buildNode(name: string, fields: NonNullable<ResolvedSpec['nodes']>[string], resolvers: string | undefined, report: Report): Node {
  const {address, weight, state, os, boot} = fields
  const origin = `/nodes/${name}`
  const gateway = field(fields, 'gateway', origin)
  const built = host(address, `${origin}/address`, report)
  return {
    origin,
    name,
    address: built,
    resolvers: built.value.kind === 'name' ? resolvers : undefined,
    weight: {value: weight, origin: `${origin}/weight`},
    state: {value: state, origin: `${origin}/state`},
    os,
    interface: field(fields, 'interface', origin),
    loopback: field(fields, 'loopback', origin),
    gateway: gateway && ownAddress(gateway.value, gateway.origin, report),
    boot: {value: boot, origin: `${origin}/boot`},
    redirect: field(fields, 'redirect', origin),
  }
}

function buildLoadBalancer(name: string, fields: ResolvedSpec['loadBalancers'][string], report: Report): LoadBalancer {
  const origin = pointer('/loadBalancers', name)
  const source = field(fields, 'sourceAddress', origin)
  return {
    origin,
    name,
    address: host(fields.address, pointer(origin, 'address'), report),
    sourceAddress: source && host(source.value, source.origin, report),
    interface: field(fields, 'interface', origin),
  }
}

function buildApplication(
  name: string,
  fields: ResolvedApplication,
  nodes: ReadonlyMap<string, Node>,
  services: readonly Service[],
  textAt: (path: Origin) => string | undefined,
  report: Report,
): Application {
  const origin = pointer('/applications', name)
  const properties = (values: ResolvedApplication['properties'], base: Origin): readonly Property[] =>
    Object.entries(values).map(([key, value]) => {
      const path = pointer(base, key)
      return {key, value: typeof value === 'string' ? value : (textAt(path) ?? String(value)), origin: path}
    })
  const named =
    fields.nodes === 'all'
      ? [...nodes.values()]
      : fields.nodes.flatMap((node, index) => findNode(node, pointer(origin, 'nodes', index), name, nodes, report))
  const own = pointer(origin, 'nodeProperties')
  return {
    origin,
    name,
    kind: sourced(fields.kind, pointer(origin, 'kind')),
    release: sourced(fields.release, pointer(origin, 'release')),
    nodes: named,
    services: Object.entries(fields.services ?? {}).flatMap(([role, service]) =>
      findService(role, service, pointer(origin, 'services', role), name, services, report),
    ),
    properties: properties(fields.properties, pointer(origin, 'properties')),
    nodeProperties: new Map(
      Object.entries(fields.nodeProperties).flatMap(([node, values]) =>
        findNode(node, pointer(own, node), name, nodes, report, named).map(() => [node, properties(values, pointer(own, node))]),
      ),
    ),
  }
}

/** The node of that name as a list of one; reports LB102 when there is none, or none that the application runs on. */
function findNode(
  node: string,
  path: Origin,
  application: string,
  nodes: ReadonlyMap<string, Node>,
  report: Report,
  among: readonly Node[] = [...nodes.values()],
): readonly Node[] {
  const found = nodes.get(node)
  if (found !== undefined && among.includes(found)) return [found]
  const message =
    found === undefined
      ? `Application \`${application}\` names node \`${node}\`, which is not defined.`
      : `Application \`${application}\` does not run on node \`${node}\`.`
  report({
    ...kinds.unknownNode,
    message,
    hint: suggest(
      node,
      among.map(({name}) => name),
      'Nodes are defined under `nodes`.',
    ),
    path,
    part: path.includes('/nodeProperties/') ? 'key' : 'value',
  })
  return []
}

function findService(
  role: string,
  service: string,
  path: Origin,
  application: string,
  services: readonly Service[],
  report: Report,
): Application['services'] {
  const found = services.find(({name}) => name === service)
  if (found !== undefined && role === 'cifs') return [{role, service: found, origin: path}]
  const known = services.map(({name}) => name)
  report({
    ...kinds.unknownService,
    message: `Application \`${application}\` is published by service \`${service}\`, which is not defined.`,
    hint: suggest(service, known, `Services are defined under \`services\`: ${listWords(known, 'and')}.`),
    path,
  })
  return []
}

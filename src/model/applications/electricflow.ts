import {pointer} from '../../spec/pointer.ts'
import type {ElectricflowApplication, ElectricflowPart, ElectricflowRole, HostAndPort, Node, Origin} from '../cluster.ts'
import {field, host, sourced} from '../origin.ts'
import type {ResolvedElectricflow} from './resolve.ts'
import {type Neighbours, buildProduct, findNode} from './product.ts'

/** Reports LB102, LB105 and LB106. */
export function buildElectricflow(
  name: string,
  origin: Origin,
  fields: ResolvedElectricflow,
  neighbours: Neighbours,
): ElectricflowApplication {
  const product = buildProduct<'electricflow', ElectricflowRole>(name, origin, fields, neighbours)
  const part = (key: 'servers' | 'webServers' | 'repositories', roles: readonly ElectricflowRole[]): ElectricflowPart => {
    const path = pointer(origin, key)
    const written = fields[key]
    if (written === 'services') return {origin: path, nodes: nodesOf(product, roles), isNamed: false}
    const nodes = written.flatMap((node, index) => findNode(node, pointer(path, index), name, neighbours, {among: product.nodes}))
    return {origin: path, nodes, isNamed: true}
  }
  const endpoints = (key: 'zooKeeper' | 'exhibitor'): readonly HostAndPort[] =>
    fields[key].map(({address, port}, index) => {
      const path = pointer(origin, key, index)
      return {origin: path, host: host(address, pointer(path, 'address'), neighbours.report).value, port}
    })
  return {
    ...product,
    servers: part('servers', ['server', 'stomp']),
    webServers: part('webServers', ['web']),
    repositories: part('repositories', ['web', 'server', 'stomp']),
    serverName: host(fields.serverName, pointer(origin, 'serverName'), neighbours.report),
    zooKeeper: sourced(endpoints('zooKeeper'), pointer(origin, 'zooKeeper')),
    exhibitor: sourced(endpoints('exhibitor'), pointer(origin, 'exhibitor')),
    stompClientUri: field(fields, 'stompClientUri', origin),
    installPath: field(fields, 'installPath', origin),
    pluginsDirectory: field(fields, 'pluginsDirectory', origin),
    workspacesDirectory: field(fields, 'workspacesDirectory', origin),
  }
}

/** The product's nodes behind its services of some roles; all of them where it has no such service. */
function nodesOf(
  {nodes, services}: Pick<ElectricflowApplication, 'nodes' | 'services'>,
  roles: readonly ElectricflowRole[],
): readonly Node[] {
  const published = services.filter(({role}) => roles.includes(role))
  if (published.length === 0) return nodes
  const behind = new Set(published.flatMap(({service}) => service.servers.map(({node}) => node.name)))
  return nodes.filter(({name}) => behind.has(name))
}

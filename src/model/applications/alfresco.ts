import {pointer} from '../../spec/pointer.ts'
import {buildSecret} from '../build-secret.ts'
import type {AlfrescoApplication, AlfrescoClustering, Origin} from '../cluster.ts'
import {field, host, sourced} from '../origin.ts'
import type {ResolvedApplication, ResolvedClustering} from './resolve.ts'
import {type Neighbours, buildProduct, buildProperties, findNode, findService} from './product.ts'

type Fields = Extract<ResolvedApplication, {kind: 'alfresco'}>

/** The repository on the nodes. Reports LB102, LB105 and LB106. */
export function buildAlfresco(name: string, origin: Origin, fields: Fields, neighbours: Neighbours): AlfrescoApplication {
  const product = buildProduct(name, origin, fields, neighbours)
  const {report} = neighbours
  const ofNode = (node: string, path: Origin) => findNode(node, path, name, neighbours, {among: product.nodes, part: 'key'})
  const own = pointer(origin, 'nodeProperties')
  return {
    ...product,
    serverName: fields.serverName === undefined ? undefined : host(fields.serverName, pointer(origin, 'serverName'), report),
    clustering: fields.clustering && buildClustering(fields.clustering, pointer(origin, 'clustering'), ofNode, neighbours),
    contentStore: field(fields, 'contentStore', origin),
    search: buildSearch(fields.search ?? {}, pointer(origin, 'search')),
    passive: new Map(
      Object.entries(fields.ftp?.passive ?? {}).flatMap(([node, service]) => {
        const path = pointer(origin, 'ftp', 'passive', node)
        return ofNode(node, path).flatMap(() => findService(service, path, name, neighbours).map(found => [node, found] as const))
      }),
    ),
    mountPort: fields.nfs && sourced(fields.nfs.mountPort, pointer(origin, 'nfs', 'mountPort')),
    properties: buildProperties(fields.properties, pointer(origin, 'properties'), neighbours),
    nodeProperties: new Map(
      Object.entries(fields.nodeProperties).flatMap(([node, values]) => {
        const path = pointer(own, node)
        return ofNode(node, path).map(() => [node, buildProperties(values, path, neighbours)] as const)
      }),
    ),
  }
}

function buildClustering(
  fields: ResolvedClustering,
  origin: Origin,
  ofNode: (node: string, path: Origin) => readonly unknown[],
  {report}: Neighbours,
): AlfrescoClustering {
  const at = <Key extends keyof ResolvedClustering>(key: Key) => sourced(fields[key], pointer(origin, key))
  const {name, password, addresses, members = []} = fields
  return {
    origin,
    enabled: at('enabled'),
    name: name === undefined ? undefined : buildSecret(name, pointer(origin, 'name')),
    password: password === undefined ? undefined : buildSecret(password, pointer(origin, 'password')),
    addresses: new Map(
      Object.entries(addresses).flatMap(([node, address]) => {
        const path = pointer(origin, 'addresses', node)
        return ofNode(node, path).map(() => [node, host(address, path, report)] as const)
      }),
    ),
    interface: field(fields, 'interface', origin),
    port: at('port'),
    protocol: at('protocol'),
    tcpPort: at('tcpPort'),
    multicastAddress: host(fields.multicastAddress, pointer(origin, 'multicastAddress'), report),
    multicastPort: at('multicastPort'),
    rmiPort: at('rmiPort'),
    objectPort: at('objectPort'),
    members: members.map((member, index) => sourced(member, pointer(origin, 'members', index))),
  }
}

function buildSearch(fields: NonNullable<Fields['search']>, origin: Origin): AlfrescoApplication['search'] {
  const {sharedSecret} = fields
  return {
    subsystem: field(fields, 'subsystem', origin),
    secureComms: field(fields, 'secureComms', origin),
    sharedSecret: sharedSecret === undefined ? undefined : buildSecret(sharedSecret, pointer(origin, 'sharedSecret')),
  }
}

import {hasFeature} from '../../../model/applications/alfresco-releases.ts'
import type {AlfrescoClustering, Node, Sourced} from '../../../model/cluster.ts'
import type {Host} from '../../../model/endpoint.ts'
import {type Facts, type Row, type Value, roleOf, secret, text, written} from '../facts.ts'
import {fileRoles, jlanFile} from '../file-servers.ts'

/** A row that is there as long as nodes are to find each other. */
const clustered = (key: string, value: (clustering: AlfrescoClustering, facts: Facts) => Value | undefined): Row => ({
  key,
  value: facts => {
    const {clustering} = facts.application
    return clustering?.enabled.value === true ? value(clustering, facts) : undefined
  },
})

/** The same where JGroups, or EHCache, does it. */
const inJgroups = (key: string, value: (clustering: AlfrescoClustering, facts: Facts) => Value | undefined): Row =>
  clustered(key, (clustering, facts) => (hasFeature(facts.release, 'jgroups') ? value(clustering, facts) : undefined))

const overProtocol = (
  protocol: 'udp' | 'tcp',
  key: string,
  value: (clustering: AlfrescoClustering, facts: Facts) => Value | undefined,
): Row => inJgroups(key, (clustering, facts) => (clustering.protocol.value === protocol ? value(clustering, facts) : undefined))

/** The same where the nodes are clients of a Hazelcast of its own. */
const asClient = (key: string, value: (members: AlfrescoClustering['members'], facts: Facts) => Value | undefined): Row =>
  clustered(key, ({members}, facts) => (members.length > 0 ? value(members, facts) : undefined))

/** Where a node is for the others. */
export const addressBetween = ({addresses}: AlfrescoClustering, node: Node): Sourced<Host> => addresses.get(node.name) ?? node.address

const ownAddress = (clustering: AlfrescoClustering, {node}: Facts): Value | undefined => {
  const {value, origin} = addressBetween(clustering, node)
  return value.kind === 'name' ? undefined : text(value.text, origin)
}

const name = ({name: own, members, enabled}: AlfrescoClustering, {cluster, release}: Facts): Value | undefined => {
  if (!hasFeature(release, 'jgroups') && members.length === 0) return undefined
  return own === undefined ? text(cluster.name, enabled.origin) : secret(own)
}

const initialHosts = (clustering: AlfrescoClustering, {application: {nodes}}: Facts): Value => {
  const addresses = nodes.map(node => addressBetween(clustering, node))
  return text(
    addresses.map(({value}) => `${value.text}[${clustering.tcpPort.value}]`).join(','),
    ...addresses.map(({origin}) => origin),
    clustering.tcpPort.origin,
  )
}

/** The member that a node asks first: each node another one, in turn. */
const memberOf = (members: AlfrescoClustering['members'], {application: {nodes}, node}: Facts): Sourced<string> | undefined =>
  members[nodes.findIndex(each => each.name === node.name) % members.length]

const unasked = (members: AlfrescoClustering['members'], {application: {nodes}}: Facts): Value | undefined => {
  const rest = members.slice(nodes.length)
  return rest.length === 0 ? undefined : text(rest.map(({value}) => value).join(','), ...rest.map(({origin}) => origin))
}

const withFileServers = (key: string, value: string): Row =>
  clustered(key, ({enabled}, {application}) =>
    fileRoles.some(role => roleOf(application, role)) ? text(value, enabled.origin) : undefined,
  )

/** How nodes find each other, in each release's own way. */
export const clusteringRows: readonly Row[] = [
  {
    key: 'alfresco.cluster.enabled',
    value: ({application: {clustering}}) => clustering && written(clustering.enabled),
  },
  {
    key: 'alfresco.cluster.name',
    value: facts => {
      const {clustering} = facts.application
      if (clustering === undefined) return undefined
      // Without a name, releases up to 4.1 keep nodes apart.
      if (!clustering.enabled.value) return hasFeature(facts.release, 'jgroups') ? text('', clustering.enabled.origin) : undefined
      return name(clustering, facts)
    },
  },
  inJgroups('alfresco.jgroups.defaultProtocol', ({protocol}) =>
    protocol.value === 'multicast' ? undefined : text(protocol.value.toUpperCase(), protocol.origin),
  ),
  inJgroups('alfresco.jgroups.bind_address', ownAddress),
  overProtocol('tcp', 'alfresco.tcp.start_port', ({tcpPort}) => written(tcpPort)),
  overProtocol('tcp', 'alfresco.tcp.initial_hosts', initialHosts),
  overProtocol('udp', 'alfresco.udp.mcast_addr', ({multicastAddress: {value, origin}}) => text(value.text, origin)),
  overProtocol('udp', 'alfresco.udp.mcast_port', ({multicastPort}) => written(multicastPort)),
  inJgroups('alfresco.ehcache.rmi.hostname', ownAddress),
  inJgroups('alfresco.ehcache.rmi.port', ({rmiPort}) => written(rmiPort)),
  inJgroups('alfresco.ehcache.rmi.remoteObjectPort', ({objectPort}) => written(objectPort)),
  inJgroups('alfresco.rmi.services.external.host', ownAddress),
  inJgroups('index.recovery.mode', ({enabled}) => text('AUTO', enabled.origin)),
  withFileServers('filesystem.cluster.enabled', 'true'),
  withFileServers('filesystem.cluster.configFile', jlanFile),
  clustered('alfresco.cluster.interface', (clustering, facts) => {
    if (clustering.members.length > 0) return undefined
    return clustering.interface ? written(clustering.interface) : ownAddress(clustering, facts)
  }),
  clustered('alfresco.hazelcast.password', ({password}) => password && secret(password)),
  clustered('alfresco.hazelcast.port', ({port, members}) => (members.length > 0 ? undefined : written(port))),
  asClient('alfresco.hazelcast.embedded', members => text(false, ...members.map(({origin}) => origin))),
  asClient('alfresco.hazelcast.client.address', (members, facts) => {
    const member = memberOf(members, facts)
    return member && written(member)
  }),
  asClient('alfresco.cluster.additional-members', unasked),
]

import {applicationsOf} from '../../model/applications/of-kind.ts'
import type {AlfrescoApplication, Cluster, Origin, Property, Service, Sourced} from '../../model/cluster.ts'
import type {Host} from '../../model/endpoint.ts'

/** Everything that one node's `alfresco-global.properties` says, whichever application says it. */
export interface NodeSettings {
  readonly node: string
  readonly applications: readonly AlfrescoApplication[]
  /** What `cifs.loadBalancerList` holds: IPv4 addresses, each once. Empty when no service leads to CIFS here. */
  readonly loadBalancers: readonly Sourced<string>[]
  /** The role that asks for `cifs.loadBalancerList`; undefined when none does. */
  readonly cifs: Origin | undefined
  readonly properties: readonly Property[]
}

export const alfrescoApplications = (cluster: Cluster): readonly AlfrescoApplication[] => applicationsOf(cluster, 'alfresco')

/** The settings of every node that an Alfresco application runs on. */
export function nodeSettings(cluster: Cluster): readonly NodeSettings[] {
  const byNode = new Map<string, AlfrescoApplication[]>()
  for (const application of alfrescoApplications(cluster)) {
    for (const {name} of application.nodes) byNode.set(name, [...(byNode.get(name) ?? []), application])
  }
  return [...byNode].map(([node, applications]) => ({
    node,
    applications,
    cifs: applications.flatMap(cifsRoles).at(0)?.origin,
    loadBalancers: ipv4(applications.flatMap(cifsRoles).flatMap(({service}) => sourceAddresses(cluster, service))),
    properties: merged(applications.flatMap(application => applicationProperties(application, node))),
  }))
}

export const cifsRoles = ({services}: AlfrescoApplication): AlfrescoApplication['services'] => services.filter(({role}) => role === 'cifs')

/** Every address of load balancers that the nodes of a service may see its connections come from: none where they see the clients'. */
export function sourceAddresses(cluster: Cluster, {sourceAddress, clientAddress}: Service): readonly Sourced<Host>[] {
  if (clientAddress.value === 'transparent') return []
  return sourceAddress === undefined ? cluster.loadBalancers.map(({sourceAddress: own, address}) => own ?? address) : [sourceAddress]
}

/** The properties of one application on one node: what stands under the node wins, in the other's place. */
export function applicationProperties({properties, nodeProperties}: AlfrescoApplication, node: string): readonly Property[] {
  const byKey = new Map([...properties, ...(nodeProperties.get(node) ?? [])].map(property => [property.key, property]))
  return [...byKey.values()]
}

/** The first property of each key: two different values are reported elsewhere. */
const merged = (properties: readonly Property[]): readonly Property[] => distinct(properties, ({key}) => key)

const ipv4 = (addresses: readonly Sourced<Host>[]): readonly Sourced<string>[] =>
  distinct(
    addresses.filter(({value}) => value.kind === 'ipv4').map(({value, origin}) => ({value: value.text, origin})),
    ({value}) => value,
  )

/** The first item of each name, in order. */
export function distinct<T>(items: readonly T[], nameOf: (item: T) => string): readonly T[] {
  const byName = new Map<string, T>()
  for (const item of items) if (!byName.has(nameOf(item))) byName.set(nameOf(item), item)
  return [...byName.values()]
}

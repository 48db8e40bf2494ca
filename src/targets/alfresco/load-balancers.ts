import type {AlfrescoApplication, Cluster, Origin, Service, Sourced} from '../../model/cluster.ts'
import type {Host} from '../../model/endpoint.ts'
import {distinct} from './distinct.ts'
import type {Facts} from './facts.ts'

/** What `cifs.loadBalancerList` holds: IPv4 addresses, each once, and the role that asks for it. */
export function loadBalancerAddresses({cluster, applications}: Pick<Facts, 'cluster' | 'applications'>): {
  readonly origin: Origin | undefined
  readonly addresses: readonly Sourced<string>[]
} {
  const roles = applications.flatMap(cifsRoles)
  return {origin: roles[0]?.origin, addresses: ipv4(roles.flatMap(({service}) => sourceAddresses(cluster, service)))}
}

export const cifsRoles = ({services}: AlfrescoApplication): AlfrescoApplication['services'] => services.filter(({role}) => role === 'cifs')

/** Every address of load balancers that the nodes of a service may see its connections come from: none where they see the clients'. */
export function sourceAddresses(cluster: Cluster, {sourceAddress, clientAddress}: Service): readonly Sourced<Host>[] {
  if (clientAddress.value === 'transparent') return []
  return sourceAddress === undefined ? cluster.loadBalancers.map(({sourceAddress: own, address}) => own ?? address) : [sourceAddress]
}

const ipv4 = (addresses: readonly Sourced<Host>[]): readonly Sourced<string>[] =>
  distinct(
    addresses.filter(({value}) => value.kind === 'ipv4').map(({value, origin}) => ({value: value.text, origin})),
    ({value}) => value,
  )

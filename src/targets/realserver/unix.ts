import type {Cluster, Origin} from '../../model/cluster.ts'
import {type Duty, takenBy} from './duty.ts'
import {familiesBehind, gatewayOf} from './gateway.ts'
import {type DutyHeader, dutyHeaderOf} from './duty-header.ts'

/** What the templates of a FreeBSD or Solaris node print. */
export interface UnixView extends DutyHeader {
  readonly loopback: string
  /** Its name in the names of FreeBSD's variables. */
  readonly loopbackVariable: string
  readonly script: string
  readonly addresses: readonly {
    readonly origins: readonly Origin[]
    readonly kind: 'inet' | 'inet6'
    readonly address: string
    readonly length: number
  }[]
  /** Addresses that the node may not have. */
  readonly foreign: readonly {readonly origins: readonly Origin[]; readonly address: string}[]
  readonly gateways: readonly {
    readonly origins: readonly Origin[]
    readonly family: 'inet' | 'inet6'
    readonly address: string
    /** Its name in FreeBSD's rc.conf. */
    readonly variable: string
  }[]
}

export const unixView = (duty: Duty, cluster: Cluster, script: string): UnixView => ({
  ...dutyHeaderOf(duty, cluster),
  loopback: loopbackOf(duty),
  loopbackVariable: loopbackOf(duty).replaceAll(/[^A-Za-z0-9]/g, '_'),
  script,
  addresses: takenBy(duty, 'dr').map(({host, origins}) =>
    host.kind === 'ipv4'
      ? {origins, kind: 'inet', address: host.text, length: 32}
      : {origins, kind: 'inet6', address: host.text, length: 128},
  ),
  foreign: duty.addresses.filter(({forwards}) => !forwards.includes('dr')).map(({host, origins}) => ({origins, address: host.text})),
  gateways: familiesBehind(duty).flatMap(family => {
    const gateway = gatewayOf(duty, family, cluster)
    if (gateway === undefined) return []
    const {origins, host} = gateway
    return family === 'ipv4'
      ? {origins, family: 'inet', address: host.text, variable: 'defaultrouter'}
      : {origins, family: 'inet6', address: host.text, variable: 'ipv6_defaultrouter'}
  }),
})

const loopbackOf = ({node}: Duty): string => node.loopback?.value ?? 'lo0'

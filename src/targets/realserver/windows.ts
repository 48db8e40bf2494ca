import type {Cluster, Node, Origin, Sourced} from '../../model/cluster.ts'
import type {Family} from '../../model/endpoint.ts'
import {prefixLengthOf} from '../../model/floating.ts'
import {netmask} from '../../model/network.ts'
import {type Duty, type Taken, takenBy} from './duty.ts'
import {familiesBehind, gatewayOf, usualPrefix} from './gateway.ts'
import {type DutyHeader, dutyHeaderOf} from './duty-header.ts'
import {type Query, query} from './quote.ts'

interface InterfaceView {
  readonly origin: Origin
  readonly name: string
  /** Inside a query to Windows' management. */
  readonly query: Query
}

/** What the templates of a Windows node print. */
export interface WindowsView extends DutyHeader {
  readonly interface: InterfaceView
  readonly loopback: InterfaceView
  /** Of the addresses, as the commands of this Windows call them. */
  readonly families: readonly {readonly origin: Origin; readonly title: string}[]
  readonly addresses: readonly AddressView[]
  /** Addresses of services that the node may not have. */
  readonly foreign: readonly Pick<AddressView, 'origins' | 'address' | 'bare' | 'shown'>[]
  readonly gateways: readonly GatewayView[]
}

interface AddressView {
  readonly origins: readonly Origin[]
  readonly address: string
  readonly length: Query
  /** What Windows 2003 needs beside it: the address without quotes, as a line of `ipconfig` ends, and the mask of its network. */
  readonly bare: Query
  readonly shown: string
  readonly mask: Query
  readonly device: string
}

interface GatewayView {
  readonly origins: readonly Origin[]
  readonly address: string
  /** The halves of all addresses: each comes before a route to the whole. */
  readonly lower: string
  readonly upper: string
  readonly bare: Query
  /** As it stands in a table of routes. */
  readonly column: string
}

export function windowsView(duty: Duty, cluster: Cluster): WindowsView {
  const {node} = duty
  const taken = takenBy(duty, 'dr')
  const loopback = named(node.loopback, node)
  return {
    ...dutyHeaderOf(duty, cluster),
    interface: named(node.interface, node),
    loopback,
    families: (['ipv4', 'ipv6'] as const).flatMap(family => {
      const first = taken.find(({host}) => host.kind === family)
      return first === undefined ? [] : [{origin: first.origins[0] ?? node.origin, title: titleOf(family, node.os)}]
    }),
    addresses: taken.map(one => addressView(one, loopback.name, cluster)),
    foreign: duty.addresses.filter(one => !taken.includes(one)).map(one => addressView(one, loopback.name, cluster)),
    gateways: gatewayViews(duty, cluster),
  }
}

const named = (one: Sourced<string> | undefined, {origin}: Node): InterfaceView => ({
  origin: one?.origin ?? origin,
  name: one?.value ?? '',
  query: query(one?.value ?? ''),
})

const addressView = ({host, origins}: Taken, device: string, cluster: Cluster): AddressView => ({
  origins,
  address: host.text,
  length: query(host.kind === 'ipv4' ? '32' : '128'),
  bare: query(host.text),
  shown: ` ${host.text}`,
  mask: query(netmask(prefixLengthOf(cluster, 'ipv4') ?? usualPrefix.ipv4)),
  device,
})

/** `netsh` and PowerShell's commands have a way of their own each. */
const titleOf = (family: Family, os: Duty['node']['os']): string => (os === 'windows-2012' ? family.replace('ip', 'IP') : family)

const gatewayViews = (duty: Duty, cluster: Cluster): readonly GatewayView[] =>
  familiesBehind(duty).flatMap(family => {
    const gateway = gatewayOf(duty, family, cluster)
    if (gateway === undefined) return []
    const {text} = gateway.host
    const [lower, upper] = family === 'ipv4' ? (['0.0.0.0/1', '128.0.0.0/1'] as const) : (['::/1', '8000::/1'] as const)
    return {origins: gateway.origins, address: text, lower, upper, bare: query(text), column: ` ${text} `}
  })

import type {Cluster, Origin} from '../../model/cluster.ts'
import {type Duty, type Taken, servedBy, takenBy} from './duty.ts'
import {familiesBehind, gatewayOf} from './gateway.ts'
import {type DutyHeader, dutyHeaderOf} from './duty-header.ts'

/** What the templates of a Linux node print. Where nothing is to be said there is null, or nothing in a list. */
export interface LinuxView extends DutyHeader {
  readonly loopback: string
  readonly script: string
  readonly addresses: readonly AddressView[]
  readonly arp: Origin | null
  readonly tunnel: Origin | null
  /** Devices with an IPv6 address of services, and their settings below /proc/sys; `late` is one that a module brings. */
  readonly quiet: readonly {readonly origin: Origin; readonly late: boolean; readonly dadTransmits: string; readonly acceptDad: string}[]
  readonly tunnels: readonly {readonly origin: Origin; readonly module: string; readonly device: string}[]
  /** By how much a packet grows in the tunnel. */
  readonly overhead: number
  readonly nftables: boolean
  readonly iptables: boolean
  readonly unfiltered: boolean
  /** Addresses that no interface of the node may have. */
  readonly foreign: readonly {readonly origins: readonly Origin[]; readonly address: string}[]
  readonly redirects: readonly {readonly origin: readonly Origin[]; readonly address: string; readonly protocol: string}[]
  readonly gateways: readonly GatewayView[]
}

interface AddressView {
  readonly origins: readonly Origin[]
  readonly device: string
  /** A name of its own for ifupdown. */
  readonly label: string
  readonly address: string
  readonly family: 'inet' | 'inet6'
  readonly ipv6: boolean
}

interface GatewayView {
  readonly origins: readonly Origin[]
  readonly address: string
  readonly version: 4 | 6
  /** In front of what DHCP, or router advertisements, have given. */
  readonly metric: 0 | 1
  readonly interface: {readonly origin: Origin; readonly name: string} | null
}

export function linuxView(duty: Duty, cluster: Cluster, script: string): LinuxView {
  const {node} = duty
  const redirect = node.redirect?.value
  const {value: loopback} = node.loopback ?? {value: 'lo'}
  const taken = takenBy(duty, 'dr', 'tun')
  const own = redirect === undefined ? taken : []
  const addresses = own.map((one, index) => addressView(one, index, loopback))
  const tunnels = tunnelViews(duty)
  return {
    ...dutyHeaderOf(duty, cluster),
    loopback,
    script,
    addresses,
    arp: arpOrigin(own),
    tunnel: tunnels.find(({device}) => device === 'tunl0')?.origin ?? null,
    quiet: quietDevices(addresses),
    tunnels,
    overhead: node.address.value.kind === 'ipv6' ? 40 : 20,
    ...filterView(redirect),
    foreign: foreignAddresses(duty, own),
    redirects: redirect === undefined ? [] : taken.flatMap(redirectViews),
    gateways: gatewayViews(duty, cluster),
  }
}

/** By what the packet filter is told to lead packets to the node. */
const filterView = (redirect: 'nftables' | 'iptables' | undefined) => ({
  nftables: redirect === 'nftables',
  iptables: redirect === 'iptables',
  unfiltered: redirect === undefined,
})

/** What asks for the settings of ARP: the first IPv4 address. */
const arpOrigin = (own: readonly Taken[]): Origin | null => own.find(({host}) => host.kind === 'ipv4')?.origins[0] ?? null

const foreignAddresses = ({addresses}: Duty, own: readonly Taken[]): LinuxView['foreign'] =>
  addresses.filter(one => !own.includes(one)).map(({host, origins}) => ({origins, address: host.text}))

const redirectViews = ({host, protocols, origins}: Taken): LinuxView['redirects'] =>
  protocols.map(protocol => ({origin: origins, address: host.text, protocol}))

/** The devices come with modules of the kernel. */
function tunnelViews(duty: Duty): LinuxView['tunnels'] {
  const origin = servedBy(duty, 'tun')?.packets?.forward.origin
  if (origin === undefined) return []
  const families = new Set(takenBy(duty, 'tun').map(({host}) => host.kind))
  return [
    ...(families.has('ipv4') ? [{origin, module: 'ipip', device: 'tunl0'}] : []),
    ...(families.has('ipv6') ? [{origin, module: 'ip6_tunnel', device: 'ip6tnl0'}] : []),
  ]
}

function addressView({host, forwards, origins}: Taken, index: number, loopback: string): AddressView {
  const ipv6 = host.kind === 'ipv6'
  // Where it comes both ways, too: the kernel believes no packet of a tunnel whose device has no address.
  const device = !forwards.includes('tun') ? loopback : ipv6 ? 'ip6tnl0' : 'tunl0'
  return {
    origins,
    device,
    label: `${device}:lbgen${index}`,
    address: `${host.text}/${ipv6 ? 128 : 32}`,
    family: ipv6 ? 'inet6' : 'inet',
    ipv6,
  }
}

function quietDevices(addresses: readonly AddressView[]): LinuxView['quiet'] {
  const found = new Map<string, Origin>()
  for (const {ipv6, device, origins} of addresses) if (ipv6 && !found.has(device)) found.set(device, origins[0] ?? '')
  return [...found].map(([device, origin]) => ({
    origin,
    late: device === 'ip6tnl0',
    dadTransmits: `net/ipv6/conf/${device}/dad_transmits`,
    acceptDad: `net/ipv6/conf/${device}/accept_dad`,
  }))
}

const gatewayViews = (duty: Duty, cluster: Cluster): readonly GatewayView[] =>
  familiesBehind(duty).flatMap(family => {
    const gateway = gatewayOf(duty, family, cluster)
    if (gateway === undefined) return []
    const {interface: device} = duty.node
    return {
      origins: gateway.origins,
      address: gateway.host.text,
      version: family === 'ipv4' ? 4 : 6,
      metric: family === 'ipv4' ? 0 : 1,
      interface: device ? {origin: device.origin, name: device.value} : null,
    }
  })

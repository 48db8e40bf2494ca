import type {Report} from '../../findings/finding.ts'
import {listWords} from '../../findings/nearest-word.ts'
import type {Cluster, Node, Origin, Server} from '../../model/cluster.ts'
import {type Duty, type Forward, servedBy, takenBy} from './duty.ts'
import {familiesBehind, gatewayOf} from './gateway.ts'
import {kinds} from './kinds.ts'
import {titles, waysOn} from './systems.ts'

/** Reports what a node cannot do of what it is there for. */
export function refuse(duty: Duty, cluster: Cluster, report: Report): void {
  reportWays(duty, report)
  reportGateways(duty, cluster, report)
  reportNames(duty.node, takenBy(duty, 'dr').length > 0, report)
  reportRedirect(duty, report)
  reportBoot(duty, report)
  reportTwoWays(duty, report)
  reportRoom(duty, report)
}

/** LB702. */
function reportWays({node, addresses}: Duty, report: Report): void {
  const works = waysOn(node.os)
  const missing = new Set(addresses.flatMap(({forwards, host}) => forwards.filter(forward => !works[forward].includes(host.kind))))
  for (const forward of missing) {
    const families = works[forward].length === 0 ? '' : ' with an IPv6 address'
    const others = (['dr', 'nat', 'tun'] as const).filter(way => works[way].length > 0 && way !== forward)
    report({
      ...kinds.unknownWay,
      message: `Node \`${node.name}\` runs ${titles[node.os]}, for which lbgen knows no way to serve \`forward: ${forward}\`${families}.`,
      hint: `There ${listWords(others)} works${families === '' ? '' : ', and so does IPv4'}; on Linux each of them does.`,
      path: `${node.origin}/os`,
    })
  }
}

/** LB703 and LB709. */
function reportGateways(duty: Duty, cluster: Cluster, report: Report): void {
  const {node} = duty
  for (const family of familiesBehind(duty)) {
    const gateway = gatewayOf(duty, family, cluster)
    const title = family === 'ipv4' ? 'IPv4' : 'IPv6'
    if (gateway === undefined)
      report({
        ...kinds.unknownGateway,
        message: `Node \`${node.name}\` has to answer through the load balancer (\`forward: nat\`), and none of its ${title} addresses is known on the node's network.`,
        hint: 'Write `gateway`: the address, on the network of the node, that the load balancers hand to each other.',
        path: node.origin,
        part: 'key',
      })
    else if (gateway.assumed !== undefined)
      report({
        ...kinds.assumedGateway,
        message: `Node \`${node.name}\` gets \`${gateway.host.text}\` as its gateway, as though its network had a prefix length of ${gateway.assumed}.`,
        hint: `Write \`gateway: ${gateway.host.text}\` under the node if that is right.`,
        path: node.origin,
        part: 'key',
      })
  }
}

/** LB704 and LB705. */
function reportNames(node: Node, isDirect: boolean, report: Report): void {
  const isWindows = node.os.startsWith('windows')
  const missing = (['interface', 'loopback'] as const).filter(name => node[name] === undefined)
  if (isWindows && isDirect && missing.length > 0)
    report({
      ...kinds.missingInterface,
      message: `Node \`${node.name}\` runs ${titles[node.os]}, where commands name interfaces, and it has no ${listWords(missing, 'and')}.`,
      hint: 'Write both, to the letter as the node shows them: `interface: net`, and `loopback: loopback` for the loopback adapter.',
      path: node.origin,
      part: 'key',
    })
  const names = [node.interface, node.loopback].filter(name => name !== undefined)
  for (const {value, origin} of names) {
    if (isWindows ? node.os !== 'windows-2003' || /^[ -$&-~]+$/.test(value) : /^[A-Za-z0-9_][A-Za-z0-9_.@+-]{0,14}$/.test(value)) continue
    report({
      ...kinds.interfaceName,
      message: `\`${value}\` is not a name of an interface that a script can write on ${titles[node.os]}.`,
      hint: isWindows
        ? 'Rename it there, to a name in ASCII without `%`.'
        : 'Write its name as `ip link` or `ifconfig` shows it, such as `eth0`.',
      path: origin,
    })
  }
}

/** LB706. */
function reportRedirect(duty: Duty, report: Report): void {
  const {node} = duty
  if (node.redirect === undefined) return
  const why =
    node.os !== 'linux'
      ? `Node \`${node.name}\` runs ${titles[node.os]}, and \`redirect\` is a rule for Linux`
      : takenBy(duty, 'tun').length > 0
        ? `Node \`${node.name}\` gets packets by a tunnel, whose end has no address to which \`redirect\` could lead them`
        : takenBy(duty, 'dr').some(({host}) => host.kind === 'ipv6')
          ? `Node \`${node.name}\` serves an IPv6 address, and \`redirect\` is for IPv4`
          : undefined
  if (why !== undefined)
    report({
      ...kinds.redirect,
      message: `${why}.`,
      hint: 'Leave `redirect` out: the node then has the addresses of its services itself.',
      path: node.redirect.origin,
    })
}

/** LB707. */
function reportBoot(duty: Duty, report: Report): void {
  const {boot, name, os, redirect} = duty.node
  if (boot.value === 'script') return
  const why =
    os !== 'linux'
      ? `Node \`${name}\` runs ${titles[os]}, and \`boot: ${boot.value}\` is for Linux`
      : redirect !== undefined
        ? `A rule of the packet filter (\`redirect\`) is nothing that \`boot: ${boot.value}\` could set`
        : servedBy(duty, 'tun') !== undefined || servedBy(duty, 'nat') !== undefined
          ? `Node \`${name}\` needs more than addresses, and \`boot: ${boot.value}\` gives it those alone`
          : undefined
  if (why !== undefined)
    report({...kinds.boot, message: `${why}.`, hint: 'Leave `boot` out: the script does all of it.', path: boot.origin})
}

/** LB708, once for two services, whichever nodes they share. */
function reportTwoWays(duty: Duty, report: Report): void {
  const nat = servedBy(duty, 'nat')
  const direct = servedBy(duty, 'dr') ?? servedBy(duty, 'tun')
  if (nat === undefined || direct?.packets === undefined) return
  const shared = direct.servers.find(({node}) => nat.servers.some(other => other.node === node))
  if (shared?.node !== duty.node) return
  const forward: Forward = direct.packets.forward.value
  report({
    ...kinds.twoWays,
    message: `Node \`${duty.node.name}\` answers through the load balancer in service \`${nat.name}\` (\`forward: nat\`), and past it in \`${direct.name}\` (\`forward: ${forward}\`). It has one default gateway: clients of \`${direct.name}\` who are not on its own network get no answers.`,
    hint: 'Forward both services in one way, or give the node routes of its own for one of them.',
    path: direct.packets.forward.origin,
  })
}

const hasTunnels = ({node}: Server): boolean => waysOn(node.os).tun.length > 0

/** 1500 bytes of a usual network, without the headers of IP twice and of TCP. */
const clamp = ({address}: Node): string =>
  `tcp flags syn tcp option maxseg size set ${address.value.kind === 'ipv6' ? 1500 - 40 - 40 - 20 : 1500 - 20 - 20 - 20}`

/** LB710, once for each service. */
function reportRoom(duty: Duty, report: Report): void {
  const {node} = duty
  for (const {name, servers, packets} of duty.services) {
    if (packets?.forward.value !== 'tun' || servers[0]?.node !== node || !servers.every(hasTunnels)) continue
    report({
      ...kinds.tunnelRoom,
      message: `Packets to the nodes of service \`${name}\` grow by ${node.address.value.kind === 'ipv6' ? 40 : 20} bytes in the tunnel.`,
      hint: `Give the network between them a larger MTU, or have each node tell clients of smaller packets, such as by the rule of nftables \`${clamp(node)}\` in a chain of the hook \`output\`.`,
      path: packets.forward.origin,
    })
  }
}

/** LB711 for what stands under a node and has no effect. */
export function reportUnused({nodes}: Cluster, duties: readonly Duty[], report: Report): void {
  const byNode = new Map(duties.map(duty => [duty.node, duty]))
  for (const node of nodes) {
    for (const {field, name, why} of unusedOf(node, byNode.get(node)))
      report({
        ...kinds.unused,
        message: `\`${name}\` of node \`${node.name}\` has no effect: it is in ${why}.`,
        hint: 'Leave it out.',
        path: field.origin,
        part: 'key',
      })
  }
}

interface Unused {
  readonly field: {readonly origin: Origin}
  readonly name: string
  readonly why: string
}

function unusedOf(node: Node, duty: Duty | undefined): readonly Unused[] {
  // Of services, not of addresses: one that names no address is refused elsewhere, and is forwarded for all that.
  const has = (...ways: readonly Forward[]): boolean => duty !== undefined && ways.some(way => servedBy(duty, way) !== undefined)
  const {gateway, loopback, redirect, boot} = node
  const fields = [
    !has('nat') && {field: gateway, name: 'gateway', why: 'no service with `forward: nat`'},
    has('nat') &&
      !isGateway(node, duty) && {field: gateway, name: 'gateway', why: 'no service with `forward: nat` and an address of its kind'},
    !has('dr', 'tun') && {field: loopback, name: 'loopback', why: 'no service with `forward: dr`'},
    !has('dr', 'tun') && {field: redirect, name: 'redirect', why: 'no service with `forward: dr`'},
    duty === undefined && boot.value !== 'script' && {field: boot, name: 'boot', why: 'no service with `engine: lvs`'},
  ]
  return fields.flatMap(one => (one === false || one.field === undefined ? [] : [{...one, field: one.field}]))
}

/** Whether answers go by the gateway that is written: of one kind of address to another there is no way. */
const isGateway = ({gateway}: Node, duty: Duty | undefined): boolean =>
  duty !== undefined && familiesBehind(duty).some(family => family === gateway?.value.kind)

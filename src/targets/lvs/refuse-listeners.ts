import type {Report} from '../../findings/finding.ts'
import type {Listener, LoadBalancer, Service} from '../../model/cluster.ts'
import {kinds} from './kinds.ts'
import {addressOf, countPorts, placeOf} from './places.ts'

/** Above this each port cannot be a virtual service of its own any more: each has its own checks of every node. */
const MANY_PORTS = 100

/** Reports what is wrong with where a service listens: LB642, LB643, LB649, LB653, LB656. */
export function refuseListeners(service: Service, loadBalancers: readonly LoadBalancer[], report: Report): void {
  for (const listener of service.listeners) {
    refuseAny(service, listener, report)
    refuseOwn(service, listener, loadBalancers, report)
  }
  hintStateful(service, report)
  if (service.packets?.firewallMark !== undefined) return
  const count = service.listeners.reduce((sum, listener) => sum + countPorts(listener), 0)
  if (count > MANY_PORTS) {
    report({
      ...kinds.ports,
      message: `Service \`${service.name}\` listens on ${count} ports, each of which would be a virtual service of its own, with checks of its own.`,
      hint: 'Write a `firewallMark`, a number by which the kernel takes them for one.',
      path: service.listeners[0]?.ports.origin ?? service.origin,
    })
  } else if (count > 1 && service.persistence.type === 'source') {
    report({
      ...kinds.apart,
      message: `Service \`${service.name}\` listens on ${count} ports, and the kernel chooses a client's node on each of them anew.`,
      hint: 'Write a `firewallMark`, a number by which the kernel takes them for one service, if a client has to meet one node on all of them.',
      path: service.persistence.origin,
    })
  }
}

function refuseAny({name, packets}: Service, {address: {value, origin}}: Listener, report: Report): void {
  const find = (why: string, hint: string): void =>
    report({...kinds.anyAddress, message: `Service \`${name}\` listens on every address, ${why}.`, hint, path: origin})
  const text = value.kind === 'any' ? '0.0.0.0' : value.text
  if (text === '::') return find('IPv4 and IPv6, and the kernel sends those to different nodes', 'Write the addresses themselves.')
  if (text !== '0.0.0.0') return
  const forward = packets?.forward.value ?? 'dr'
  const isMarked = packets?.firewallMark !== undefined
  if (!isMarked)
    find(
      'and a virtual service of the kernel has one of its own',
      forward === 'nat' ? 'Write the address, or a `firewallMark`, which needs none.' : 'Write the addresses themselves.',
    )
  else if (forward !== 'nat')
    find(
      `and with \`forward: ${forward}\` its nodes need the addresses that clients use`,
      'Write the addresses themselves, or use `forward: nat`.',
    )
}

/** A node has the service's address itself, so that it never answers what the load balancer asks it from there. */
function refuseOwn({name, packets, check}: Service, listener: Listener, loadBalancers: readonly LoadBalancer[], report: Report): void {
  const place = placeOf(listener)
  if (packets === undefined || packets.forward.value === 'nat' || place === undefined || check.type === 'none') return
  const owner = loadBalancers.find(({address}) => addressOf(address.value)?.text === place.text)
  if (owner === undefined) return
  report({
    ...kinds.ownAddress,
    message: `Service \`${name}\` listens on the own address of load balancer \`${owner.name}\`. With \`forward: ${packets.forward.value}\` every node has that address too, and never answers a check that comes from there.`,
    hint: 'Give the service an address of its own, or use `forward: nat`.',
    path: listener.address.origin,
  })
}

/** Protocols of several connections, by the port of the first. */
const stateful = new Map([
  [21, 'FTP opens a second connection for each file'],
  [111, 'NFS asks on this port which others it is to use'],
])

/** A client without a node of its own takes its next connection to another one. With NAT the kernel's own helper looks after FTP. */
function hintStateful({name, packets, listeners, persistence}: Service, report: Report): void {
  if (persistence.type !== 'none') return
  for (const {ports} of listeners)
    for (const [port, what] of stateful) {
      if (!ports.value.some(({first, last}) => first <= port && port <= last) || (port === 21 && packets?.forward.value === 'nat')) continue
      report({
        ...kinds.stateful,
        message: `Service \`${name}\` listens on port ${port} without persistence: ${what}, which may meet another node.`,
        hint: 'Write `persistence: source`, and a `firewallMark` with all the ports that belong together.',
        path: ports.origin,
      })
    }
}

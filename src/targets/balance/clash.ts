import type {Report} from '../../findings/finding.ts'
import type {Cluster, Listener, LoadBalancer, Origin, PortRange, Service} from '../../model/cluster.ts'
import {bindsOf, isWildcard, listeningAt} from '../../model/listener.ts'
import type {Channel} from './groups.ts'
import {kinds} from './kinds.ts'

/** Reports LB526 for each node that is the service's own listener: every client would start an endless chain of connections. */
export function reportLoops(
  service: Service,
  listener: Listener,
  channels: readonly Channel[],
  loadBalancers: readonly LoadBalancer[],
  report: Report,
): void {
  const address = listeningAt(listener.address.value)
  const own = loadBalancers.flatMap(host => [host.address, host.sourceAddress]).map(host => host?.value.text)
  const isOwn = (host: string): boolean => (isWildcard(address) ? host.startsWith('127.') || own.includes(host) : host === address)
  const looping = channels.filter(({host, port}) => isOwn(host) && listener.ports.value[0]?.first === port)
  for (const server of new Set(looping.map(channel => channel.server))) {
    report({
      ...kinds.loop,
      message: `Service \`${service.name}\` sends to node \`${server.node.name}\`, which is its own listener.`,
      hint: 'Correct the address or the port of the node, or listen elsewhere.',
      path: server.node.address.origin,
    })
  }
}

interface Place {
  readonly who: string
  readonly isBalance: boolean
  readonly origin: Origin
  readonly address: string
  readonly ports: readonly PortRange[]
}

/**
 * Reports LB527 where one listens on a port of all addresses and another on that port of one address, and Balance is among them:
 * whichever starts second finds it in use. HAProxy beside HAProxy starts, and the same address twice is the model's to report.
 */
export function reportClashes(cluster: Cluster, report: Report): void {
  const places = placesOf(cluster)
  const wildcards = places.filter(({address}) => isWildcard(address))
  for (const place of places.filter(({address}) => !isWildcard(address))) {
    const wildcard = wildcards.find(
      each => (each.isBalance || place.isBalance) && covers(each.address, place.address) && sharePort(each, place),
    )
    if (wildcard === undefined) continue
    report({
      ...kinds.clash,
      message: `${wildcard.who} listens on all addresses, and ${place.who} on one of them with the same port; beside Balance the second to start finds it in use.`,
      hint: 'Give each an address of its own in place of `*` or `::`, or another port.',
      path: wildcard.origin,
    })
  }
}

function placesOf({services, haproxy}: Cluster): readonly Place[] {
  const ofServices = services.flatMap(service =>
    bindsOf(service).map(listener => ({who: `\`services.${service.name}\``, isBalance: service.engine.value === 'balance', listener})),
  )
  const ofStats = haproxy.stats ? [{who: '`haproxy.stats`', isBalance: false, listener: haproxy.stats.listener}] : []
  return [...ofServices, ...ofStats].map(({listener, ...owner}) => ({
    ...owner,
    origin: listener.address.origin,
    address: listeningAt(listener.address.value),
    ports: listener.ports.value,
  }))
}

const sharePort = (a: Place, b: Place): boolean =>
  a.ports.some(one => b.ports.some(other => one.first <= other.last && other.first <= one.last))

/** Whether a wildcard takes an address: `::` takes all, `*` IPv4. */
const covers = (wildcard: string, address: string): boolean => wildcard === '::' || !address.includes(':')

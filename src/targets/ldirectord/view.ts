import type {Check, Cluster, LoadBalancer, Origin} from '../../model/cluster.ts'
import {netmask} from '../../model/network.ts'
import {type VirtualServer, virtualServers} from '../lvs/virtual.ts'
import {type CheckView, checkView} from './check.ts'
import type {Comment} from '../comment.ts'
import {type Header, headerOf} from '../header.ts'
import {type Forward, type Word, forwardView, wholeSeconds} from '../lvs/word.ts'

/** What `ldirectord.cf.hbs` shows. */
export interface LdirectordView extends Header {
  readonly origin: Origin
  /** How often all services are checked; null where they differ, or none is. */
  readonly interval: Word | null
  /** Whether each service is checked by a process of its own, which alone keeps an interval of its own. */
  readonly forks: boolean
  readonly virtualServers: readonly VirtualServerView[]
}

interface VirtualServerView {
  readonly origin: Origin
  readonly service: Comment
  /** A tunnel's own header takes room from every packet. */
  readonly isTunnel: boolean
  readonly isIpv6: boolean
  readonly place: Word
  readonly realServers: readonly {
    readonly origin: Origin
    readonly isIpv6: boolean
    readonly place: Word
    readonly forward: Forward
    readonly weight: Word
    readonly limit: Word | null
  }[]
  readonly substitute: {readonly origin: Origin; readonly place: string; readonly forward: Forward} | null
  readonly scheduler: Word
  readonly persistence: {readonly seconds: Word; readonly mask: Word | null} | null
  readonly protocol: Word
  readonly interval: Word | null
  readonly check: CheckView
}

export function ldirectordView(cluster: Cluster, host: LoadBalancer): LdirectordView {
  const servers = virtualServers(cluster)
  const intervals = servers.flatMap(({service: {check}}) => (check.type === 'none' ? [] : [check.interval]))
  const [first] = intervals
  const alike = intervals.every(({value}) => value === first?.value)
  return {
    ...headerOf(cluster, host),
    origin: cluster.lvs.manager.origin,
    interval: alike && first ? wholeSeconds(first) : null,
    forks: !alike,
    virtualServers: servers.map(server => virtualServerView(server, alike)),
  }
}

function virtualServerView(server: VirtualServer, alike: boolean): VirtualServerView {
  const {service, packets, at, family, substitute} = server
  const forward = forwardView(server)
  return {
    origin: service.origin,
    service: {comment: service.name},
    isTunnel: packets.forward.value === 'tun',
    isIpv6: family === 'ipv6',
    place: {origin: at.origin, value: at.kind === 'mark' ? at.mark : endpoint(at.address.text, at.port.value)},
    realServers: server.realServers.map(({origin, address, port, weight, limit}) => ({
      origin,
      isIpv6: family === 'ipv6',
      place: {origin: address.origin, value: endpoint(address.value.text, port?.value)},
      forward,
      weight,
      limit: limit ?? null,
    })),
    substitute: substitute ? {origin: substitute.origin, place: endpoint(substitute.address.text, substitute.port), forward} : null,
    scheduler: server.scheduler,
    persistence: persistenceView(server),
    protocol: {origin: packets.protocol.origin, value: at.kind === 'mark' ? 'fwm' : packets.protocol.value},
    interval: alike || service.check.type === 'none' ? null : wholeSeconds(service.check.interval),
    check: checkView(service, portAsked(server, service.check)),
  }
}

const persistenceView = ({persistence}: VirtualServer): VirtualServerView['persistence'] =>
  persistence
    ? {
        seconds: persistence.seconds,
        mask: persistence.mask ? {origin: persistence.mask.origin, value: netmask(persistence.mask.value)} : null,
      }
    : null

/** ldirectord asks all nodes of a service on one port, if it is told one: only where they do not differ, or where a mark has none. */
function portAsked({realServers}: VirtualServer, check: Check): Word | null {
  const [first] = realServers
  if (first === undefined || check.type === 'none' || check.type === 'external') return null
  const {checkPort: asked} = first
  if (asked === undefined) return null
  const same = realServers.every(({checkPort}) => (checkPort ?? asked).value === asked.value)
  return same && realServers.some(({port}) => port?.value !== asked.value) ? asked : null
}

function endpoint(address: string, port: number | undefined): string {
  const host = address.includes(':') ? `[${address}]` : address
  return port === undefined ? host : `${host}:${port}`
}

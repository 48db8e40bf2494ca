import type {Cluster, Listener, LoadBalancer, Origin, PortRange, Service} from '../../model/cluster.ts'
import type {Family} from '../../model/endpoint.ts'
import {placeOf} from './places.ts'
import type {Comment} from '../comment.ts'
import {type Header, headerOf} from '../header.ts'

/** What `marks.nft.hbs` shows: which packets get which mark. */
export interface MarksView extends Header {
  readonly origin: Origin
  readonly rules: readonly RuleView[]
}

interface RuleView {
  readonly origin: Origin
  readonly service: Comment
  readonly markOrigin: Origin
  readonly mark: number
  readonly protocolOrigin: Origin
  readonly protocol: 'tcp' | 'udp'
  /** Null for packets to every IPv4 address. */
  readonly ipv4: {readonly origin: Origin; readonly address: string} | null
  readonly ipv6: {readonly origin: Origin; readonly address: string} | null
  readonly everywhere: boolean
  readonly portsOrigin: Origin
  readonly firstPort: string
  readonly otherPorts: readonly string[]
}

/** Where the marks are installed. */
export const marksPath = '/etc/nftables.d/lbgen-marks.nft'

/** Services that the kernel knows by a mark. */
export const markedServices = ({services}: Cluster): readonly Service[] =>
  services.filter(({packets}) => packets?.firewallMark !== undefined)

export const marksView = (cluster: Cluster, host: LoadBalancer): MarksView => ({
  ...headerOf(cluster, host),
  origin: cluster.lvs.origin,
  rules: markedServices(cluster).flatMap(service => service.listeners.flatMap(listener => rulesOf(service, listener))),
})

function rulesOf({name, packets}: Service, listener: Listener): readonly RuleView[] {
  const mark = packets?.firewallMark
  if (packets === undefined || mark === undefined) return []
  const place = placeOf(listener)
  const at = (family: Family) => (place?.kind === family ? {origin: listener.address.origin, address: place.text} : null)
  const [first = '', ...others] = listener.ports.value.map(formatRange)
  return [
    {
      origin: listener.origin,
      service: {comment: name},
      markOrigin: mark.origin,
      mark: mark.value,
      protocolOrigin: packets.protocol.origin,
      protocol: packets.protocol.value,
      ipv4: at('ipv4'),
      ipv6: at('ipv6'),
      everywhere: place === undefined,
      portsOrigin: listener.ports.origin,
      firstPort: first,
      otherPorts: others,
    },
  ]
}

const formatRange = ({first, last}: PortRange): string => (first === last ? String(first) : `${first}-${last}`)

import type {Check, Cluster, Origin, Service, Sourced} from '../../model/cluster.ts'
import type {Milliseconds} from '../../model/values.ts'
import {netmask} from '../../model/network.ts'
import {type RealServer, type VirtualServer, virtualServers} from '../lvs/virtual.ts'
import {type Forward, type Word, forwardView, inBytes} from '../lvs/word.ts'
import type {Comment} from '../comment.ts'

/** What `virtual-servers.hbs` shows: what the kernel balances, where keepalived is its manager. */
export interface VirtualServersView {
  readonly virtualServers: readonly VirtualServerView[]
}

interface VirtualServerView {
  readonly origin: Origin
  readonly service: Comment
  /** A tunnel's own header takes room from every packet. */
  readonly isTunnel: boolean
  readonly place: {readonly origin: Origin; readonly address: string; readonly port: Word} | null
  readonly mark: Word | null
  /** Of a mark whose nodes are all in tunnels, which may be of the other family, keepalived has to be told. */
  readonly saysIpv6: boolean
  readonly interval: Word | null
  readonly scheduler: Word
  /** Whether who is led to a node of weight 0, or one that is full, gets another one. */
  readonly fallback: {readonly origin: Origin} | null
  readonly forward: Forward
  readonly persistence: {readonly origin: Origin; readonly seconds: Word; readonly granularity: Word | null} | null
  readonly protocol: {readonly origin: Origin; readonly udp: boolean} | null
  readonly substitute: {readonly origin: Origin; readonly address: string; readonly port: Word | null} | null
  readonly realServers: readonly RealServerView[]
}

interface RealServerView {
  readonly origin: Origin
  readonly address: Word
  readonly port: Word | null
  readonly weight: Word
  readonly limit: Word | null
  readonly tcp: CheckView | null
  readonly http: (CheckView & HttpView) | null
  readonly smtp: (CheckView & {readonly domain: Word}) | null
  readonly external: (CheckView & ExternalView) | null
}

interface CheckView {
  readonly origin: Origin
  readonly port: Word
  readonly timeout: Word | null
  readonly retry: Word
  readonly retryAfter: Word
}

interface HttpView {
  readonly tls: Origin | null
  readonly http11: Origin | null
  readonly path: Word
  readonly status: {readonly origin: Origin; readonly ranges: readonly string[]}
  readonly host: Word | null
  readonly body: Word | null
}

interface ExternalView {
  readonly command: Word
  /** The address and the port of the service, as scripts for HAProxy have them first; a mark and 0 where there are none. */
  readonly service: string
  readonly servicePort: number
  readonly node: string
  readonly nodePort: number
}

export const virtualServersView = (cluster: Cluster): VirtualServersView => ({
  virtualServers: virtualServers(cluster).map(virtualServerView),
})

function virtualServerView(server: VirtualServer): VirtualServerView {
  const {service, packets, at} = server
  const {check} = service
  const {forward, protocol} = packets
  return {
    origin: service.origin,
    service: {comment: service.name},
    isTunnel: forward.value === 'tun',
    place: at.kind === 'port' ? {origin: at.origin, address: at.address.text, port: at.port} : null,
    mark: at.kind === 'mark' ? {origin: at.origin, value: at.mark} : null,
    saysIpv6: at.kind === 'mark' && server.family === 'ipv6' && forward.value === 'tun',
    interval: check.type === 'none' ? null : seconds(check.interval),
    scheduler: server.scheduler,
    // The hash knows nodes of weight 0, and refuses whom it leads there unless it is told to go on (linux eba3b5a78799, 3.12).
    fallback: server.scheduler.value === 'sh' ? {origin: server.scheduler.origin} : null,
    forward: forwardView(server),
    persistence: persistenceView(server),
    // Of a mark keepalived takes none: it may stand for both.
    protocol: at.kind === 'port' ? {origin: protocol.origin, udp: protocol.value === 'udp'} : null,
    substitute: substituteView(server),
    realServers: server.realServers.map(real => realServerView(real, server)),
  }
}

const persistenceView = ({persistence}: VirtualServer): VirtualServerView['persistence'] =>
  persistence
    ? {
        origin: persistence.origin,
        seconds: persistence.seconds,
        granularity: persistence.mask ? {origin: persistence.mask.origin, value: netmask(persistence.mask.value)} : null,
      }
    : null

const substituteView = ({substitute}: VirtualServer): VirtualServerView['substitute'] =>
  substitute
    ? {
        origin: substitute.origin,
        address: substitute.address.text,
        port: substitute.port === undefined ? null : {origin: substitute.origin, value: substitute.port},
      }
    : null

const realServerView = (real: RealServer, server: VirtualServer): RealServerView => ({
  origin: real.origin,
  address: {origin: real.address.origin, value: real.address.value.text},
  port: real.port ?? null,
  weight: real.weight,
  limit: real.limit ?? null,
  ...checksView(real, server),
})

const unchecked = {tcp: null, http: null, smtp: null, external: null}

/** The one check that a node has, if any. */
function checksView(real: RealServer, server: VirtualServer): Pick<RealServerView, keyof typeof unchecked> {
  const {check} = server.service
  if (check.type === 'none' || real.checkPort === undefined) return unchecked
  const common = checkView(check, server.service, real.checkPort)
  switch (check.type) {
    case 'tcp':
      return {...unchecked, tcp: common}
    case 'http':
      return {...unchecked, http: {...common, ...httpView(check)}}
    case 'smtp':
      return {...unchecked, smtp: {...common, domain: check.domain}}
    case 'external':
      return {...unchecked, external: {...common, ...externalView(check, real, server)}}
    default:
      return unchecked
  }
}

/** A node is down at the `fall`th bad answer: the first and its repetitions. */
function checkView(check: Exclude<Check, {readonly type: 'none'}>, {timeouts}: Service, port: Word): CheckView {
  const timeout = check.timeout ?? timeouts.check
  return {
    origin: check.origin,
    port,
    timeout: timeout ? seconds(timeout) : null,
    retry: {origin: check.fall.origin, value: check.fall.value - 1},
    retryAfter: seconds(check.fastInterval ?? check.interval),
  }
}

function httpView(check: Extract<Check, {readonly type: 'http'}>): HttpView {
  const {tls, version, path, status, host, body, origin} = check
  return {
    tls: tls.value ? tls.origin : null,
    http11: version.value === '1.1' ? version.origin : null,
    // In quotes these two mean something, and in a path they are what they stand for.
    path: {origin: path.origin, value: path.value.replaceAll('"', '%22').replaceAll('\\', '%5C')},
    status: {origin: status?.origin ?? origin, ranges: (status?.value ?? '200-399').split(',')},
    host: host ?? null,
    body: body ? {origin: body.origin, value: literal(body.value)} : null,
  }
}

/**
 * A regular expression that matches the text and nothing else. Of what stands in quotes keepalived reads `\\x` as `\x`, and
 * the expression reads that as one byte: no character is left that either could take for its own.
 */
const literal = (text: string): string => inBytes(text, String.raw`\\x`)

const externalView = (
  {command}: Extract<Check, {readonly type: 'external'}>,
  {address, port}: RealServer,
  {at}: VirtualServer,
): ExternalView => ({
  command,
  service: at.kind === 'port' ? at.address.text : String(at.mark),
  servicePort: at.kind === 'port' ? at.port.value : 0,
  node: address.value.text,
  nodePort: port?.value ?? 0,
})

/** Milliseconds in seconds, as keepalived counts: `0.5`. */
const seconds = ({value, origin}: Sourced<Milliseconds>): Word => ({value: value / 1000, origin})

import type {Check, HttpCheck, Listener, Persistence, Server, Service, Sourced, TcpCheck} from '../../model/cluster.ts'
import {formatDuration} from '../../model/duration.ts'
import {formatEndpoint} from '../../model/endpoint.ts'
import type {BalanceAlgorithm} from '../../model/values.ts'
import {quoteLogFormat} from './quote.ts'
import {supports} from './since.ts'

/** A function from a server to its line; what all servers of a service share is worked out once. */
export function serverView(service: Service, release: string) {
  const {check, clientAddress, limits, persistence} = service
  const tls = tlsView(service, release)
  const firstPort = service.listeners[0]?.ports.value[0]?.first
  const hasCookie = persistence.type === 'cookie'
  return (server: Server) => {
    const {address} = server.node
    const port = server.port.value
    return {
      origin: server.origin,
      origins: {entry: server.origin, address: address.origin, weight: server.weight.origin, state: server.state.origin},
      name: server.node.name,
      endpoint: port === 'same' ? (address.value.kind === 'ipv6' ? `[${address.value.text}]` : address.value.text) : formatEndpoint(address.value, port),
      weight: server.state.value === 'drain' ? 0 : server.weight.value,
      check: check.type === 'none' ? undefined : checkView(check, service, port === 'same' ? firstPort : undefined),
      cookie: hasCookie ? server.cookie.value : undefined,
      maxConnections: (server.maxConnections ?? limits.maxConnectionsPerNode)?.value,
      maxQueue: limits.maxQueuePerNode?.value,
      sendProxy: clientAddress.value === 'proxy-protocol',
      sendProxyTwo: clientAddress.value === 'proxy-protocol-v2',
      tls,
      resolves: address.value.kind === 'name',
      backup: server.backup.value,
      disabled: server.state.value === 'maintenance',
    }
  }
}

/** What follows `check` on a server line. */
function checkView(check: Exclude<Check, {readonly type: 'none'}>, service: Service, firstPort: number | undefined) {
  const port = check.port?.value ?? firstPort
  const traffic = service.reencrypt !== undefined
  return {
    port,
    interval: formatDuration(check.interval.value),
    fastInterval: check.fastInterval && formatDuration(check.fastInterval.value),
    downInterval: check.downInterval && formatDuration(check.downInterval.value),
    rise: check.rise.value,
    fall: check.fall.value,
    // HAProxy checks with TLS by itself only where the traffic has it and the port is the server's own.
    tls: check.tls.value && (!traffic || port !== undefined),
    plain: !check.tls.value && traffic && port === undefined,
    sni: check.tls.value ? service.reencrypt?.sni?.value : undefined,
    sendProxy: check.sendProxy.value,
  }
}

function tlsView({reencrypt, check}: Service, release: string) {
  if (reencrypt === undefined) {
    // A check in TLS beside plain traffic needs to be told that it may not verify.
    const checksOnly = check.type !== 'none' && check.tls.value
    return checksOnly ? {spoken: false, unverified: true, authorities: undefined, sni: undefined, verifyHost: undefined, alpn: undefined, certificate: undefined} : undefined
  }
  const {verify, ca, sni, alpn, certificate} = reencrypt
  return {
    spoken: true,
    unverified: verify.value === 'none',
    authorities: ca?.value ?? (supports(release, 'systemAuthorities') ? '@system-ca' : undefined),
    sni: sni?.value,
    verifyHost: verify.value === 'required' ? sni?.value : undefined,
    alpn: alpn.value.join(','),
    certificate: certificate?.value,
  }
}

export const balanceView = ({value, origin}: Sourced<BalanceAlgorithm>) => ({
  origin,
  header: value.algorithm === 'header' ? value.key : undefined,
  parameter: value.algorithm === 'parameter' ? value.key : undefined,
  algorithm: value.key === undefined ? value.algorithm : undefined,
  consistent: value.consistent,
  factorPercent: value.factorPercent,
})

/** Tables take IPv6 when a listener does. */
export const tableView = ({origin, size, timeout, mask}: Extract<Persistence, {type: 'source'}>, listeners: readonly Listener[]) => ({
  origin,
  six: listeners.some(({address}) => address.value.kind === 'ipv6'),
  size: size.value,
  expire: formatDuration(timeout.value),
  mask: mask?.value,
})

export const cookieView = ({origin, name, method, maxIdle, maxLife, secure, httpOnly}: Extract<Persistence, {type: 'cookie'}>) => {
  const inserts = method.value === 'insert'
  return {
    origin,
    name: name.value,
    insert: inserts,
    prefix: method.value === 'prefix',
    rewrite: method.value === 'rewrite',
    httpOnly: inserts && httpOnly.value,
    secure: inserts && secure.value,
    maxIdle: inserts && maxIdle ? formatDuration(maxIdle.value) : undefined,
    maxLife: inserts && maxLife ? formatDuration(maxLife.value) : undefined,
  }
}

export const httpCheckView = ({origin, method, path, version, host, headers, status, body}: HttpCheck) => ({
  origin,
  method,
  path,
  version: version.value,
  host: host && quoteLogFormat(host.value),
  headers: headers.map(({name, value}) => ({name, value: quoteLogFormat(value)})),
  status: status ?? (body === undefined ? {value: '200-399', origin} : undefined),
  body,
})

export const tcpCheckView = ({origin, send, expect}: TcpCheck) => ({origin, send, expect})

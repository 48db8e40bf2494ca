import type {Check, HttpCheck, Origin, Persistence, Server, Service, Sourced, TcpCheck} from '../../model/cluster.ts'
import {entriesOf} from '../../model/listener.ts'
import {hasTable} from '../../model/has-table.ts'
import {formatDuration} from '../../model/duration.ts'
import type {BalanceAlgorithm} from '../../model/values.ts'
import {addressIn} from './address.ts'
import {checkView, saysHello} from './check.ts'
import {lookupView} from './lookup.ts'
import {type Talk, quoteLogFormat} from './quote.ts'
import {statusPattern} from './status-pattern.ts'
import {supports} from './since.ts'

/** What a check asks where a node has no port of its own: the first port by which clients come. */
export const firstPortOf = (service: Service): number | undefined => entriesOf(service)[0]?.ports.value[0]?.first

/** A function from a server to its line; what all servers of a service share is one view, worked out and printed once. */
export function serverView(service: Service, release: string, numbers: ReadonlyMap<string, number>) {
  const [onOwnPort, onFirstPort] = [sharedView(service, release, undefined), sharedView(service, release, firstPortOf(service))]
  const addressOf = addressIn(release)
  const ownOf = ownView(service, release, hasTable(service) ? numbers : noNumbers)
  return (server: Server) => {
    const {origin, node, port, weight, state} = server
    return {
      origin,
      server,
      name: node.name,
      endpoint: addressOf(node.address.value, port.value),
      weight: state.value === 'drain' ? 0 : weight.value,
      shared: port.value === 'same' ? onFirstPort : onOwnPort,
      own: ownOf(server),
    }
  }
}

const noNumbers: ReadonlyMap<string, number> = new Map()

/** What a line says of its server alone. It is made only where needed: there may be a hundred thousand servers. */
function ownView({persistence}: Service, release: string, numbers: ReadonlyMap<string, number>) {
  const hasCookie = persistence.type === 'cookie'
  const cookieOf = hasCookie ? ({node, cookie}: Server) => cookie?.value ?? node.name : () => undefined
  const isNeverAlike = hasCookie || numbers.size > 0
  const looksUp = supports(release, 'lookUps')
  return (server: Server) => {
    const {node, state, backup, cookie, maxConnections} = server
    const resolves = looksUp && node.address.value.kind === 'name'
    const disabled = state.value === 'maintenance'
    if (!(isNeverAlike || maxConnections !== undefined || resolves || backup.value || disabled)) return nothing
    return {
      number: numbers.get(node.name),
      cookie: cookieOf(server),
      cookieOrigin: cookie?.origin,
      maxConnections,
      lookup: resolves ? lookupView(node.resolvers, release) : undefined,
      backup: backup.value,
      disabled,
    }
  }
}

/** The view of what is not there: one for all servers, so that a partial prints it once. */
const nothing = {}

/** `firstPort` is what a check asks where a node has no port of its own. */
export function sharedView(service: Service, release: string, firstPort: number | undefined) {
  const {check, clientAddress, limits} = service
  return {
    origins: sharedOrigins(service),
    check: check.type === 'none' ? undefined : checkView(check, service, release, firstPort),
    maxQueue: limits.maxQueuePerNode?.value,
    sendProxy: clientAddress.value === 'proxy-protocol',
    sendProxyTwo: clientAddress.value === 'proxy-protocol-v2',
    tls: tlsView(service, release),
  }
}

/** What the lines of all servers of a service say alike: one array for all of them. */
function sharedOrigins({origin, check, reencrypt, persistence, clientAddress, limits}: Service): readonly Origin[] {
  const {verify, ca, sni, alpn, certificate} = reencrypt ?? {}
  const nameOfCertificate = reencrypt && certificate && {origin: `${reencrypt.origin}/certificate`}
  return [
    {origin},
    check,
    ...(check.type === 'none' ? [] : checkParts(check, reencrypt !== undefined)),
    reencrypt,
    verify,
    ca,
    sni,
    alpn,
    nameOfCertificate,
    certificate,
    persistence.type === 'cookie' ? persistence : undefined,
    clientAddress.value.startsWith('proxy-protocol') ? clientAddress : undefined,
    limits.maxQueuePerNode,
  ].flatMap(part => part?.origin ?? [])
}

const checkParts = (
  check: Exclude<Check, {readonly type: 'none'}>,
  isEncrypted: boolean,
): readonly ({readonly origin: Origin} | undefined)[] => [
  check.port,
  check.interval,
  check.fastInterval,
  check.downInterval,
  check.rise,
  check.fall,
  check.tls.value || isEncrypted ? check.tls : undefined,
  check.sendProxy.value ? check.sendProxy : undefined,
  ...(check.type === 'agent' ? [check.agent.port, check.agent.send] : []),
]

function tlsView({reencrypt, check}: Service, release: string) {
  if (reencrypt === undefined) return checksInTls(check, release) ? unverified : undefined
  const {verify, ca, sni, alpn, certificate} = reencrypt
  return {
    spoken: true,
    unverified: verify.value === 'none',
    authorities: ca?.value,
    sni: sni?.value,
    // The same spec means the same in every release: no name is asked for that the spec does not say.
    noOwnSni: sni === undefined && supports(release, 'ownSni'),
    verifyHost: verify.value === 'required' ? sni?.value : undefined,
    alpn: alpn.value.join(','),
    certificate: certificate?.value,
    // Where the head cannot say it for all.
    noOldTls: !supports(release, 'oldestNodeTls'),
  }
}

const checksInTls = (check: Check, release: string): boolean => check.type !== 'none' && check.tls.value && !saysHello(check, release)

/** A check in TLS beside plain traffic needs to be told that it may not verify. */
const unverified = {
  spoken: false,
  unverified: true,
  authorities: undefined,
  sni: undefined,
  noOwnSni: false,
  verifyHost: undefined,
  alpn: undefined,
  certificate: undefined,
  noOldTls: false,
}

export const balanceView = ({value, origin}: Sourced<BalanceAlgorithm>) => ({
  origin,
  header: value.algorithm === 'header' ? value.key : undefined,
  parameter: value.algorithm === 'parameter' ? value.key : undefined,
  algorithm: value.key === undefined ? value.algorithm : undefined,
  consistent: value.consistent,
  factorPercent: value.factorPercent,
})

export const cookieView = (
  {origin, name, method, maxIdle, maxLife, secure, httpOnly}: Extract<Persistence, {type: 'cookie'}>,
  release: string,
) => {
  const inserts = method.value === 'insert'
  return {
    origin,
    name: name.value,
    insert: inserts,
    prefix: method.value === 'prefix',
    rewrite: method.value === 'rewrite',
    httpOnly: inserts && httpOnly.value && supports(release, 'cookieFlags'),
    secure: inserts && secure.value,
    maxIdle: inserts && maxIdle ? formatDuration(maxIdle.value) : undefined,
    maxLife: inserts && maxLife ? formatDuration(maxLife.value) : undefined,
  }
}

export const httpCheckView = (check: HttpCheck, release: string) =>
  supports(release, 'checkRules') ? {rules: httpRulesView(check), option: undefined} : {rules: undefined, option: httpOptionView(check)}

const httpRulesView = ({origin, method, path, version, host, headers, status, body}: HttpCheck) => ({
  origin,
  method,
  path,
  version: version.value,
  host: host && quoteLogFormat(host.value),
  headers: headers.map(({name, value}) => ({name, value: quoteLogFormat(value)})),
  status: status ?? (body === undefined ? {value: '200-399', origin} : undefined),
  body,
})

/** The whole request on one line, where nothing is a log format. What a release takes for good by itself, 200 to 399, is not said. */
const httpOptionView = ({origin, method, path, version, host, headers, status, body}: HttpCheck) => ({
  origin,
  method,
  path,
  version: version.value,
  host: host?.value,
  headers,
  status: status === undefined || status.value === '200-399' ? undefined : {value: statusPattern(status.value), origin: status.origin},
  body,
})

export const tcpCheckView = ({origin, send, expect}: TcpCheck, release: string) => ({
  origin,
  connects: supports(release, 'checkRules'),
  send: send && {value: {kind: 'talk', text: send.value} satisfies Talk, origin: send.origin},
  expect,
})

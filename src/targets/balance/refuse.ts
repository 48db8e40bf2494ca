import type {Report} from '../../findings/finding.ts'
import type {Listener, Service} from '../../model/cluster.ts'
import {isDefault} from '../../model/origin.ts'
import {type Perhaps, refusal, reportRefusals} from '../refusal.ts'
import {kinds} from './kinds.ts'

/**
 * Reports what Balance cannot do of what one service asks for: LB501 to LB532.
 * What of `defaults` it cannot do has never come here: the model does not apply it, and says so.
 */
export function refuse(service: Service, report: Report): void {
  const perhaps: readonly Perhaps[] = [
    ...service.listeners.flatMap(ofListener),
    ...ofListeners(service),
    ...ofTraffic(service),
    ...ofHttp(service),
    ...ofRouting(service),
    ...ofSticking(service),
    ...ofPersistence(service.persistence),
    ...ofLimits(service),
    ...ofHaproxy(service),
    ...ofTimeouts(service),
  ]
  reportRefusals(service, perhaps, report)
}

function ofListener({tls, ports, interface: interface_, acceptProxy}: Listener): readonly Perhaps[] {
  const isOne = ports.value.length === 1 && ports.value.every(({first, last}) => first === last)
  return [
    tls && refusal(kinds.tls, tls, 'TLS', 'Balance passes TLS on to the nodes and cannot end it'),
    !isOne && refusal(kinds.ports, ports, 'several ports', 'a Balance process listens on one', 'Write one service for each port'),
    interface_ &&
      refusal(
        kinds.interface,
        interface_,
        `the interface \`${interface_.value}\``,
        'Balance listens on an address',
        'Write the address of that interface',
      ),
    acceptProxy.value && refusal(kinds.acceptProxy, acceptProxy, '`acceptProxy`', 'Balance does not read the PROXY protocol'),
  ]
}

function ofListeners(service: Service): readonly Perhaps[] {
  const {listeners, redirects} = service
  const isOne = listeners.length === 1 || (listeners.length === 0 && redirects.length > 0)
  const isNone = listeners.length === 0
  return [
    !isOne &&
      refusal(
        kinds.listeners,
        listeners[1] ?? service,
        isNone ? 'no listener' : `${listeners.length} listeners`,
        'a Balance process has exactly one',
        isNone ? 'Add `listen`' : 'Write one service for each listener',
      ),
    ...redirects.map(({redirect}) => refusal(kinds.redirect, redirect, 'a redirect', 'Balance does not speak HTTP')),
  ]
}

function ofTraffic({mode, discovery, clientAddress, reencrypt, stats}: Service): readonly Perhaps[] {
  const forwarding = 'Balance forwards TCP streams and does not read HTTP'
  const address = `\`clientAddress: ${clientAddress.value}\``
  const hidden = 'with Balance the nodes see the load balancer alone'
  return [
    discovery && refusal(kinds.discovery, discovery.name, 'nodes from the DNS', 'Balance has a fixed list of nodes', 'List them by name'),
    mode.value !== 'tcp' && refusal(kinds.httpMode, mode, '`mode: http`', forwarding, 'Write `mode: tcp`'),
    clientAddress.value !== 'hidden' && refusal(kinds.clientAddress, clientAddress, address, hidden, 'Write `clientAddress: hidden`'),
    reencrypt && refusal(kinds.reencrypt, reencrypt, '`reencrypt`', 'Balance does not speak TLS to the nodes'),
    stats.value && refusal(kinds.stats, stats, '`stats`', 'Balance has no statistics page', 'Write `stats: false`'),
  ]
}

/** Fields that change what HTTP says. */
function ofHttp({requestHeaders, responseHeaders, hsts, compression}: Service): readonly Perhaps[] {
  const why = 'Balance forwards TCP streams and does not read HTTP'
  const changes = [requestHeaders, responseHeaders].map(({remove, set, add}) => [...remove, ...set, ...add][0])
  return [
    ...changes.map(first => first && refusal(kinds.http, first, 'changes to headers', why, 'Leave them out')),
    hsts && refusal(kinds.http, hsts, '`hsts`', why, 'Leave it out'),
    compression && refusal(kinds.http, compression, '`compression`', why, 'Leave it out'),
  ]
}

function ofRouting({routes: [route], access, fallback}: Service): readonly Perhaps[] {
  const alike = 'Balance sends all clients of a listener alike'
  return [
    route && refusal(kinds.routes, route, '`routes`', alike, 'Write one service for each listener'),
    access && refusal(kinds.access, access, '`access`', 'Balance lets every client in', 'Leave it to the packet filter'),
    fallback && refusal(kinds.fallback, fallback, '`fallback`', 'Balance has backup nodes alone', 'Add a node with `backup: true`'),
  ]
}

const insteadOfAlgorithm: Readonly<Record<string, string>> = {
  source: 'Write `persistence: source`',
  'static-rr': 'Write `balance: roundrobin`, whose weights never change there',
}

function ofSticking({balance, check}: Service): readonly Perhaps[] {
  const {algorithm} = balance.value
  const instead = insteadOfAlgorithm[algorithm] ?? 'Write `balance: roundrobin`'
  const why = 'Balance has none and finds a node down when it does not take a client'
  return [
    algorithm !== 'roundrobin' && refusal(kinds.algorithm, balance, `\`balance: ${algorithm}\``, 'Balance has round robin alone', instead),
    check.type !== 'none' && refusal(kinds.check, check, `health checks (\`${check.type}\`)`, why, 'Write `check: none`'),
  ]
}

/** A hash has no table, so that nothing can be said of it; only what the service wrote counts, for the model fills in the rest. */
function ofPersistence(persistence: Service['persistence']): readonly Perhaps[] {
  const {type, origin: _, ...fields} = persistence
  const why = 'Balance knows a client by its whole address, for ever'
  if (type !== 'none' && type !== 'source')
    return [refusal(kinds.persistence, persistence, `\`persistence: ${type}\``, why, 'Write `persistence: source`')]
  return Object.entries(fields).map(
    ([name, field]) =>
      field && !isDefault(field.origin) && refusal(kinds.persistence, field, `\`persistence.${name}\``, why, 'Leave it out'),
  )
}

function ofLimits({limits: {maxConnections, maxQueuePerNode}, rateLimit}: Service): readonly Perhaps[] {
  const why = 'Balance counts connections for each node'
  return [
    maxConnections && refusal(kinds.limits, maxConnections, '`maxConnections`', why, 'Write `maxConnectionsPerNode`'),
    maxQueuePerNode && refusal(kinds.limits, maxQueuePerNode, '`maxQueuePerNode`', 'Balance has no queue', 'Leave it out'),
    rateLimit && refusal(kinds.rateLimit, rateLimit, '`rateLimit`', 'Balance does not count clients', 'Leave it out'),
  ]
}

/** Options have a value in every service: the one that this service wrote is refused. */
function ofHaproxy({options, raw}: Service): readonly Perhaps[] {
  const [line] = [...raw.frontend, ...raw.backend]
  return [
    ...Object.entries(options).map(
      ([name, option]) =>
        !isDefault(option.origin) && refusal(kinds.options, option, `the option \`${name}\``, 'it is a switch of HAProxy', 'Leave it out'),
    ),
    line && refusal(kinds.raw, line, '`raw` lines', 'those are for HAProxy'),
  ]
}

function ofTimeouts({timeouts}: Service): readonly Perhaps[] {
  const {connect: _, client: __, server: ___, ...foreign} = timeouts
  const why = 'Balance has one for connecting and one for silence'
  return Object.entries(foreign).map(
    ([name, timeout]) => timeout && refusal(kinds.timeout, timeout, `the timeout \`${name}\``, why, 'Leave it out'),
  )
}

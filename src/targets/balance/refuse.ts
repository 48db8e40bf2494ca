import type {FindingKind, Report} from '../../findings/finding.ts'
import type {Listener, Origin, Service} from '../../model/cluster.ts'
import {isDefault} from './default.ts'
import {kinds} from './kinds.ts'

/** Something that a service asks for and Balance cannot do. */
interface Refusal {
  readonly kind: FindingKind
  readonly origin: Origin
  /** What is asked for, as it follows "asks for". */
  readonly what: string
  /** Why that cannot be, as it follows a semicolon. */
  readonly why: string
  /** The way out; `engine: haproxy` is one for all and is put after it. */
  readonly instead?: string
}

/**
 * Reports what Balance cannot do of what one service asks for: LB501 to LB517.
 * What of `defaults` it cannot do has never come here: the model does not apply it, and says so.
 */
export function refuse(service: Service, report: Report): void {
  const refusals = [
    ...service.listeners.flatMap(ofListener),
    ...ofListeners(service),
    ...ofTraffic(service),
    ...ofSticking(service),
    ...ofPersistence(service.persistence),
    ...ofLimits(service),
    ...ofHaproxy(service),
  ]
  for (const {kind, origin, what, why, instead} of refusals) {
    report({
      ...kind,
      message: `Service \`${service.name}\` asks for ${what}; ${why}.`,
      hint: `${instead === undefined ? 'Use' : `${instead}, or use`} \`engine: haproxy\`.`,
      path: origin,
    })
  }
}

function ofListener(listener: Listener): readonly Refusal[] {
  const {tls, ports, interface: interface_, acceptProxy} = listener
  const several = ports.value.length !== 1 || ports.value.some(({first, last}) => first !== last)
  return [
    ...(tls ? [{kind: kinds.tls, origin: tls.origin, what: 'TLS', why: 'Balance passes TLS on to the nodes and cannot end it'}] : []),
    ...(several
      ? [{kind: kinds.ports, origin: ports.origin, what: 'several ports', why: 'a Balance process listens on one', instead: 'Write one service for each port'}]
      : []),
    ...(interface_
      ? [{kind: kinds.interface, origin: interface_.origin, what: `the interface \`${interface_.value}\``, why: 'Balance listens on an address', instead: 'Write the address of that interface'}]
      : []),
    ...(acceptProxy.value
      ? [{kind: kinds.acceptProxy, origin: acceptProxy.origin, what: '`acceptProxy`', why: 'Balance does not read the PROXY protocol'}]
      : []),
  ]
}

function ofListeners({listeners, redirects, origin}: Service): readonly Refusal[] {
  const [, second] = listeners
  const isCounted = listeners.length === 1 || (listeners.length === 0 && redirects.length > 0)
  const counted = {kind: kinds.listeners, origin: second?.origin ?? origin, why: 'a Balance process has exactly one', instead: 'Write one service for each listener'}
  return [
    ...(isCounted ? [] : [{...counted, what: `${listeners.length} listeners`}]),
    ...redirects.map(redirect => ({kind: kinds.redirect, origin: redirect.redirect.origin, what: 'a redirect', why: 'Balance does not speak HTTP'})),
  ]
}

function ofTraffic({mode, clientAddress, reencrypt, stats}: Service): readonly Refusal[] {
  return [
    ...(mode.value === 'tcp'
      ? []
      : [{kind: kinds.httpMode, origin: mode.origin, what: '`mode: http`', why: 'Balance forwards TCP streams and does not read HTTP', instead: 'Write `mode: tcp`'}]),
    ...(clientAddress.value === 'hidden'
      ? []
      : [{
          kind: kinds.clientAddress,
          origin: clientAddress.origin,
          what: `\`clientAddress: ${clientAddress.value}\``,
          why: 'with Balance the nodes see the load balancer alone',
          instead: 'Write `clientAddress: hidden`',
        }]),
    ...(reencrypt ? [{kind: kinds.reencrypt, origin: reencrypt.origin, what: '`reencrypt`', why: 'Balance does not speak TLS to the nodes'}] : []),
    ...(stats.value ? [{kind: kinds.stats, origin: stats.origin, what: '`stats`', why: 'Balance has no statistics page', instead: 'Write `stats: false`'}] : []),
  ]
}

function ofSticking({balance, check}: Service): readonly Refusal[] {
  const {algorithm} = balance.value
  const ways: Readonly<Record<string, string>> = {source: 'Write `persistence: source`', 'static-rr': 'Write `balance: roundrobin`, whose weights never change there'}
  return [
    ...(algorithm === 'roundrobin'
      ? []
      : [{
          kind: kinds.algorithm,
          origin: balance.origin,
          what: `\`balance: ${algorithm}\``,
          why: 'Balance has round robin alone',
          instead: ways[algorithm] ?? 'Write `balance: roundrobin`',
        }]),
    ...(check.type === 'none'
      ? []
      : [{
          kind: kinds.check,
          origin: check.origin,
          what: `health checks (\`${check.type}\`)`,
          why: 'Balance has none and finds a node down when it does not take a client',
          instead: 'Write `check: none`',
        }]),
  ]
}

/** A hash has no table, so that nothing can be said of it; only what the service wrote counts, for the model fills in the rest. */
function ofPersistence(persistence: Service['persistence']): readonly Refusal[] {
  const {type, origin, ...fields} = persistence
  const why = 'Balance knows a client by its whole address, for ever'
  if (type === 'cookie') return [{kind: kinds.persistence, origin, what: '`persistence: cookie`', why, instead: 'Write `persistence: source`'}]
  return Object.entries(fields).flatMap(([name, field]) =>
    field && !isDefault(field.origin) ? [{kind: kinds.persistence, origin: field.origin, what: `\`persistence.${name}\``, why, instead: 'Leave it out'}] : [],
  )
}

function ofLimits({limits}: Service): readonly Refusal[] {
  const {maxConnections, maxQueuePerNode} = limits
  return [
    ...(maxConnections
      ? [{kind: kinds.limits, origin: maxConnections.origin, what: '`maxConnections`', why: 'Balance counts connections for each node', instead: 'Write `maxConnectionsPerNode`'}]
      : []),
    ...(maxQueuePerNode
      ? [{kind: kinds.limits, origin: maxQueuePerNode.origin, what: '`maxQueuePerNode`', why: 'Balance has no queue', instead: 'Leave it out'}]
      : []),
  ]
}

/** Options have a value in every service: the one that this service wrote is refused. */
function ofHaproxy({options, raw, timeouts}: Service): readonly Refusal[] {
  const {connect: _, client: __, server: ___, ...foreign} = timeouts
  return [
    ...Object.entries(options)
      .filter(([, option]) => !isDefault(option.origin))
      .map(([name, option]) => ({kind: kinds.options, origin: option.origin, what: `the option \`${name}\``, why: 'it is a switch of HAProxy', instead: 'Leave it out'})),
    ...[...raw.frontend, ...raw.backend].slice(0, 1).map(line => ({kind: kinds.raw, origin: line.origin, what: '`raw` lines', why: 'those are for HAProxy'})),
    ...Object.entries(foreign).flatMap(([name, timeout]) =>
      timeout
        ? [{kind: kinds.timeout, origin: timeout.origin, what: `the timeout \`${name}\``, why: 'Balance has one for connecting and one for silence', instead: 'Leave it out'}]
        : [],
    ),
  ]
}

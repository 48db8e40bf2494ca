import type {FindingKind, Report} from '../../findings/finding.ts'
import type {Cluster, Origin, Service} from '../../model/cluster.ts'
import {type Handover, handoversOf} from '../handover.ts'
import {kinds} from './kinds.ts'

interface Refusal {
  readonly kind: FindingKind
  readonly origin: Origin
  /** As it follows "Service `web`". */
  readonly does: string
  readonly hint: string
}

/** Reports LB750 to LB756: what Pound cannot do where it ends TLS in HAProxy's place. */
export function reportRefusals(cluster: Cluster, report: Report): void {
  const gates = handoversOf(cluster)
  const services = new Set(gates.map(({service}) => service))
  const routed = cluster.services.filter(({routedListeners}) => routedListeners.some(({link}) => link !== undefined))
  for (const [service, refusals] of [
    ...gates.map(gate => [gate.service, ofGate(gate)] as const),
    ...[...new Set([...services, ...routed])].map(one => [one, ofService(one)] as const),
  ])
    for (const {kind, origin, does, hint} of refusals.flatMap(refusal => refusal || []))
      report({...kind, message: `Service \`${service.name}\` ${does}.`, hint, path: origin})
}

const byHaproxy = 'let HAProxy end TLS (`tls: {terminator: haproxy}`)'

type Perhaps = Refusal | undefined | false

const ofGate = (gate: Handover): readonly Perhaps[] => [...ofProtocol(gate), ...ofPlace(gate)]

/** What is spoken in TLS. */
const ofProtocol = ({service, listener, tls}: Handover): readonly Perhaps[] => [
  service.mode.value === 'tcp' &&
    service.listeners.includes(listener) && {
      kind: kinds.stream,
      origin: tls.origin,
      does: 'is a tcp service, and Pound ends the TLS of HTTP alone',
      hint: 'Write `mode: http` if that is what clients speak; otherwise `tls: {terminator: stunnel}`, or `haproxy`.',
    },
  tls.alpn.value.length > 0 && {
    kind: kinds.alpn,
    origin: tls.alpn.origin,
    does: 'offers application protocols, which Pound cannot',
    hint: 'Leave `alpn` out: clients speak HTTP/1.1 then.',
  },
]

/** Where clients come in, and through whom. */
const ofPlace = ({listener}: Handover): readonly Perhaps[] => [
  listener.acceptProxy.value && {
    kind: kinds.acceptProxy,
    origin: listener.acceptProxy.origin,
    does: 'has a TLS listener that wants to hear the PROXY protocol, which Pound does not',
    hint: `Leave \`acceptProxy\` out, or ${byHaproxy}.`,
  },
  listener.interface && {
    kind: kinds.interface,
    origin: listener.interface.origin,
    does: 'has a TLS listener on one interface, and Pound listens on addresses alone',
    hint: 'Write `address` in place of `interface`, or `tls: {terminator: stunnel}`.',
  },
]

function ofService({routes, clientAddress, persistence}: Service): readonly Perhaps[] {
  const sni = routes.find(({when}) => when?.sni)?.when?.sni
  return [
    sni && {
      kind: kinds.sniRoute,
      origin: sni.origin,
      does: 'routes by the name that clients ask for in TLS, which Pound does not pass on',
      hint: `Route by \`host\`, or ${byHaproxy}.`,
    },
    clientAddress.value !== 'hidden' &&
      clientAddress.value !== 'header' && {
        kind: kinds.clientAddress,
        origin: clientAddress.origin,
        does: 'speaks to its nodes as its clients do, and behind Pound HAProxy does not know at which address they came in',
        hint: `Write \`clientAddress: header\`, or \`tls: {terminator: stunnel}\`.`,
      },
    persistence.type === 'forwarded-for' && {
      kind: kinds.persistence,
      origin: persistence.origin,
      does: 'knows clients by what a proxy before it says in X-Forwarded-For, which Pound replaces by its own client’s address',
      hint: 'Write `persistence: source` (HAProxy 1.6 and later) or `cookie`.',
    },
  ]
}

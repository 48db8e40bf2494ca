import type {Report} from '../../../findings/finding.ts'
import type {Cluster, Origin, Service, Terminator} from '../../../model/cluster.ts'
import {bindsOf, entriesOf} from '../../../model/listener.ts'
import {kinds} from '../kinds.ts'
import {type Feature, availability, supports} from '../since.ts'

/**
 * Reports LB420 and LB421: in a release that does not hear who they are, all who come through another program's TLS have one
 * address, 127.0.0.1. Reports LB406 for a port of a link that is none.
 */
export function reportTerminated(service: Service, {haproxy: {version}}: Cluster, report: Report): void {
  reportUnlinked(service, report)
  const linked = [...entriesOf(service), ...service.redirects].find(({link}) => link !== undefined)
  if (linked?.tls === undefined || linked.link === undefined) return
  const feature = hearing[linked.link.by]
  if (supports(version.value, feature)) return
  const use = `use HAProxy ${availability(feature).since} or later, which hears them from ${linked.link.by === 'pound' ? 'Pound' : 'stunnel'}.`
  const wants = wantsOf(service, linked.link.by)
  for (const {does, origin} of wants)
    report({
      ...kinds.needsClient,
      message: `Service \`${service.name}\` ${does} by the client's address, and HAProxy ${version.value} does not learn that of a client in TLS.`,
      hint: `Leave it out, or ${use}`,
      path: origin,
    })
  if (wants.length === 0)
    report({
      ...kinds.hidesClients,
      message: `HAProxy ${version.value} does not learn the addresses of clients in TLS of service \`${service.name}\`: its log says 127.0.0.1 for all.`,
      hint: use.replace(/^u/, 'U'),
      path: linked.tls.origin,
      part: 'key',
    })
}

/** What a release needs to hear who the client is: from stunnel by the PROXY protocol, from Pound by a header. */
const hearing = {stunnel: 'acceptProxy', pound: 'toldSource'} as const satisfies Record<Terminator, Feature>

interface Want {
  /** As it follows "Service `web`". */
  readonly does: string
  readonly origin: Origin
}

/** All that hangs on the address of a client. What the nodes are told of it, Pound's header tells them in any release. */
function wantsOf({access, rateLimit, persistence, balance, clientAddress, routes}: Service, by: Terminator): readonly Want[] {
  const source = routes.find(({when}) => when?.source)?.when?.source
  const wants: readonly (Want | undefined)[] = [
    access && {does: 'lets clients in', origin: (access.allow ?? access.deny)?.origin ?? ''},
    rateLimit && {does: 'counts clients', origin: rateLimit.origin},
    persistence.type === 'source' ? {does: 'remembers clients', origin: persistence.origin} : undefined,
    balance.value.algorithm === 'source' ? {does: 'chooses nodes', origin: balance.origin} : undefined,
    clientAddress.value === 'hidden' || by === 'pound' ? undefined : {does: 'names its clients to its nodes', origin: clientAddress.origin},
    source && {does: 'routes', origin: source.origin},
  ]
  return wants.flatMap(want => want ?? [])
}

function reportUnlinked(service: Service, report: Report): void {
  for (const {tls, link} of bindsOf(service)) {
    if (tls?.linkPort === undefined || link !== undefined) continue
    report({
      ...kinds.uselessField,
      message: `HAProxy ends the TLS of service \`${service.name}\` itself, and takes over from nobody.`,
      hint: 'Leave `linkPort` out, or write `tls: {terminator: stunnel}`.',
      path: tls.linkPort.origin,
      part: 'key',
    })
  }
}

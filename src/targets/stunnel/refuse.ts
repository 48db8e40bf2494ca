import type {Report} from '../../findings/finding.ts'
import type {Cluster} from '../../model/cluster.ts'
import {type Handover, handoversOf} from '../handover.ts'
import {kinds} from './kinds.ts'

/** Reports LB730 to LB733 and LB736: what stunnel cannot do where it ends TLS in HAProxy's place. */
export function reportRefusals(cluster: Cluster, report: Report): void {
  for (const tunnel of handoversOf(cluster)) {
    reportListener(tunnel, report)
    reportNames(tunnel, report)
  }
  for (const service of new Set(handoversOf(cluster).map(tunnel => tunnel.service))) {
    const sni = service.routes.find(({when}) => when?.sni)?.when?.sni
    if (sni)
      report({
        ...kinds.sniRoute,
        message: `Service \`${service.name}\` routes by the name that clients ask for in TLS, which stunnel does not pass on.`,
        hint: 'Route by `host`, or let HAProxy end TLS (`tls: {terminator: haproxy}`).',
        path: sni.origin,
      })
  }
  reportPaths(cluster, report)
}

function reportListener({service, listener, tls}: Handover, report: Report): void {
  if (tls.alpn.value.length > 0)
    report({
      ...kinds.alpn,
      message: `Service \`${service.name}\` offers application protocols, which stunnel cannot.`,
      hint: 'Leave `alpn` out: clients speak HTTP/1.1 then.',
      path: tls.alpn.origin,
    })
  if (listener.acceptProxy.value)
    report({
      ...kinds.acceptProxy,
      message: `A TLS listener of service \`${service.name}\` wants to hear the PROXY protocol, which stunnel does not.`,
      hint: 'Leave `acceptProxy` out, or let HAProxy end TLS (`tls: {terminator: haproxy}`).',
      path: listener.acceptProxy.origin,
    })
}

/** Reports LB733: stunnel has to be told what HAProxy reads from the certificates. */
function reportNames({service, tls}: Handover, report: Report): void {
  for (const [index, {names}] of tls.certificates.entries()) {
    if (index === 0 || names !== undefined) continue
    report({
      ...kinds.certificateNames,
      message: `stunnel has to be told which names this certificate of service \`${service.name}\` is for.`,
      hint: 'Write `names` beside its `file` under `certificates`.',
      path: `${tls.origin}/certificates/${index}`,
    })
  }
}

/** Reports LB736: a line's value ends with its last sign that is no blank. */
function reportPaths(cluster: Cluster, report: Report): void {
  const files = handoversOf(cluster).flatMap(({tls}) => [
    ...tls.certificates,
    ...(tls.clientCertificates ? [tls.clientCertificates.ca] : []),
  ])
  const all = [...files, ...(cluster.stunnel.pidFile ? [cluster.stunnel.pidFile] : [])]
  for (const {value, origin} of new Map(all.map(file => [file.origin, file])).values()) {
    if (value === value.trim()) continue
    report({...kinds.path, message: 'stunnel does not read the blanks at the end of this path.', hint: 'Rename the file.', path: origin})
  }
}

import type {Cluster, ListenerTls, LoadBalancer, Origin, Service} from '../../model/cluster.ts'
import {portsOf} from '../../model/listener.ts'
import {type Handover, handoversOf, inSeconds, listenAddress, servedBy, versionsOf} from '../handover.ts'
import {supports} from '../haproxy/since.ts'
import {headerOf} from '../header.ts'

/** What `stunnel.conf.hbs` shows. */
export function stunnelView(cluster: Cluster, host: LoadBalancer) {
  const {user, group, pidFile, origin} = cluster.stunnel
  const nameOf = sectionNames()
  return {
    ...headerOf(cluster, host),
    origin,
    user,
    group,
    pidFile,
    sections: handoversOf(cluster).flatMap(tunnel => sectionsView(tunnel, cluster, nameOf)),
  }
}

/** Names for sections: service and port, and a number where both come again. No service has a `/` in its name. */
function sectionNames(): (service: string, port: number) => string {
  const used = new Map<string, number>()
  return (service, port) => {
    const name = `${service}/${port}`
    const times = (used.get(name) ?? 0) + 1
    used.set(name, times)
    return times === 1 ? name : `${name}/${times}`
  }
}

/** A section for each port: stunnel listens on one in each. */
function sectionsView(tunnel: Handover, cluster: Cluster, nameOf: ReturnType<typeof sectionNames>) {
  const {service, listener, tls} = tunnel
  const tunnels = tls.certificates.map((_, index) => tunnelView(tunnel, index, cluster))
  return portsOf(listener).flatMap(port => {
    const name = nameOf(service.name, port)
    const [main] = tunnels
    if (main === undefined) return []
    return {
      origin: listener.origin,
      name,
      addressOrigin: listener.address.origin,
      portsOrigin: listener.ports.origin,
      accept: `${listenAddress(listener.address.value)}:${port}`,
      tunnel: main,
      named: tls.certificates.flatMap((certificate, index) =>
        // The first is for every other name.
        index === 0
          ? []
          : namedViews(certificate, name).map(view => ({...view, origin: certificateOrigin(tls, index), tunnel: tunnels[index]})),
      ),
    }
  })
}

/** A section for each name of a certificate: of several in one stunnel takes the last alone. */
const namedViews = ({names}: ListenerTls['certificates'][number], primary: string) =>
  (names?.value ?? []).map((pattern, at) => ({
    name: `${primary}/${pattern}`,
    primary,
    pattern,
    patternOrigin: `${names?.origin ?? ''}/${at}`,
  }))

const certificateOrigin = ({origin}: ListenerTls, index: number): Origin => `${origin}/certificates/${index}`

function tunnelView({service, listener, tls, link}: Handover, index: number, cluster: Cluster) {
  const {profile, oldest} = versionsOf(tls, cluster)
  const {clientCertificates: clients, certificates} = tls
  const certificate = certificates[index]
  return {
    link,
    terminatorOrigin: cluster.termination.terminator.origin,
    proxy: supports(cluster.haproxy.version.value, 'acceptProxy'),
    certificate: {file: certificate?.value, origins: [certificateOrigin(tls, index), certificate?.origin]},
    profile,
    // stunnel calls TLS 1.0 by its first number alone.
    minVersion: {value: oldest.value === '1.0' ? '1' : oldest.value, origin: oldest.origin},
    old: profile.value === 'old',
    intermediate: profile.value === 'intermediate',
    clients: clients && {...clients, optional: clients.verify.value === 'optional'},
    interface: listener.interface,
    keepAlive: service.options.tcpKeepAlive.value ? service.options.tcpKeepAlive : undefined,
    idle: idleView(service, cluster),
  }
}

/**
 * How long a silent connection lives, in seconds: as long as HAProxy has patience with it on either side, in this service and in
 * those to which its routes lead, so that HAProxy is the one who ends it.
 */
function idleView(service: Service, cluster: Cluster) {
  const found = servedBy(service, cluster).flatMap(({timeouts: {client, server, tunnel}}) =>
    [client, server, tunnel].flatMap(one => one ?? []),
  )
  const longest = Math.max(...found.map(({value}) => value))
  const origins: readonly Origin[] = found.filter(({value}) => value === longest).map(({origin}) => origin)
  return {origins, seconds: inSeconds(longest)}
}

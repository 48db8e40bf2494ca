import type {Cluster, ListenAddress, Listener, ListenerTls, LoadBalancer, Origin, Service, Sourced} from '../../model/cluster.ts'
import {bindsOf} from '../../model/listener.ts'
import {supports} from '../haproxy/since.ts'
import {headerOf} from '../header.ts'
import {oldestVersion} from '../tls-versions.ts'

/** A TLS listener on which stunnel listens. */
export interface Tunnel {
  readonly service: Service
  readonly listener: Listener
  readonly tls: ListenerTls
  readonly link: Sourced<number>
}

/** All of them, in the order of the spec. */
export const tunnelsOf = ({services}: Cluster): readonly Tunnel[] =>
  services.flatMap(service =>
    bindsOf(service).flatMap(listener =>
      listener.tls === undefined || listener.link === undefined ? [] : [{service, listener, tls: listener.tls, link: listener.link}],
    ),
  )

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
    sections: tunnelsOf(cluster).flatMap(tunnel => sectionsView(tunnel, cluster, nameOf)),
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
function sectionsView(tunnel: Tunnel, cluster: Cluster, nameOf: ReturnType<typeof sectionNames>) {
  const {service, listener, tls} = tunnel
  const ports = listener.ports.value.flatMap(({first, last}) => Array.from({length: last - first + 1}, (_, index) => first + index))
  const tunnels = tls.certificates.map((_, index) => tunnelView(tunnel, index, cluster))
  return ports.flatMap(port => {
    const name = nameOf(service.name, port)
    const [main] = tunnels
    if (main === undefined) return []
    return {
      origin: listener.origin,
      name,
      addressOrigin: listener.address.origin,
      portsOrigin: listener.ports.origin,
      accept: `${formatAddress(listener.address.value)}:${port}`,
      tunnel: main,
      named: tls.certificates.flatMap(({names}, index) =>
        // The first is for every other name. A section for each name: of several in one stunnel takes the last alone.
        (index === 0 ? [] : (names?.value ?? [])).map((pattern, at) => ({
          origin: `${tls.origin}/certificates/${index}`,
          name: `${name}/${pattern}`,
          primary: name,
          pattern,
          patternOrigin: `${names?.origin ?? ''}/${at}`,
          tunnel: tunnels[index],
        })),
      ),
    }
  })
}

const formatAddress = (address: ListenAddress): string => (address.kind === 'any' ? '0.0.0.0' : address.text)

function tunnelView({service, listener, tls, link}: Tunnel, index: number, cluster: Cluster) {
  const profile = tls.profile ?? cluster.haproxy.tlsProfile
  const oldest = tls.minVersion ?? {value: oldestVersion[profile.value], origin: profile.origin}
  const {clientCertificates: clients, certificates} = tls
  const certificate = certificates[index]
  return {
    link,
    terminatorOrigin: cluster.termination.terminator.origin,
    proxy: supports(cluster.haproxy.version.value, 'acceptProxy'),
    certificate: {file: certificate?.value, origins: [`${tls.origin}/certificates/${index}`, certificate?.origin]},
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
function idleView(service: Service, {services}: Cluster) {
  const targets = new Set(service.routes.flatMap(({action}) => (action.kind === 'service' ? [action.service.value] : [])))
  const served = [service, ...services.filter(({name}) => targets.has(name))]
  const found = served.flatMap(({timeouts: {client, server, tunnel}}) => [client, server, tunnel].flatMap(one => one ?? []))
  const longest = Math.max(...found.map(({value}) => value))
  const origins: readonly Origin[] = found.filter(({value}) => value === longest).map(({origin}) => origin)
  return {origins, seconds: Math.max(1, Math.ceil(longest / 1000))}
}

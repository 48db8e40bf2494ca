import type {Cluster, ListenerTls, LoadBalancer, Origin, Service, Sourced} from '../../model/cluster.ts'
import {portsOf} from '../../model/listener.ts'
import {type Handover, handoversOf, inSeconds, listenAddress, servedBy, versionsOf} from '../handover.ts'
import {headerOf} from '../header.ts'
import {spellings} from './releases.ts'

/** What `pound.cfg.hbs` shows. */
export function poundView(cluster: Cluster, host: LoadBalancer) {
  const {user, group, threads, release, origin} = cluster.pound
  const {headers} = spellings[release.value]
  return {
    ...headerOf(cluster, host),
    origin,
    user,
    group,
    threads,
    removesFirst: headers === 'removed-first',
    listeners: handoversOf(cluster).flatMap(handover => listenersView(handover, cluster)),
  }
}

/** One for each port: Pound listens on one in each. */
function listenersView({service, listener, tls, link}: Handover, cluster: Cluster) {
  const shared = {
    ...tlsView(tls, cluster),
    origin: listener.origin,
    address: {value: listenAddress(listener.address.value), origin: listener.address.origin},
    portsOrigin: listener.ports.origin,
    link,
    terminatorOrigin: cluster.termination.terminator.origin,
    removesFirst: spellings[cluster.pound.release.value].headers === 'removed-first',
    patience: patienceView(service, cluster),
  }
  return portsOf(listener).map(port => ({...shared, port}))
}

/** The newest version that each oldest one leaves out: Pound is told that one, and leaves out those before it too. */
const newestRefused = {'1.0': 'SSLv3', '1.1': 'TLSv1', '1.2': 'TLSv1_1', '1.3': 'TLSv1_2'} as const

function tlsView(tls: ListenerTls, cluster: Cluster) {
  const {certificates, clientCertificates: clients, origin} = tls
  const {profile, oldest} = versionsOf(tls, cluster)
  return {
    certificates: certificates.map((certificate, index) => ({
      file: certificate.value,
      origins: [`${origin}/certificates/${index}`, certificate.origin],
    })),
    profile,
    refused: {value: newestRefused[oldest.value], origin: oldest.origin},
    old: profile.value === 'old',
    intermediate: profile.value === 'intermediate',
    clients: clients && {...clients, optional: clients.verify.value === 'optional'},
  }
}

/**
 * How long Pound waits, in seconds: for a silent client as long as HAProxy does, and for HAProxy longer than that one can take for
 * the queue, its attempts to connect, and the node's answer, in this service and in those to which its routes lead. HAProxy is the
 * one who ends a connection, and says why.
 */
function patienceView(service: Service, cluster: Cluster) {
  const served = servedBy(service, cluster)
  const client = longest(
    served.flatMap(({timeouts: {client: of, tunnel, httpRequest, httpKeepAlive}}) => [of, tunnel, httpRequest, httpKeepAlive]),
  )
  const server = longest(served.flatMap(({timeouts: {server: of, tunnel}}) => [of, tunnel]))
  const connect = longest(served.map(({timeouts}) => timeouts.connect))
  const queue = longest(served.map(({timeouts}) => timeouts.queue))
  const attempts = 1 + Math.max(...served.map(({options}) => options.retries.value))
  return {
    client: {seconds: inSeconds(client.value), origins: client.origins},
    tunnel: {seconds: inSeconds(Math.max(client.value, server.value)), origins: [...client.origins, ...server.origins]},
    server: {
      seconds: inSeconds(server.value + attempts * connect.value + (queue.value || connect.value)) + 1,
      origins: [...server.origins, ...connect.origins, ...queue.origins],
    },
  }
}

/** The longest of some times, in milliseconds, and who says it. */
function longest(times: readonly (Sourced<number> | undefined)[]): {readonly value: number; readonly origins: readonly Origin[]} {
  const found = times.flatMap(time => time ?? [])
  const value = Math.max(0, ...found.map(time => time.value))
  return {value, origins: found.filter(time => time.value === value).map(({origin}) => origin)}
}

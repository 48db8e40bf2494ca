import type {Cluster, ListenAddress, Link, Listener, ListenerTls, LoadBalancer, Origin, Service, Sourced} from '../../model/cluster.ts'
import {bindsOf} from '../../model/listener.ts'
import {headerOf} from '../header.ts'
import {oldestVersion} from '../tls-versions.ts'
import {spellings} from './releases.ts'

/** A TLS listener on which Pound listens. */
export interface Gate {
  readonly service: Service
  readonly listener: Listener
  readonly tls: ListenerTls
  readonly link: Link
}

/** All of them, in the order of the spec. */
export const gatesOf = ({services}: Cluster): readonly Gate[] =>
  services.flatMap(service =>
    bindsOf(service).flatMap(listener =>
      listener.tls === undefined || listener.link === undefined ? [] : [{service, listener, tls: listener.tls, link: listener.link}],
    ),
  )

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
    listeners: gatesOf(cluster).flatMap(gate => listenersView(gate, cluster)),
  }
}

/** One for each port: Pound listens on one in each. */
function listenersView(gate: Gate, cluster: Cluster) {
  const {service, listener, tls, link} = gate
  const ports = listener.ports.value.flatMap(({first, last}) => Array.from({length: last - first + 1}, (_, index) => first + index))
  const shared = {
    ...tlsView(tls, cluster),
    origin: listener.origin,
    address: {value: formatAddress(listener.address.value), origin: listener.address.origin},
    portsOrigin: listener.ports.origin,
    link,
    terminatorOrigin: cluster.termination.terminator.origin,
    removesFirst: spellings[cluster.pound.release.value].headers === 'removed-first',
    patience: patienceView(service, cluster),
  }
  return ports.map(port => ({...shared, port}))
}

const formatAddress = (address: ListenAddress): string => (address.kind === 'any' ? '0.0.0.0' : address.text)

/** The newest version that each oldest one leaves out: Pound is told that one, and leaves out those before it too. */
const newestRefused = {'1.0': 'SSLv3', '1.1': 'TLSv1', '1.2': 'TLSv1_1', '1.3': 'TLSv1_2'} as const

function tlsView({profile: own, minVersion, certificates, clientCertificates: clients, origin}: ListenerTls, cluster: Cluster) {
  const profile = own ?? cluster.haproxy.tlsProfile
  const oldest = minVersion ?? {value: oldestVersion[profile.value], origin: profile.origin}
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
function patienceView(service: Service, {services}: Cluster) {
  const targets = new Set(service.routes.flatMap(({action}) => (action.kind === 'service' ? [action.service.value] : [])))
  const served = [service, ...services.filter(({name}) => targets.has(name))]
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

const inSeconds = (milliseconds: number): number => Math.max(1, Math.ceil(milliseconds / 1000))

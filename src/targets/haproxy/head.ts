import type {Cluster, HaproxySettings, LoadBalancer, Origin, Service, Sourced, TlsProfile} from '../../model/cluster.ts'
import {headerOf} from '../header.ts'
import {endsTls} from './encryption.ts'
import {bindView, profileFlags} from './bind.ts'
import {externalChecksView} from './check.ts'
import {logView} from './log.ts'
import type {Memory, Peers} from './memory.ts'
import {resolversView} from './discovery.ts'
import {supports} from './since.ts'
import type {Spread} from './spread.ts'
import {allTimeouts, timeoutsView} from './timeouts.ts'
import {keepsRights} from './refuse/transparent.ts'

/** What `head.hbs` shows: `global`, `defaults` and the statistics page. */
export function headView(cluster: Cluster, host: LoadBalancer, spread: Spread, memory: Memory, secrets: ReadonlyMap<Origin, string>) {
  const {haproxy} = cluster
  return {
    ...headerOf(cluster, host),
    ...globalView(cluster, host, spread, memory),
    ...defaultsView(haproxy),
    peers: memory.peers && peersView(memory.peers),
    resolvers: cluster.resolvers.map(resolvers => resolversView(resolvers, haproxy.version.value)),
    stats: haproxy.stats && statsView(haproxy.stats, haproxy, spread, secrets),
  }
}

function globalView(cluster: Cluster, host: LoadBalancer, {processes, threads}: Spread, {peers}: Memory) {
  const {haproxy} = cluster
  const release = haproxy.version.value
  const services = cluster.services.filter(({engine}) => engine.value === 'haproxy')
  return {
    origin: haproxy.origin,
    log: haproxy.log && logView(haproxy.log),
    user: haproxy.user,
    group: haproxy.group,
    chroot: haproxy.chroot,
    keptRights: keepsRights(services, haproxy),
    daemon: haproxy.daemon.value ? haproxy.daemon : undefined,
    pidFile: haproxy.pidFile,
    processes,
    threads,
    maxConnections: haproxy.maxConnections,
    socket: haproxy.socket && socketView(haproxy.socket, processes, release),
    tls: hasTls(services, haproxy) ? tlsView(haproxy.tlsProfile, release) : undefined,
    reencrypts: services.some(({reencrypt}) => reencrypt !== undefined) && supports(release, 'oldestNodeTls'),
    externalChecks: externalChecksView(services, haproxy),
    localPeer: peers?.saysWho === true ? {name: host.name, origin: host.origin} : undefined,
    rawGlobal: haproxy.raw.global,
  }
}

const hasTls = (services: readonly Service[], {stats}: HaproxySettings): boolean =>
  services.some(({listeners, redirects}) => [...listeners, ...redirects].some(endsTls)) || (stats !== undefined && endsTls(stats.listener))

const defaultsView = ({defaults: {timeouts, options}, raw}: HaproxySettings) => ({
  defaultsOrigin: '/defaults',
  timeouts: timeoutsView(timeouts, {}, allTimeouts),
  dontLogNull: options.dontLogNull,
  redispatch: options.redispatch,
  retries: options.retries,
  rawDefaults: raw.defaults,
})

const peersView = ({name, port, members}: Peers) => ({
  origin: port.origin,
  name,
  members: members.map(({loadBalancer: {origin, address}, name: member, endpoint}) => ({
    origin,
    addressOrigin: address.origin,
    portOrigin: port.origin,
    name: member,
    endpoint,
  })),
})

/** One process alone answers on the socket where there are several and a release can say so. */
const socketView = ({value, origin}: Sourced<string>, processes: Spread['processes'], release: string) => ({
  value,
  origin,
  ofProcess: severalProcesses(processes) && supports(release, 'socketOfProcess'),
  exposesListeners: supports(release, 'exposeListeners'),
})

const tlsView = ({value, origin}: Sourced<TlsProfile>, release: string) => ({
  origin,
  ...profileFlags(value, release),
  oldestTls: supports(release, 'oldestTls'),
})

const severalProcesses = (processes: Sourced<number> | undefined): boolean => processes !== undefined && processes.value > 1

function statsView(
  stats: NonNullable<HaproxySettings['stats']>,
  settings: HaproxySettings,
  {processes}: Spread,
  secrets: ReadonlyMap<Origin, string>,
) {
  const {user, password} = stats
  const secret = password && secrets.get(password.origin)
  if (password !== undefined && secret === undefined) throw new Error('A page must not lose its password.')
  return {
    origin: stats.origin,
    // Each process counts for itself: the page is always the same one's.
    ofProcess: severalProcesses(processes) ? processes : undefined,
    inFrontend: supports(settings.version.value, 'frontendStats'),
    bind: bindView(stats.listener, false, settings),
    path: stats.path,
    auth:
      user === undefined || password === undefined || secret === undefined
        ? undefined
        : {value: `${user.value}:${secret}`, origin: user.origin, passwordOrigin: password.origin},
    admin: stats.admin,
    prometheus: stats.prometheus,
  }
}

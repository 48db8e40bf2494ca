import type {Cluster, HaproxySettings, LoadBalancer, Origin, Sourced, TlsProfile} from '../../model/cluster.ts'
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
  const release = haproxy.version.value
  const services = cluster.services.filter(({engine}) => engine.value === 'haproxy')
  const listeners = services.flatMap(service => [...service.listeners, ...service.redirects])
  const hasTls = [...listeners, ...(haproxy.stats === undefined ? [] : [haproxy.stats.listener])].some(endsTls)
  const {defaults} = haproxy
  return {
    host: host.name,
    cluster: cluster.name,
    specFile: {comment: cluster.specFile},
    origin: haproxy.origin,
    defaultsOrigin: '/defaults',
    log: haproxy.log && logView(haproxy.log),
    user: haproxy.user,
    group: haproxy.group,
    chroot: haproxy.chroot,
    keptRights: keepsRights(services, haproxy),
    daemon: haproxy.daemon.value ? haproxy.daemon : undefined,
    pidFile: haproxy.pidFile,
    processes: spread.processes,
    threads: spread.threads,
    maxConnections: haproxy.maxConnections,
    socket: haproxy.socket && socketView(haproxy.socket, spread, release),
    tls: hasTls ? tlsView(haproxy.tlsProfile, release) : undefined,
    reencrypts: services.some(({reencrypt}) => reencrypt !== undefined) && supports(release, 'oldestNodeTls'),
    externalChecks: externalChecksView(services, haproxy),
    localPeer: memory.peers?.saysWho === true ? {name: host.name, origin: host.origin} : undefined,
    rawGlobal: haproxy.raw.global,
    timeouts: timeoutsView(defaults.timeouts, {}, allTimeouts),
    dontLogNull: defaults.options.dontLogNull,
    redispatch: defaults.options.redispatch,
    retries: defaults.options.retries,
    rawDefaults: haproxy.raw.defaults,
    peers: memory.peers && peersView(memory.peers),
    resolvers: cluster.resolvers.map(resolvers => resolversView(resolvers, haproxy.version.value)),
    stats: haproxy.stats && statsView(haproxy.stats, haproxy, spread, secrets),
  }
}

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
const socketView = ({value, origin}: Sourced<string>, {processes}: Spread, release: string) => ({
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

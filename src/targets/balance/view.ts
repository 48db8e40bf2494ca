import type {Cluster, LoadBalancer, Origin} from '../../model/cluster.ts'
import {type Header, headerOf} from '../header.ts'
import {type Command, sourceOf} from './command.ts'
import type {Channel} from './groups.ts'
import type {Program} from './quote.ts'

/** A word of a command line and where it comes from. */
interface Word {
  readonly origin: Origin
  readonly word: string | number
}

/** What the templates print of one process. Separators stand after their group: `hash` or `roundRobin`, or neither. */
export interface CommandView extends Header {
  readonly origin: Origin
  readonly name: string
  /** Where the script is installed that shows why a process does not start. */
  readonly script: string
  readonly path: {readonly origin: Origin; readonly program: Program}
  readonly release: Origin
  /** The file of shared memory, which must not outlive the process. */
  readonly memory: {readonly origin: Origin; readonly file: string} | null
  readonly hashFailover: {readonly origin: Origin} | null
  readonly bind: Word | null
  readonly source: Word | null
  readonly connect: Word | null
  readonly idle: Word | null
  readonly port: Word
  readonly groups: readonly {
    readonly channels: readonly Word[]
    readonly hash: {readonly origin: Origin} | null
    readonly roundRobin: boolean
  }[]
}

/** What the templates print of all processes of one load balancer. */
export interface ScriptView extends Header {
  readonly origin: Origin
  readonly commands: readonly CommandView[]
}

export function commandView(command: Command, cluster: Cluster, loadBalancer: LoadBalancer): CommandView {
  const {service, bind, listener, port} = command
  const source = sourceOf(service, loadBalancer)
  return {
    ...headerOf(cluster, loadBalancer),
    origin: service.origin,
    name: service.name,
    script: scriptPath(cluster),
    path: {origin: cluster.balance.path.origin, program: {program: cluster.balance.path.value}},
    release: cluster.balance.release.origin,
    memory: command.memoryFile ? {origin: listener.address.origin, file: memoryFile(command)} : null,
    hashFailover: command.hashFailover ? {origin: service.persistence.origin} : null,
    bind: bind.host === undefined ? null : {origin: listener.address.origin, word: bind.host},
    source: source ? {origin: source.origin, word: source.value.text} : null,
    connect: command.connect ? {origin: command.connect.origin, word: command.connect.value} : null,
    idle: command.idle ? {origin: command.idle.origin, word: command.idle.value} : null,
    port: {origin: listener.ports.origin, word: port},
    groups: groupViews(command),
  }
}

const groupViews = ({groups, hashes, service}: Command): CommandView['groups'] =>
  groups.map(({channels}, index) => ({
    channels: channels.map(channelWord),
    hash: hashes && index === 0 ? {origin: service.persistence.origin} : null,
    roundRobin: !(hashes && index === 0) && index < groups.length - 1,
  }))

/** Where the script of a load balancer is installed. */
export const scriptPath = (cluster: Cluster): string => `/usr/local/sbin/balance-${cluster.name}.sh`

export const scriptView = (cluster: Cluster, loadBalancer: LoadBalancer, commands: readonly CommandView[]): ScriptView => ({
  ...headerOf(cluster, loadBalancer),
  origin: cluster.balance.origin,
  commands,
})

const channelWord = ({server, host, port, limit}: Channel): Word => ({
  origin: server.origin,
  word: limit === undefined ? `${host}:${port}` : `${host}:${port}:${limit}`,
})

/** Balance names it after the port and the `-b` it was given, spelled as given; this folder is compiled in. */
const memoryFile = ({bind, port}: Command): string => `/var/run/balance/balance.${port}.${bind.host ?? '0.0.0.0'}.shm`

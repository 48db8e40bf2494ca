import {execFileSync} from 'node:child_process'
import {isIP} from 'node:net'
import {join} from 'node:path'
import type {LongListener, LongService, LongSpec, Named} from '../../../src/spec/long.ts'
import {loadSpec} from '../../../src/spec/load.ts'

/** A spec with every short form written out, for tests that change it. */
export function readLong(text: string): LongSpec {
  const loaded = loadSpec([{file: 'cluster.yaml', text}], ({message}) => {
    throw new Error(message)
  })
  if (loaded === undefined) throw new Error('The spec cannot be read.')
  return loaded.spec
}

/** JSON is YAML. */
export const specText = (spec: LongSpec): string => JSON.stringify(spec, undefined, 2)

export const mapNamed = <From, To>(named: Named<From> | undefined, change: (value: From, name: string, index: number) => To): Named<To> =>
  Object.fromEntries(Object.entries(named ?? {}).map(([name, value], index) => [name, change(value, name, index)]))

const ownName = (flag: '-u' | '-g'): string => execFileSync('id', ['-n', flag], {encoding: 'utf8'}).trim()

interface Place {
  readonly folder: string
  readonly pem: string
  readonly release: string
}

/** The spec for this release, with files in a folder and the user who runs the test in the place of a load balancer's own. */
export function withScratchFiles(spec: LongSpec, {folder, pem, release}: Place): LongSpec {
  const {chroot: _chroot, log: _log, ...haproxy} = spec.haproxy ?? {}
  // The cast: whether there is such a release, the compiler says.
  const version = release as NonNullable<LongSpec['haproxy']>['version'] & string
  return {
    ...spec,
    certificates: mapNamed(spec.certificates, ({file, ...rest}) => ({...rest, file: file.startsWith('/etc/') ? pem : file})),
    haproxy: {...haproxy, version, user: ownName('-u'), group: ownName('-g'), socket: join(folder, 'admin.sock')},
  }
}

/** Where a moved spec is: all in one network of the loopback interface. */
export interface Loopback {
  /** `127.x.y`. */
  readonly network: string
  /** The port that stands for one of the spec's. */
  readonly port: (port: number) => number
  /** Where load balancers meet. */
  readonly peersPort: number
}

export const listenAddress = ({network}: Loopback): string => `${network}.1`
/** The `index`th load balancer's own; the first one's is where clients reach the cluster. */
export const loadBalancerAddress = ({network}: Loopback, index: number): string => `${network}.${1 + index}`
export const nodeAddress = ({network}: Loopback, index: number): string => `${network}.${11 + index}`
/** An address for the clients of a test, from 1 on. */
export const clientAddress = ({network}: Loopback, index: number): string => `${network}.${100 + index}`

/** A port that stands for one of the spec's: none that needs rights, or that the system gives to clients. */
export const movedPort = (port: number): number => 20_000 + (port % 10_000)

const movedPorts = (port: number | string, {port: move}: Loopback): number | string =>
  typeof port === 'number'
    ? move(port)
    : port
        .split('-')
        .map(end => move(Number(end)))
        .join('-')

/** The spec with every listener on one address of the loopback interface, or on IPv6's only one, every node that has an address on another, and all ports moved. */
export function onLoopback(spec: LongSpec, loopback: Loopback): LongSpec {
  const moveListener = (listener: LongListener): LongListener => ({
    ...listener,
    address: listener.address === '::1' ? listener.address : listenAddress(loopback),
    ports: (listener.ports ?? []).map(port => movedPorts(port, loopback)),
  })
  const {stats, ...haproxy} = spec.haproxy ?? {}
  return {
    ...spec,
    loadBalancers: mapNamed(spec.loadBalancers, (_value, _name, index) => ({address: loadBalancerAddress(loopback, index)})),
    highAvailability: {peersPort: loopback.peersPort},
    nodes: mapNamed(spec.nodes, (node, _name, index) =>
      isIP(node.address) === 0 ? node : {...node, address: nodeAddress(loopback, index)},
    ),
    services: mapNamed(spec.services, service => moveService(service, loopback, moveListener)),
    haproxy: {...haproxy, ...(stats && {stats: {...stats, ...(stats.listen && {listen: moveListener(stats.listen)})}})},
  }
}

function moveService(service: LongService, loopback: Loopback, moveListener: (listener: LongListener) => LongListener): LongService {
  const {port: move} = loopback
  const {listen, port, check, access, fallback, routes} = service
  return {
    ...service,
    ...(listen && {listen: listen.map(moveListener)}),
    ...(access && {access: Object.fromEntries(Object.entries(access).map(([key, list]) => [key, moveNetworks(list, loopback)]))}),
    ...(fallback && 'address' in fallback && {fallback: {address: moveAddress(fallback.address, loopback), port: move(fallback.port)}}),
    ...(routes && {
      routes: routes.map(({when, ...route}) => ({
        ...route,
        ...(when && {when: {...when, ...(when.source && {source: moveNetworks(when.source, loopback)})}}),
      })),
    }),
    ...(typeof port === 'number' && {port: move(port)}),
    ...(check && 'port' in check && check.port !== undefined && {check: {...check, port: move(check.port)}}),
  }
}

/** 192.168.1.0/24 is the network of the loopback interface: the `index`th node has 11 more than its index there, a client 100 more. */
const moveAddress = (address: string, {network}: Loopback): string => address.replace(/^192\.168\.1\./, `${network}.`)
const moveNetworks = (list: readonly string[], loopback: Loopback): readonly string[] => list.map(text => moveAddress(text, loopback))

import type {
  BalanceSettings,
  Cluster,
  HaproxySettings,
  Listener,
  LoadBalancer,
  Node,
  Server,
  Service,
  ServiceOptions,
  Sourced,
} from '../../src/model/cluster.ts'
import type {ListenAddress} from '../../src/model/cluster.ts'
import type {Host} from '../../src/model/endpoint.ts'

/** A value with the place at which a test says it was written. */
export const at = <T>(origin: string, value: T): Sourced<T> => ({value, origin})

export const hostOf = (text: string): Host => ({kind: text.includes(':') ? 'ipv6' : /^[\d.]+$/.test(text) ? 'ipv4' : 'name', text})

const listenAddressOf = (text: string): ListenAddress =>
  text === '*' ? {kind: 'any'} : text.includes(':') ? {kind: 'ipv6', text} : {kind: 'ipv4', text}

export const loadBalancerOf = (name: string, address: string, changed: Partial<LoadBalancer> = {}): LoadBalancer => ({
  origin: `/loadBalancers/${name}`,
  name,
  address: at(`/loadBalancers/${name}/address`, hostOf(address)),
  sourceAddress: undefined,
  interface: undefined,
  ...changed,
})

export const nodeOf = (name: string, address: string): Node => ({
  origin: `/nodes/${name}`,
  name,
  address: at(`/nodes/${name}/address`, hostOf(address)),
  resolvers: undefined,
  weight: at(`/nodes/${name}/weight`, 1),
  state: at(`/nodes/${name}/state`, 'ready'),
  os: 'linux',
  interface: undefined,
  loopback: undefined,
  gateway: undefined,
  boot: at('/defaults/boot', 'script'),
  redirect: undefined,
})

/** What a test says of a node as a service uses it. */
export interface ServerFields {
  readonly name?: string
  readonly address?: string
  readonly port?: Server['port']['value']
  readonly weight?: number
  readonly state?: Server['state']['value']
  readonly backup?: boolean
  readonly maxConnections?: number
}

/** A server of a service, as though every field of its entry had been written. */
export function serverOf(service: string, index: number, fields: ServerFields): Server {
  const origin = `/services/${service}/nodes/${index}`
  const {
    name = `node${index + 1}`,
    address = `10.0.0.${index + 11}`,
    port = 445,
    weight = 1,
    state = 'ready',
    backup = false,
    maxConnections,
  } = fields
  return {
    origin,
    node: nodeOf(name, address),
    port: at(`${origin}/port`, port),
    weight: at(`${origin}/weight`, weight),
    state: at(`${origin}/state`, state),
    backup: at(`${origin}/backup`, backup),
    maxConnections: maxConnections === undefined ? undefined : at(`${origin}/maxConnections`, maxConnections),
    cookie: at(`${origin}/cookie`, name),
  }
}

/** A listener on one port, or on a range of them. */
export function listenerOf(service: string, index: number, address: string, first: number, last = first): Listener {
  const origin = `/services/${service}/listen/${index}`
  return {
    origin,
    name: undefined,
    address: at(`${origin}/address`, listenAddressOf(address)),
    ports: at(`${origin}/ports`, [{first, last}]),
    interface: undefined,
    acceptProxy: at('/defaults/acceptProxy', false),
    tls: undefined,
    link: undefined,
  }
}

export const noTimeouts: Service['timeouts'] = {
  connect: undefined,
  client: undefined,
  server: undefined,
  queue: undefined,
  check: undefined,
  tunnel: undefined,
  httpRequest: undefined,
  httpKeepAlive: undefined,
  clientFin: undefined,
  serverFin: undefined,
}

export const defaultOptions: ServiceOptions = {
  tcpKeepAlive: at('/defaults/options/tcpKeepAlive', false),
  redispatch: at('/defaults/options/redispatch', true),
  retries: at('/defaults/options/retries', 3),
  logHealthChecks: at('/defaults/options/logHealthChecks', false),
  dontLogNull: at('/defaults/options/dontLogNull', true),
  abortOnClose: at('/defaults/options/abortOnClose', false),
}

export const noChanges: Service['requestHeaders'] = {remove: [], set: [], add: []}

/** What a test says of a service: its nodes in short, any other field whole. */
export type ServiceFields = Partial<Omit<Service, 'servers'>> & {readonly servers?: readonly ServerFields[]}

/** A tcp service for HAProxy on 10.0.0.5:445 with two nodes, whatever is not said taken from the language's defaults. */
export function serviceOf({name = 'cifs', servers = [{}, {}], ...changed}: ServiceFields = {}): Service {
  return {
    origin: `/services/${name}`,
    name,
    engine: at('/defaults/engine', 'haproxy'),
    mode: at('/defaults/mode', 'tcp'),
    packets: undefined,
    listeners: [listenerOf(name, 0, '10.0.0.5', 445)],
    redirects: [],
    routedListeners: [],
    routes: [],
    access: undefined,
    fallback: undefined,
    servers: servers.map((fields, index) => {
      const server = serverOf(name, index, fields)
      return {...server, maxConnections: server.maxConnections ?? changed.limits?.maxConnectionsPerNode}
    }),
    discovery: undefined,
    balance: at('/defaults/balance', {algorithm: 'roundrobin', key: undefined, consistent: false, factorPercent: undefined}),
    persistence: {type: 'none', origin: '/defaults/persistence'},
    check: {type: 'none', origin: '/defaults/check'},
    timeouts: {...noTimeouts, connect: at('/defaults/timeouts/connect', 5000)},
    clientAddress: at('/defaults/clientAddress', 'hidden'),
    sourceAddress: undefined,
    reencrypt: undefined,
    requestHeaders: noChanges,
    responseHeaders: noChanges,
    hsts: undefined,
    compression: undefined,
    rateLimit: undefined,
    stats: at('/defaults/stats', false),
    limits: {maxConnections: undefined, maxConnectionsPerNode: undefined, maxQueuePerNode: undefined},
    options: defaultOptions,
    raw: {frontend: [], backend: []},
    ...changed,
  }
}

/** The same for Balance. */
export const balanceServiceOf = (fields: ServiceFields = {}): Service =>
  serviceOf({engine: at(`/services/${fields.name ?? 'cifs'}/engine`, 'balance'), ...fields})

/** `persistence: source`, nothing more written. */
export const stickingBySource = (service = 'cifs'): Service['persistence'] => ({
  type: 'source',
  name: undefined,
  origin: `/services/${service}/persistence`,
  timeout: at('/defaults/persistence/timeout', 1_800_000),
  size: at('/defaults/persistence/size', 10_240),
  mask: undefined,
  with: undefined,
})

const haproxy: HaproxySettings = {
  origin: '/haproxy',
  version: at('/haproxy/version', '3.2'),
  log: undefined,
  user: undefined,
  group: undefined,
  chroot: undefined,
  daemon: at('/haproxy/daemon', false),
  pidFile: undefined,
  processes: undefined,
  threads: undefined,
  maxConnections: undefined,
  socket: undefined,
  tlsProfile: at('/haproxy/tlsProfile', 'intermediate'),
  stats: undefined,
  raw: {global: [], defaults: [], sections: undefined},
  defaults: {timeouts: noTimeouts, options: defaultOptions},
}

export const balanceSettings = (path = '/usr/sbin/balance', release = '3.57'): BalanceSettings => ({
  origin: '/balance',
  path: at('/balance/path', path),
  release: at('/balance/release', release),
})

/** A whole cluster with one load balancer; what is not said is empty or the language's default. */
export const clusterOf = (changed: Partial<Cluster> = {}): Cluster => ({
  name: 'office',
  specFile: 'cluster.yaml',
  loadBalancers: [loadBalancerOf('lb1', '10.0.0.4')],
  nodes: [],
  services: [],
  highAvailability: {origin: '/highAvailability', peersPort: at('/highAvailability/peersPort', 10_000), failover: undefined},
  resolvers: [],
  haproxy,
  balance: balanceSettings(),
  host: {origin: '/host', firewall: at('/host/firewall', false), sshPort: at('/host/sshPort', 22)},
  lvs: {origin: '/lvs', manager: at('/lvs/manager', 'keepalived'), timeouts: {tcp: undefined, tcpFin: undefined, udp: undefined}},
  termination: {origin: '/tls', terminator: at('/tls/terminator', 'haproxy'), linkPort: at('/tls/linkPort', 20_000)},
  stunnel: {origin: '/stunnel', user: undefined, group: undefined, pidFile: undefined},
  pound: {origin: '/pound', release: at('/pound/release', '4.16'), user: undefined, group: undefined, threads: at('/pound/threads', 128)},
  applications: [],
  ...changed,
})

import type {Application, Cluster, LoadBalancer, Node, Property, Server, Service, Sourced} from '../../../src/model/cluster.ts'
import type {Host} from '../../../src/model/endpoint.ts'

const at = <T>(value: T, origin: string): Sourced<T> => ({value, origin})

export const host = (text: string): Host =>
  /^[\d.]+$/.test(text) ? {kind: 'ipv4', text} : text.includes(':') ? {kind: 'ipv6', text} : {kind: 'name', text}

export const sourcedHost = (text: string, origin: string): Sourced<Host> => at(host(text), origin)

export const loadBalancer = (name: string, address: string, sourceAddress?: string): LoadBalancer => ({
  origin: `/loadBalancers/${name}`,
  name,
  address: sourcedHost(address, `/loadBalancers/${name}/address`),
  sourceAddress: sourceAddress === undefined ? undefined : sourcedHost(sourceAddress, `/loadBalancers/${name}/sourceAddress`),
})

export const node = (name: string): Node => ({
  origin: `/nodes/${name}`,
  name,
  address: sourcedHost('192.168.1.21', `/nodes/${name}/address`),
})

const server = (service: string, name: string): Server => {
  const origin = `/services/${service}/nodes/${name}`
  return {
    origin,
    node: node(name),
    port: at(445, `${origin}/port`),
    weight: at(1, `${origin}/weight`),
    state: at('ready', `${origin}/state`),
    backup: at(false, `${origin}/backup`),
    maxConnections: undefined,
    cookie: at(name, `${origin}/cookie`),
  }
}

const noTimeouts: Service['timeouts'] = {
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

export const options: Service['options'] = {
  tcpKeepAlive: at(false, ''),
  redispatch: at(true, ''),
  retries: at(3, ''),
  logHealthChecks: at(false, ''),
  dontLogNull: at(false, ''),
  abortOnClose: at(false, ''),
}

/** A TCP service on port 445 that sends to the nodes named. */
export const service = (name: string, nodes: readonly string[], changed: Partial<Service> = {}): Service => {
  const origin = `/services/${name}`
  return {
    origin,
    name,
    engine: at('haproxy', `${origin}/engine`),
    mode: at('tcp', `${origin}/mode`),
    listeners: [],
    redirects: [],
    servers: nodes.map(each => server(name, each)),
    balance: at({algorithm: 'roundrobin', key: undefined, consistent: false, factorPercent: undefined}, `${origin}/balance`),
    persistence: {type: 'none', origin: `${origin}/persistence`},
    check: {type: 'none', origin: `${origin}/check`},
    timeouts: noTimeouts,
    clientAddress: at('hidden', `${origin}/clientAddress`),
    sourceAddress: undefined,
    reencrypt: undefined,
    stats: at(false, `${origin}/stats`),
    limits: {maxConnections: undefined, maxConnectionsPerNode: undefined, maxQueuePerNode: undefined},
    options,
    raw: {frontend: [], backend: []},
    ...changed,
  }
}

export const property = (key: string, value: string, origin = `/properties/${key}`): Property => ({key, value, origin})

/** Alfresco 5.0 on the nodes named, without a service. */
export const application = (name: string, nodes: readonly string[], changed: Partial<Application> = {}): Application => ({
  origin: `/applications/${name}`,
  name,
  kind: at('alfresco', `/applications/${name}/kind`),
  release: at('5.0', `/applications/${name}/release`),
  nodes: nodes.map(node),
  services: [],
  properties: [],
  nodeProperties: new Map(),
  ...changed,
})

export const cifs = (to: Service): Application['services'][number] => ({role: 'cifs', service: to, origin: '/applications/repository/services/cifs'})

export const cluster = (changed: Partial<Cluster>): Cluster => ({
  name: 'alfresco-cifs',
  specFile: 'cluster.yaml',
  loadBalancers: [loadBalancer('lb1', '192.168.1.10')],
  nodes: [],
  services: [],
  haproxy: {
    origin: '/haproxy',
    version: at('2.6', '/haproxy/version'),
    log: undefined,
    user: undefined,
    group: undefined,
    chroot: undefined,
    daemon: at(false, '/haproxy/daemon'),
    pidFile: undefined,
    processes: undefined,
    threads: undefined,
    maxConnections: undefined,
    socket: undefined,
    tlsProfile: at('intermediate', '/haproxy/tlsProfile'),
    stats: undefined,
    raw: {global: [], defaults: [], sections: undefined},
    defaults: {timeouts: noTimeouts, options},
  },
  balance: {origin: '/balance', path: at('/usr/sbin/balance', '/balance/path'), release: at('3.57', '/balance/release')},
  applications: [],
  ...changed,
})

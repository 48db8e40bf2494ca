import {describe, expect, test} from '@jest/globals'
import type {Cluster, Listener, Reencrypt, Service, Sourced} from '../../../src/model/cluster.ts'
import {haproxyVerifier} from '../../../src/targets/haproxy/verify.ts'
import {noTimeouts, serviceOf} from '../../support/cluster.ts'

const at = <T>(origin: string, value: T): Sourced<T> => ({value, origin})

const listener = (origin: string, tls: Listener['tls']): Listener => ({
  origin,
  name: undefined,
  address: at(origin, {kind: 'any'}),
  ports: at(origin, [{first: 443, last: 443}]),
  interface: undefined,
  acceptProxy: at(origin, false),
  tls,
  link: undefined,
})

const tls = (origin: string, certificates: readonly Sourced<string>[], ca?: Sourced<string>): Listener['tls'] => ({
  origin,
  certificates: certificates.map(file => ({...file, names: undefined})),
  profile: undefined,
  minVersion: undefined,
  alpn: at(origin, []),
  linkPort: undefined,
  clientCertificates: ca && {ca, verify: at(origin, 'required')},
})

const reencrypt = (origin: string, ca: Sourced<string> | undefined, certificate?: Sourced<string>): Reencrypt => ({
  origin,
  verify: at(origin, 'required'),
  ca,
  sni: undefined,
  alpn: at(origin, []),
  certificate,
})

const options = {
  tcpKeepAlive: at('', false),
  redispatch: at('', true),
  retries: at('', 3),
  logHealthChecks: at('', false),
  dontLogNull: at('', false),
  abortOnClose: at('', false),
}
const service = (name: string, engine: 'haproxy' | 'balance', listeners: readonly Listener[], again?: Reencrypt): Service => ({
  ...serviceOf(),
  origin: `/services/${name}`,
  name,
  engine: at('', engine),
  mode: at('', 'http'),
  listeners,
  redirects: [],
  routedListeners: [],
  routes: [],
  access: undefined,
  fallback: undefined,
  servers: [],
  discovery: undefined,
  balance: at('', {algorithm: 'roundrobin', key: undefined, consistent: false, factorPercent: undefined}),
  persistence: {type: 'none', origin: ''},
  check: {type: 'none', origin: ''},
  timeouts: noTimeouts,
  clientAddress: at('', 'hidden'),
  sourceAddress: undefined,
  reencrypt: again,
  stats: at('', false),
  limits: {maxConnections: undefined, maxConnectionsPerNode: undefined, maxQueuePerNode: undefined},
  options,
  raw: {frontend: [], backend: []},
})

const cluster = (services: readonly Service[], settings: Partial<Cluster['haproxy']> = {}): Cluster => ({
  name: 'test',
  specFile: 'cluster.yaml',
  loadBalancers: [],
  highAvailability: {origin: '', peersPort: {value: 10_000, origin: ''}, failover: undefined},
  lvs: {origin: '', manager: {value: 'keepalived', origin: ''}, timeouts: {tcp: undefined, tcpFin: undefined, udp: undefined}},
  host: {origin: '', firewall: {value: false, origin: ''}, sshPort: {value: 22, origin: ''}},
  termination: {origin: '', terminator: {value: 'haproxy', origin: ''}, linkPort: {value: 20_000, origin: ''}},
  stunnel: {origin: '', user: undefined, group: undefined, pidFile: undefined},
  pound: {origin: '', release: {value: '4.16', origin: ''}, user: undefined, group: undefined, threads: {value: 128, origin: ''}},
  nodes: [],
  services,
  resolvers: [],
  haproxy: {
    origin: '/haproxy',
    version: at('', '2.6'),
    log: undefined,
    user: undefined,
    group: undefined,
    chroot: at('/haproxy/chroot', '/var/lib/haproxy'),
    daemon: at('', true),
    pidFile: undefined,
    processes: undefined,
    threads: undefined,
    maxConnections: undefined,
    socket: undefined,
    tlsProfile: at('', 'intermediate'),
    stats: undefined,
    raw: {global: [], defaults: [], sections: undefined},
    defaults: {timeouts: noTimeouts, options},
    ...settings,
  },
  balance: {origin: '/balance', path: at('', '/usr/sbin/balance'), release: at('', '3.57')},
  applications: [],
})

const shared = at('/defaults/tls/certificates/0', 'shared.pem')
const ca = at('/services/web/tls/ca', 'clients.pem')
const nodesCa = at('/services/web/reencrypt/ca', 'nodes.pem')
const own = at('/services/web/reencrypt/certificate', 'lb.pem')
const stats = {
  origin: '/haproxy/stats',
  listener: listener('/haproxy/stats', tls('/haproxy/stats', [at('/haproxy/stats/certificate', 'stats.pem')])),
  path: at('', '/'),
  user: undefined,
  password: undefined,
  admin: at('', false),
  prometheus: at('', false),
}
const redirecting: Service = {
  ...service('old', 'haproxy', []),
  redirects: [
    {
      ...listener('/services/old', tls('/services/old/tls', [at('/services/old/certificate', 'old.pem')])),
      redirect: {kind: 'url', to: at('', 'https://example.org/'), code: at('', 301), origin: ''},
    },
  ],
}
const full = cluster(
  [
    redirecting,
    service('web', 'haproxy', [listener('/services/web', tls('/services/web/tls', [shared], ca))], reencrypt('', nodesCa, own)),
    service('api', 'haproxy', [listener('/services/api', tls('/services/api/tls', [shared]))], reencrypt('', at('/api/ca', '@system-ca'))),
    service('mail', 'balance', [listener('/services/mail', tls('/services/mail/tls', [at('/services/mail/cert', 'mail.pem')]))]),
  ],
  {user: at('/haproxy/user', 'haproxy'), group: at('/haproxy/group', 'haproxy'), stats},
)

describe('needs', () => {
  test('names what haproxy -c looks for, each place in the spec once', () => {
    expect(haproxyVerifier.needs(full).map(({kind, wanted}) => `${kind} ${wanted.value}`)).toEqual([
      'user haproxy',
      'group haproxy',
      'certificate stats.pem',
      'certificate old.pem',
      'certificate shared.pem',
      'authorities clients.pem',
      'certificate lb.pem',
      'authorities nodes.pem',
    ])
  })

  test('is empty where nothing is needed', () => {
    expect(haproxyVerifier.needs(cluster([service('web', 'haproxy', [listener('/services/web', undefined)])]))).toEqual([])
  })
})

describe('withStandIns', () => {
  test('puts each stand-in where the need was', () => {
    const needs = haproxyVerifier.needs(full)
    const standIns = new Map(needs.map(({wanted}) => [wanted.origin, `stand-in for ${wanted.value}`]))
    const replaced = haproxyVerifier.needs(haproxyVerifier.withStandIns(full, standIns))
    expect(replaced).toEqual(needs.map(({kind, wanted}) => ({kind, wanted: {...wanted, value: `stand-in for ${wanted.value}`}})))
  })

  test('leaves what it has no stand-in for', () => expect(haproxyVerifier.withStandIns(full, new Map())).toEqual(full))
})

test('checks haproxy.cfg of this target alone, for the release that the cluster asks for', () => {
  const artifact = {chunks: [], mode: 0o644, owner: 'root:root', install: '', extent: 'file', check: undefined, reload: undefined} as const
  const checked = ['lb1/haproxy.cfg', 'lb1/503.http'].map(path => haproxyVerifier.checks({...artifact, target: 'haproxy', path}))
  expect(checked).toEqual([true, false])
  expect(haproxyVerifier.checks({...artifact, target: 'balance', path: 'lb1/haproxy.cfg'})).toBe(false)
  expect(haproxyVerifier.release?.of(full)).toBe('2.6')
})

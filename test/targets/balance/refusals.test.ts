import {describe, expect, test} from '@jest/globals'
import type {Finding} from '../../../src/findings/finding.ts'
import type {Cluster, Listener, Service} from '../../../src/model/cluster.ts'
import {kinds} from '../../../src/targets/balance/kinds.ts'
import {
  type ServiceFields,
  at,
  balanceServiceOf,
  balanceSettings,
  clusterOf,
  hostOf,
  listenerOf,
  loadBalancerOf,
  noTimeouts,
  serviceOf,
  stickingBySource,
} from '../../support/cluster.ts'
import {render, renderService} from './render.ts'

const listener = (changed: Partial<Listener> = {}, first = 445, last = first): Listener => ({
  ...listenerOf('cifs', 0, '10.0.0.5', first, last),
  ...changed,
})

const timing = {
  port: undefined,
  interval: at('', 2000),
  fastInterval: undefined,
  downInterval: undefined,
  timeout: undefined,
  rise: at('', 2),
  fall: at('', 3),
  tls: at('', false),
  sendProxy: at('', false),
}

const algorithm = (name: Service['balance']['value']['algorithm']): ServiceFields => ({
  balance: at('/services/cifs/balance', {algorithm: name, key: undefined, consistent: false, factorPercent: undefined}),
})

const timeouts = (changed: Partial<Service['timeouts']>): ServiceFields => ({timeouts: {...noTimeouts, ...changed}})

const tls: Listener['tls'] = {
  origin: '/services/cifs/listen/0/tls',
  certificates: [],
  profile: undefined,
  minVersion: undefined,
  alpn: at('', []),
  linkPort: undefined,
  clientCertificates: undefined,
}

const redirect = {
  ...listener({}, 80),
  redirect: {kind: 'url', to: at('', 'https://a'), code: at('', 301), origin: '/services/cifs/listen/1/redirect'},
} as const

const cookie: Service['persistence'] = {
  type: 'cookie',
  origin: '/services/cifs/persistence',
  name: at('', 'A'),
  method: at('', 'insert'),
  maxIdle: undefined,
  maxLife: undefined,
  secure: at('', false),
  httpOnly: at('', false),
}

const named = (address: string): ServiceFields => ({servers: [{address}]})

const heavy = (...weights: readonly number[]): ServiceFields => ({servers: weights.map(weight => ({weight}))})

/** What a service asks for; the code and the place of the one finding; what it says and advises. */
const refusals: readonly (readonly [string, ServiceFields, string, string, string, string])[] = [
  [
    'http',
    {mode: at('/services/cifs/mode', 'http')},
    'LB501',
    '/services/cifs/mode',
    'Service `cifs` asks for `mode: http`; Balance forwards TCP streams and does not read HTTP.',
    'Write `mode: tcp`, or use `engine: haproxy`.',
  ],
  [
    'a TLS listener',
    {listeners: [listener({tls})]},
    'LB502',
    '/services/cifs/listen/0/tls',
    'Service `cifs` asks for TLS; Balance passes TLS on to the nodes and cannot end it.',
    'Use `engine: haproxy`.',
  ],
  [
    'a redirect',
    {redirects: [redirect]},
    'LB503',
    '/services/cifs/listen/1/redirect',
    'Service `cifs` asks for a redirect; Balance does not speak HTTP.',
    'Use `engine: haproxy`.',
  ],
  [
    'two listeners',
    {listeners: [listener(), listenerOf('cifs', 1, '10.0.0.6', 445)]},
    'LB504',
    '/services/cifs/listen/1',
    'Service `cifs` asks for 2 listeners; a Balance process has exactly one.',
    'Write one service for each listener, or use `engine: haproxy`.',
  ],
  [
    'a range of ports',
    {listeners: [listener({}, 445, 447)]},
    'LB505',
    '/services/cifs/listen/0/ports',
    'Service `cifs` asks for several ports; a Balance process listens on one.',
    'Write one service for each port, or use `engine: haproxy`.',
  ],
  [
    'a list of ports',
    {
      listeners: [
        listener({
          ports: at('/services/cifs/listen/0/ports', [
            {first: 111, last: 111},
            {first: 2049, last: 2049},
          ]),
        }),
      ],
    },
    'LB505',
    '/services/cifs/listen/0/ports',
    'Service `cifs` asks for several ports; a Balance process listens on one.',
    'Write one service for each port, or use `engine: haproxy`.',
  ],
  [
    'an interface',
    {listeners: [listener({interface: at('/services/cifs/listen/0/interface', 'eth0')})]},
    'LB506',
    '/services/cifs/listen/0/interface',
    'Service `cifs` asks for the interface `eth0`; Balance listens on an address.',
    'Write the address of that interface, or use `engine: haproxy`.',
  ],
  [
    'the PROXY protocol',
    {listeners: [listener({acceptProxy: at('/services/cifs/listen/0/acceptProxy', true)})]},
    'LB507',
    '/services/cifs/listen/0/acceptProxy',
    'Service `cifs` asks for `acceptProxy`; Balance does not read the PROXY protocol.',
    'Use `engine: haproxy`.',
  ],
  [
    'a health check',
    {check: {type: 'tcp', origin: '/services/cifs/check', send: undefined, expect: undefined, ...timing}},
    'LB508',
    '/services/cifs/check',
    'Service `cifs` asks for health checks (`tcp`); Balance has none and finds a node down when it does not take a client.',
    'Write `check: none`, or use `engine: haproxy`.',
  ],
  [
    'a cookie',
    {persistence: cookie},
    'LB509',
    '/services/cifs/persistence',
    'Service `cifs` asks for `persistence: cookie`; Balance knows a client by its whole address, for ever.',
    'Write `persistence: source`, or use `engine: haproxy`.',
  ],
  [
    'a mask',
    {persistence: {...stickingBySource(), mask: at('/services/cifs/persistence/mask', 24)} as Service['persistence']},
    'LB509',
    '/services/cifs/persistence/mask',
    'Service `cifs` asks for `persistence.mask`; Balance knows a client by its whole address, for ever.',
    'Leave it out, or use `engine: haproxy`.',
  ],
  [
    'leastconn',
    algorithm('leastconn'),
    'LB510',
    '/services/cifs/balance',
    'Service `cifs` asks for `balance: leastconn`; Balance has round robin alone.',
    'Write `balance: roundrobin`, or use `engine: haproxy`.',
  ],
  [
    'source',
    algorithm('source'),
    'LB510',
    '/services/cifs/balance',
    'Service `cifs` asks for `balance: source`; Balance has round robin alone.',
    'Write `persistence: source`, or use `engine: haproxy`.',
  ],
  [
    'the client address',
    {clientAddress: at('/services/cifs/clientAddress', 'proxy-protocol')},
    'LB511',
    '/services/cifs/clientAddress',
    'Service `cifs` asks for `clientAddress: proxy-protocol`; with Balance the nodes see the load balancer alone.',
    'Write `clientAddress: hidden`, or use `engine: haproxy`.',
  ],
  [
    'TLS to the nodes',
    {
      reencrypt: {
        origin: '/services/cifs/reencrypt',
        verify: at('', 'none'),
        ca: undefined,
        sni: undefined,
        alpn: at('', []),
        certificate: undefined,
      },
    },
    'LB512',
    '/services/cifs/reencrypt',
    'Service `cifs` asks for `reencrypt`; Balance does not speak TLS to the nodes.',
    'Use `engine: haproxy`.',
  ],
  [
    'statistics',
    {stats: at('/services/cifs/stats', true)},
    'LB513',
    '/services/cifs/stats',
    'Service `cifs` asks for `stats`; Balance has no statistics page.',
    'Write `stats: false`, or use `engine: haproxy`.',
  ],
  [
    'a limit for all',
    {limits: {maxConnections: at('/services/cifs/limits/maxConnections', 9), maxConnectionsPerNode: undefined, maxQueuePerNode: undefined}},
    'LB514',
    '/services/cifs/limits/maxConnections',
    'Service `cifs` asks for `maxConnections`; Balance counts connections for each node.',
    'Write `maxConnectionsPerNode`, or use `engine: haproxy`.',
  ],
  [
    'a queue',
    {
      limits: {
        maxConnections: undefined,
        maxConnectionsPerNode: undefined,
        maxQueuePerNode: at('/services/cifs/limits/maxQueuePerNode', 9),
      },
    },
    'LB514',
    '/services/cifs/limits/maxQueuePerNode',
    'Service `cifs` asks for `maxQueuePerNode`; Balance has no queue.',
    'Leave it out, or use `engine: haproxy`.',
  ],
  [
    'raw lines',
    {raw: {frontend: [at('/services/cifs/raw/frontend/0', 'x')], backend: []}},
    'LB515',
    '/services/cifs/raw/frontend/0',
    'Service `cifs` asks for `raw` lines; those are for HAProxy.',
    'Use `engine: haproxy`.',
  ],
  [
    'an option',
    {options: {...balanceServiceOf().options, retries: at('/services/cifs/options/retries', 3)}},
    'LB516',
    '/services/cifs/options/retries',
    'Service `cifs` asks for the option `retries`; it is a switch of HAProxy.',
    'Leave it out, or use `engine: haproxy`.',
  ],
  [
    'a queue timeout',
    timeouts({queue: at('/services/cifs/timeouts/queue', 1000)}),
    'LB517',
    '/services/cifs/timeouts/queue',
    'Service `cifs` asks for the timeout `queue`; Balance has one for connecting and one for silence.',
    'Leave it out, or use `engine: haproxy`.',
  ],
  [
    'a client timeout alone',
    timeouts({client: at('/services/cifs/timeouts/client', 1000)}),
    'LB518',
    '/services/cifs/timeouts/client',
    'Service `cifs` writes the timeout `client` without `server`; Balance has one for the silence of both.',
    'Write the same for `client` and `server`, or neither, or use `engine: haproxy`.',
  ],
  [
    'a server timeout alone',
    timeouts({server: at('/services/cifs/timeouts/server', 1000)}),
    'LB518',
    '/services/cifs/timeouts/server',
    'Service `cifs` writes the timeout `server` without `client`; Balance has one for the silence of both.',
    'Write the same for `client` and `server`, or neither, or use `engine: haproxy`.',
  ],
  [
    'different timeouts',
    timeouts({client: at('/defaults/timeouts/client', 1000), server: at('/services/cifs/timeouts/server', 2000)}),
    'LB518',
    '/services/cifs/timeouts/server',
    'Service `cifs` writes different timeouts for `client` and `server`; Balance has one for the silence of both.',
    'Write the same for `client` and `server`, or neither, or use `engine: haproxy`.',
  ],
  [
    'half a second',
    timeouts({connect: at('/services/cifs/timeouts/connect', 500)}),
    'LB519',
    '/services/cifs/timeouts/connect',
    'Service `cifs` cannot keep the timeout `connect` of 500 ms; Balance counts whole seconds.',
    'Write `1s`, or use `engine: haproxy`.',
  ],
  [
    'an IPv6 source',
    {sourceAddress: at('/services/cifs/sourceAddress', hostOf('2001:db8::6'))},
    'LB520',
    '/services/cifs/sourceAddress',
    'Service `cifs` connects from `2001:db8::6`; Balance connects from an IPv4 address alone.',
    'Write an IPv4 address of the load balancer, or leave `sourceAddress` out.',
  ],
  [
    'an IPv6 node',
    named('2001:db8::1'),
    'LB521',
    '/nodes/node1/address',
    'Service `cifs` sends to node `node1` at `2001:db8::1`; Balance reaches nodes by IPv4 alone.',
    'Give the node an IPv4 address, or use `engine: haproxy`.',
  ],
  [
    'a node that is no machine',
    named('224.0.0.1'),
    'LB522',
    '/nodes/node1/address',
    'Service `cifs` sends to node `node1` at `224.0.0.1`, which is no address of a machine.',
    'Write the IPv4 address of the node, or its host name.',
  ],
  [
    'a name that is a number',
    named('0x7f000002'),
    'LB522',
    '/nodes/node1/address',
    'Service `cifs` sends to node `node1` at `0x7f000002`, which Balance takes for a number.',
    'Write the IPv4 address of the node, or its host name.',
  ],
  [
    'a name that is none',
    named('node 1'),
    'LB522',
    '/nodes/node1/address',
    'Service `cifs` sends to node `node1` at `node 1`, which is not a host name that Balance can look up.',
    'Write the IPv4 address of the node, or its host name.',
  ],
  [
    'the weights of the Alfresco document',
    heavy(77, 179),
    'LB523',
    '/services/cifs/nodes/0/weight',
    'Service `cifs` needs 256 arguments for its nodes, each repeated by its weight; Balance takes 63.',
    'Write weights such as 3 for `node1`, 7 for `node2`, or use `engine: haproxy`.',
  ],
  [
    '64 nodes',
    heavy(...Array.from({length: 64}, () => 1)),
    'LB523',
    '/services/cifs/nodes/0/weight',
    'Service `cifs` needs 64 arguments for its nodes, each repeated by its weight; Balance takes 63.',
    'Send to fewer nodes, or use `engine: haproxy`.',
  ],
  [
    'no node',
    {servers: []},
    'LB525',
    '/services/cifs',
    'Service `cifs` has no node that serves.',
    'Set the `state` of a node to `ready`, and its weight above 0.',
  ],
  [
    'its own listener as node',
    named('10.0.0.5'),
    'LB526',
    '/nodes/node1/address',
    'Service `cifs` sends to node `node1`, which is its own listener.',
    'Correct the address or the port of the node, or listen elsewhere.',
  ],
  [
    'the load balancer as node behind a wildcard',
    {...named('10.0.0.4'), listeners: [listenerOf('cifs', 0, '*', 445)]},
    'LB526',
    '/nodes/node1/address',
    'Service `cifs` sends to node `node1`, which is its own listener.',
    'Correct the address or the port of the node, or listen elsewhere.',
  ],
  [
    'a zone',
    {listeners: [listenerOf('cifs', 0, 'fe80::1%eth0', 445)]},
    'LB530',
    '/services/cifs/listen/0/address',
    'Service `cifs` listens on `fe80::1%eth0`, which Balance cannot look up.',
    'Write a plain address, without a zone.',
  ],
]

const errorsOf = (findings: readonly Finding[]): readonly Finding[] => findings.filter(({severity}) => severity === 'error')

describe('what Balance cannot do is refused', () => {
  test.each(refusals)('%s', (_, fields, code, path, message, hint) => {
    const {rule} = Object.values(kinds).find(kind => kind.code === code) ?? {}
    expect(errorsOf(renderService(balanceServiceOf(fields)).findings)).toEqual([{code, rule, severity: 'error', message, hint, path}])
  })

  test('a limit that cannot be shared by the channels of a node', () => {
    const {findings} = renderService(balanceServiceOf({servers: [{weight: 3, maxConnections: 10}, {}]}))
    expect(errorsOf(findings)).toEqual([
      expect.objectContaining({code: 'LB524', path: '/services/cifs/nodes/0/maxConnections', hint: 'Write a multiple of 3, such as 12.'}),
    ])
  })

  test.each([
    ['3.42', '10.0.0.5', true, '/services/cifs/persistence'],
    ['3.52', '2001:db8::5', true, '/services/cifs/persistence'],
    ['3.35', '2001:db8::5', false, '/services/cifs/listen/0/address'],
  ])('with release %s, on %s, hashing %s', (release, address, sticks, path) => {
    const service = balanceServiceOf({listeners: [listenerOf('cifs', 0, address, 445)], ...(sticks && {persistence: stickingBySource()})})
    expect(errorsOf(renderService(service, release).findings)).toEqual([expect.objectContaining({code: 'LB528', path})])
  })

  test('more than the 15 arguments of the first releases', () => {
    const service = balanceServiceOf(heavy(...Array.from({length: 16}, () => 1)))
    expect(errorsOf(renderService(service, '3.35').findings)).toEqual([expect.objectContaining({code: 'LB523'})])
    expect(errorsOf(renderService(service, '3.40').findings)).toEqual([])
  })

  test.each(['/opt/a"b', "/opt/it's", '/opt/a\\b', 'balance', '/opt/'])('a program that systemd would not start: %s', path => {
    const {findings} = render(clusterOf({services: [balanceServiceOf()], balance: balanceSettings(path)}))
    expect(findings).toEqual([expect.objectContaining({code: 'LB529', path: '/balance/path'})])
  })
})

describe('two listeners on one port', () => {
  const other = (address: string, fields: ServiceFields = {}): Service =>
    serviceOf({name: 'other', listeners: [listenerOf('other', 0, address, 445)], ...fields})
  const clashes = (...services: readonly Service[]): readonly (string | undefined)[] =>
    render(clusterOf({services}))
      .findings.filter(({code}) => code === 'LB527')
      .map(({path}) => path)

  test('a wildcard beside an address cannot start, whoever has it', () => {
    expect(clashes(balanceServiceOf(), other('*'))).toEqual(['/services/other/listen/0/address'])
    expect(clashes(balanceServiceOf(), other('::'))).toEqual(['/services/other/listen/0/address'])
    expect(clashes(balanceServiceOf({listeners: [listenerOf('cifs', 0, '*', 445)]}), other('::ffff:10.0.0.9'))).toEqual([
      '/services/cifs/listen/0/address',
    ])
  })

  test('`*` leaves IPv6 alone, and so does another port', () => {
    expect(clashes(balanceServiceOf({listeners: [listenerOf('cifs', 0, '*', 445)]}), other('2001:db8::5'))).toEqual([])
    expect(clashes(balanceServiceOf({listeners: [listenerOf('cifs', 0, '*', 446)]}), other('10.0.0.9'))).toEqual([])
  })

  test('HAProxy beside HAProxy is not for this target to say', () => {
    expect(clashes(balanceServiceOf({listeners: [listenerOf('cifs', 0, '10.0.0.5', 21)]}), other('*'), serviceOf({name: 'third'}))).toEqual(
      [],
    )
  })
})

describe('what may surprise is said', () => {
  const said = (fields: ServiceFields, cluster: Partial<Cluster> = {}): readonly string[] =>
    render(clusterOf({services: [balanceServiceOf(fields)], ...cluster})).findings.map(
      ({code, severity, path}) => `${code} ${severity} ${path}`,
    )

  test.each([
    ['maintenance', {servers: [{}, {state: 'maintenance'}]}, ['LB543 hint /services/cifs/nodes/1/state']],
    ['drain', {servers: [{state: 'drain'}, {}]}, ['LB543 hint /services/cifs/nodes/0/state']],
    ['weight 0', {servers: [{weight: 0}, {}]}, ['LB543 hint /services/cifs/nodes/0/weight']],
    ['a name', {servers: [{address: 'node1.example'}, {}]}, ['LB544 hint /nodes/node1/address']],
    ['a limit', {servers: [{maxConnections: 5}, {}]}, ['LB545 hint /services/cifs/nodes/0/maxConnections']],
    [
      'a limit of a backup node',
      {servers: [{}, {backup: true, maxConnections: 5}]},
      ['LB545 hint /services/cifs/nodes/1/maxConnections', 'LB542 warning /services/cifs/nodes/1/maxConnections'],
    ],
    ['one node to choose from', {persistence: stickingBySource(), servers: [{}]}, ['LB541 warning /services/cifs/persistence']],
    [
      'a default source that is not IPv4',
      {sourceAddress: at('/defaults/sourceAddress', hostOf('2001:db8::6'))},
      ['LB540 hint /defaults/sourceAddress'],
    ],
    [
      'a default limit that cannot be shared',
      {
        servers: [{weight: 2}, {}],
        limits: {
          maxConnections: undefined,
          maxConnectionsPerNode: at('/defaults/limits/maxConnectionsPerNode', 5),
          maxQueuePerNode: undefined,
        },
      },
      ['LB545 hint /defaults/limits/maxConnectionsPerNode', 'LB540 hint /defaults/limits/maxConnectionsPerNode'],
    ],
  ] satisfies readonly (readonly [string, ServiceFields, readonly string[]])[])('%s', (_, fields, expected) =>
    expect(said(fields)).toEqual(expected),
  )

  test('nothing, where there is nothing', () => {
    expect(said({})).toEqual([])
    expect(said({persistence: stickingBySource()})).toEqual([])
    expect(said({}, {loadBalancers: [loadBalancerOf('lb1', '10.0.0.4'), loadBalancerOf('lb2', '10.0.0.3')]})).toEqual([])
  })

  test('each kind has a code of its own', () => {
    const codes = Object.values(kinds).map(({code}) => code)
    expect(new Set(codes).size).toBe(codes.length)
    expect(codes.every(code => /^LB5\d\d$/.test(code))).toBe(true)
  })
})

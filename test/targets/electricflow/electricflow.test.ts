import {describe, expect, test} from '@jest/globals'
import {scan} from '../../support/power-shell.ts'
import {foundIn, render} from './render.ts'

const linesOf = (text: string | undefined): readonly string[] => (text ?? '').split(/\r?\n/)

test.each([
  ['5.0', '/opt/electriccloud/electriccommander'],
  ['10.0', '/opt/electriccloud/electriccommander'],
  ['10.1', '/opt/cloudbees/sda'],
  ['2023.06', '/opt/cloudbees/sda'],
])('%s is installed in %s', (release, root) => {
  expect(linesOf(render({release}).files.get('node1/electricflow.sh'))).toContain(`root=${root}`)
})

test('the servers are those of the services, unless they are named', () => {
  const services = {web: {mode: 'http', listen: {port: 443, tls: 'server'}, port: 80, nodes: ['node3']}}
  const own = render({nodes: ['node1', 'node2', 'node3']}, {services}).files
  expect([...own.keys()]).toEqual(['node1/electricflow.sh', 'node2/electricflow.sh', 'node3/electricflow.sh'])
  expect(own.get('node1/electricflow.sh')).not.toContain('--webTargetHostName')
  expect(own.get('node3/electricflow.sh')).toContain('--webTargetHostName')
  const named = render({servers: ['node2'], webServers: [], repositories: []}).files
  expect([...named.keys()]).toEqual(['node2/electricflow.sh'])
  expect(named.get('node2/electricflow.sh')).toContain('once()')
})

describe('STOMP', () => {
  const secure = 'ectool --server "$server_name" setProperty /server/settings/stompSecure '

  test('is in TLS to the servers where the load balancers encrypt it again', () => {
    const stomp = {listen: {port: 61_614, tls: 'server'}, port: 61_613, reencrypt: {verify: 'none'}}
    const lines = linesOf(render({}, {services: {stomp}}).files.get('node1/electricflow.sh')).map(line => line.trim())
    expect(lines).toContain(`${secure}true`)
    expect(lines).toContain('ectool --server "$server_name" setProperty /server/settings/stompClientUri stomp+ssl://flow.example.com:61614')
  })

  test('is left alone where nobody knows, which is said', () => {
    const changed = {services: {stomp: {listen: 61_613}}}
    expect(render({}, changed).files.get('node1/electricflow.sh')).not.toMatch(/stompSecure|stompClientUri/)
    expect(foundIn({}, changed)).toEqual(['LB847 /applications/flow/services/stomp'])
    expect(foundIn({stompClientUri: 'stomp://flow.example.com:61613'}, changed)).toEqual([])
  })
})

test('Windows has a script of its own', () => {
  const nodes = {node1: {address: '10.20.0.21', os: 'windows-2012'}, node2: '10.20.0.22', node3: '10.20.0.23'}
  const {files} = render({pluginsDirectory: String.raw`\\filer\it's`}, {nodes})
  const lines = linesOf(files.get('node1/electricflow.ps1'))
  expect(lines).toContain(String.raw`$root = 'C:\Program Files\Electric Cloud\ElectricCommander'`)
  expect(lines).toContain(
    "  Set-Flow '--serverName' $serverName '--serverZooKeeperConnection' '10.20.0.31:2181,10.20.0.32:2181,10.20.0.33:2182'",
  )
  expect(lines).toContain(String.raw`  Set-Flow '--agentPluginsDirectory' '\\filer\it''s'`)
  expect(files.get('node2/electricflow.sh')).toContain('once()')
  expect(scan(files.get('node1/electricflow.ps1') ?? '')).toEqual([
    'Set-Flow',
    'Join-Path',
    'Test-Answer',
    'Invoke-WebRequest',
    'Test-Path',
  ])
})

describe('finds', () => {
  const windows = Object.fromEntries(
    ['node1', 'node2', 'node3'].map(name => [name, {address: `10.20.0.2${name.at(-1)}`, os: 'windows-2012'}]),
  )

  test.each([
    ['nothing', {}, {}, []],
    ['nodes behind a service that are not told', {webServers: ['node1', 'node2']}, {}, ['LB840 /applications/flow/services/web']],
    [
      'IPv6',
      {serverName: '2001:db8::5', zooKeeper: ['2001:db8::31']},
      {},
      ['LB841 /applications/flow/serverName', 'LB841 /applications/flow/zooKeeper/0/address'],
    ],
    ['servers without ZooKeeper', {zooKeeper: []}, {}, ['LB842 /applications/flow']],
    [
      'Exhibitor without ZooKeeper',
      {zooKeeper: [], servers: ['node1'], exhibitor: ['10.20.0.31:8080']},
      {},
      ['LB842 /applications/flow/exhibitor'],
    ],
    ['Exhibitor where there is none', {release: '10.3', exhibitor: ['10.20.0.31:8080']}, {}, ['LB843 /applications/flow/exhibitor']],
    ['a name that is too long', {serverName: `${'a'.repeat(60)}.example.com`}, {}, ['LB844 /applications/flow/serverName']],
    ['STOMP in HTTP', {}, {services: {stomp: {mode: 'http', listen: {port: 61_613, tls: 'server'}}}}, ['LB849 /services/stomp/mode']],
    [
      'STOMP behind a PROXY header',
      {},
      {services: {stomp: {clientAddress: 'proxy-protocol', listen: {port: 61_613, tls: 'server'}}}},
      ['LB849 /services/stomp/clientAddress'],
    ],
    ['servers on Windows alone', {}, {nodes: windows}, ['LB846 /applications/flow']],
  ] as const)('%s', (_, application, changed, expected) => {
    expect([...new Set(foundIn(application, changed))].slice(0, expected.length || 9)).toEqual(expected)
  })
})

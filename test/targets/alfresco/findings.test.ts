import {describe, expect, test} from '@jest/globals'
import type {Json} from '../../support/rich-spec.ts'
import {compiled, foundIn, wholeSpec} from './whole.ts'

const releases = ['3.4.14', '4.1.10', '4.2.4', '5.2.7', '6.2', '7.4', '23.2']

test.each(releases)('nothing is wrong with all that %s has', release => {
  const {artifacts, findings} = compiled(wholeSpec(release))
  expect(findings.filter(({code, severity}) => /^LB8/.test(code) && severity !== 'hint')).toEqual([])
  expect(artifacts.filter(({target}) => target === 'alfresco').length).toBeGreaterThan(2)
})

test('a part that a release does not have is refused, whether it is gone or yet to come', () => {
  expect(foundIn(wholeSpec('5.1', {services: {nfs: 'nfs'}}))).toContain('LB813 services/nfs')
  expect(foundIn(wholeSpec('6.0', {services: {spp: 'spp'}}))).toContain('LB813 services/spp')
  expect(foundIn(wholeSpec('3.4', {services: {solr: 'solr'}}))).toContain('LB813 services/solr')
})

// The list of what has to go with the upgrade to 4.2, and what later releases took away.
test.each([
  ...[
    'alfresco.ehcache.rmi.hostname',
    'alfresco.ehcache.rmi.port',
    'alfresco.ehcache.rmi.remoteObjectPort',
    'alfresco.jgroups.defaultProtocol',
    'alfresco.jgroups.bind_address',
    'alfresco.jgroups.bind_interface',
    'alfresco.tcp.start_port',
    'alfresco.tcp.initial_hosts',
    'alfresco.tcp.port_range',
    'alfresco.udp.mcast_addr',
    'alfresco.udp.mcast_port',
    'alfresco.udp.ip_ttl',
    'filesystem.cluster.enabled',
    'filesystem.cluster.configFile',
    'alfresco.cluster.name',
  ].map(key => ['4.2.4', key, '4.2'] as const),
  ['6.0', 'alfresco.hazelcast.password', '6.0'],
  ['6.1', 'cifs.serverName', '6.1'],
  ['5.1', 'nfs.enabled', '5.1'],
] as const)('%s says of %s that it went with %s', (release, key, gone) => {
  const spec = wholeSpec(release, {clustering: true, services: {}, ftp: {}, search: {}, properties: {[key]: '${localname}'}})
  const {findings} = compiled(spec)
  expect(findings.find(({code}) => code === 'LB814')).toMatchObject({
    severity: 'warning',
    path: `/applications/repository/properties/${key}`,
    message: expect.stringContaining(`it went with ${gone}`),
  })
})

test.each([
  ['4.1', 'alfresco.cluster.interface', '4.2'],
  ['5.2', 'ftp.externalAddress', '6.0'],
  ['7.3', 'alfresco.hazelcast.embedded', '23.1'],
])('%s says of %s that it came with %s', (release, key, came) => {
  const {findings} = compiled(wholeSpec(release, {services: {}, ftp: {}, search: {}, properties: {[key]: '${localname}'}}))
  expect(findings.find(({code}) => code === 'LB814')?.message).toContain(`it came with ${came}`)
})

test.each([
  ['alfresco.host', '`applications.repository.serverName`'],
  ['alfresco.port', '`services.web.listen.1.ports`'],
  ['alfresco.protocol', '`services.web.listen.1.tls`'],
  ['opencmis.server.value', '`applications.repository.serverName`, `services.web.listen.1.tls` and `services.web.listen.1.ports`'],
  ['opencmis.server.override', '`applications.repository.services.web`'],
  ['ftp.enabled', '`applications.repository.services.ftp`'],
  ['ftp.port', '`services.ftp.listen.0.ports`'],
  ['ftp.dataPortFrom', '`services.data1.listen.0.ports`'],
  ['solr.host', '`services.solr.listen.0.address`'],
])('lbgen says where its value of %s comes from', (key, place) => {
  const {findings} = compiled(wholeSpec('6.2', {properties: {[key]: 'mine'}}))
  expect(findings.find(({code}) => code === 'LB805')?.hint).toContain(`takes the value from ${place}`)
})

describe('what is a node’s own', () => {
  const found = (application: Parameters<typeof wholeSpec>[1]): readonly string[] =>
    foundIn(wholeSpec('5.0', {services: {}, ftp: {}, search: {}, clustering: true, ...application}))

  test('is not the same on several nodes', () => {
    expect(found({properties: {'cifs.serverName': 'ALF'}})).toEqual(['LB815 properties/cifs.serverName'])
    expect(found({properties: {'cifs.serverName': '${localname}A', 'cifs.bindto': '0.0.0.0'}})).toEqual([])
  })

  test('may be the same on all but one, which has its own', () => {
    expect(found({properties: {'cifs.serverName': 'A'}, nodeProperties: {alfresco1: {'cifs.serverName': 'B'}}})).toEqual([
      'LB815 properties/cifs.serverName',
    ])
    expect(
      found({
        nodes: ['alfresco1', 'alfresco2'],
        properties: {'cifs.serverName': 'A'},
        nodeProperties: {alfresco1: {'cifs.serverName': 'B'}},
      }),
    ).toEqual([])
  })

  test('is nothing that a cluster shares', () => {
    expect(found({nodeProperties: {alfresco1: {'alfresco.hazelcast.max.no.heartbeat.seconds': 30}}})).toEqual([
      'LB816 nodeProperties/alfresco1/alfresco.hazelcast.max.no.heartbeat.seconds',
    ])
    expect(found({nodeProperties: {alfresco1: {'db.pool.max': 30, 'dir.root': '/srv', 'alfresco.cluster.nodetype': 'ingest'}}})).toEqual([])
  })
})

describe('clustering', () => {
  const found = (release: string, clustering: NonNullable<Parameters<typeof wholeSpec>[1]>[string]): readonly string[] =>
    foundIn(wholeSpec(release, {services: {}, ftp: {}, search: {}, clustering}))

  test('says what a release makes nothing of', () => {
    expect(found('5.2', {name: 'a', interface: '10.*.*.*', password: {env: 'P'}})).toEqual(['LB817 clustering/name'])
    expect(found('3.4', {name: 'a', interface: '10.*.*.*', password: {env: 'P'}})).toEqual([
      'LB817 clustering/password',
      'LB817 clustering/interface',
    ])
    expect(found('6.0', {password: {env: 'P'}})).toEqual(['LB817 clustering/password'])
  })

  test('has a Hazelcast of its own from 23.1 on, with a name', () => {
    const members = ['10.0.0.31:5701', '[2001:db8::1]:5701']
    expect(found('7.4', {members, name: {env: 'N'}})).toEqual(['LB818 clustering/members'])
    expect(found('23.1', {members})).toEqual(['LB862 clustering/members'])
    expect(found('23.1', {members, name: {env: 'N'}})).toEqual([])
  })

  test.each(['10.0.0.31', '10.0.0.31:0', '10.0.0.31:70000', 'a b:1', '2001:db8::1:5701'])('knows no member %s', member => {
    expect(found('23.1', {members: [member], name: {env: 'N'}})).toEqual(['LB863 clustering/members/0'])
  })

  test('needs addresses', () => {
    const spec = wholeSpec('5.2', {services: {}, ftp: {}, search: {}})
    const named = (application: object) => ({
      ...spec,
      nodes: {alfresco1: 'alf1.example.com', alfresco2: '10.0.0.12', 'alfresco.3': '10.0.0.13'},
      applications: {repository: {kind: 'alfresco', release: '5.2', ...application}},
    })
    expect(foundIn(named({clustering: true}))).toEqual(['LB860 /nodes/alfresco1/address'])
    expect(foundIn(named({clustering: {addresses: {alfresco1: '10.0.0.11'}}}))).toEqual([])
    expect(foundIn(named({clustering: {interface: '10.0.0.*'}}))).toEqual([])
  })
})

describe('passive FTP', () => {
  test('leads to the node of each range alone', () => {
    expect(foundIn(wholeSpec('6.2', {ftp: {passive: {alfresco1: 'data2'}}}))).toEqual(
      expect.arrayContaining(['LB864 ftp/passive/alfresco1']),
    )
    expect(foundIn(wholeSpec('6.2', {ftp: {passive: {alfresco1: 'ftp'}}}))).toEqual(expect.arrayContaining(['LB864 ftp/passive/alfresco1']))
  })

  test.each([
    [{}, true],
    [{check: {type: 'tcp', interval: '5s'}}, true],
    [{check: {type: 'tcp', port: 21}}, false],
    [{check: 'none'}, false],
    [{listen: {address: '10.0.0.5', ports: [2121, '30000-30099']}}, false],
    [{listen: {address: '10.0.0.5', ports: ['30000-30099', 2121]}}, true],
  ])('is asked where somebody answers: %j', (changed, isFound) => {
    const data1 = {listen: '10.0.0.5:30000-30099', nodes: ['alfresco1'], port: 'same', ...changed}
    const found = foundIn(wholeSpec('6.2', {}, {data1})).filter(each => each.startsWith('LB866'))
    expect(found).toHaveLength(isFound ? 1 : 0)
  })

  test('is asked at the port of the commands, which the hint names', () => {
    const data1 = {listen: '10.0.0.5:30000-30099', nodes: ['alfresco1'], port: 'same'}
    const {findings} = compiled(wholeSpec('6.2', {}, {data1, ftp: {listen: '10.0.0.5:21', port: 2021}}))
    expect(findings.find(({code}) => code === 'LB866')).toMatchObject({
      severity: 'warning',
      hint: expect.stringContaining('check: {type: tcp, port: 2021}'),
    })
  })

  test('has a range of its own for each node', () => {
    const data2 = {listen: '10.0.0.6:30050-30149', nodes: ['alfresco2'], port: 'same', check: {type: 'tcp', port: 21}}
    expect(foundIn(wholeSpec('6.2', {}, {data2}))).toContain('LB865 ftp/passive/alfresco2')
  })
})

test.each([
  ['3.3', true],
  ['3.4.14', false],
  ['4.3', true],
  ['5.2.7', false],
  ['6.3', true],
  ['7.4.2', false],
  ['9.9', true],
  ['22.1', true],
  ['23.4', false],
  ['25.2', false],
])('a release that never was gets a hint: %s', (release, isFound) => {
  expect(foundIn(wholeSpec(release, {services: {}, ftp: {}, search: {}, clustering: false})).includes('LB872 release')).toBe(isFound)
})

test('Solr is asked in a way that the release knows', () => {
  const solr = (release: string, search: object) =>
    foundIn(wholeSpec(release, {services: {solr: 'solr'}, ftp: {}, clustering: true, search: {...search}}))
  expect(solr('7.2', {secureComms: 'none'})).toEqual(['LB818 search/secureComms'])
  expect(solr('7.1', {secureComms: 'none'})).toEqual([])
  expect(solr('7.2', {})).toEqual(['LB818 services/solr'])
  expect(solr('6.2', {secureComms: 'secret', sharedSecret: {env: 'S'}})).toEqual(['LB818 search/secureComms'])
  expect(solr('7.2', {secureComms: 'secret'})).toEqual(['LB818 search/secureComms'])
  expect(solr('7.2', {sharedSecret: {env: 'S'}})).toEqual([])
})

describe('a service', () => {
  const found = (services: Json, changed: Readonly<Record<string, Json>> = {}): readonly string[] =>
    foundIn(wholeSpec('5.0', {services, ftp: {}, search: {}}, changed))

  test.each([
    [{cifs: 'ftp'}, ['LB870 services/cifs']],
    [{solr: 'cifs'}, ['LB870 services/solr']],
    [{web: 'cifs'}, ['LB870 services/web']],
    [{ftp: 'share'}, ['LB809 /services/share/mode']],
    [{cifs: 'ftp', ftp: 'ftp'}, ['LB869 services/ftp']],
    [{web: 'web', share: 'share', ftp: 'web'}, ['LB869 services/web']],
    [{web: 'web', share: 'web'}, []],
    [{web: 'web', share: 'share', cifs: 'cifs', ftp: 'ftp', imap: 'imap', smtp: 'smtp', spp: 'spp', solr: 'solr'}, []],
  ])('has the roles %j', (services, expected) => {
    expect(found(services).filter(each => !each.startsWith('LB819'))).toEqual(expected)
  })

  test('with a port that is nobody else’s may be anything', () => {
    expect(found({cifs: 'cifs', imap: 'imap'}, {cifs: {listen: '10.0.0.5:4450'}, imap: {listen: '10.0.0.5:25', port: 1143}})).toEqual([])
  })

  const asking = (path: string) => ({mode: 'http', port: 8080, listen: '10.0.0.5:80', check: {type: 'http', path}})
  test.each([
    ['/share/', '/alfresco/', ['LB871 services/web']],
    ['/share', '/', ['LB871 services/web']],
    ['/share/', '/share/', []],
    ['/alfresco/', '/share/', []],
    ['/shared', '/', []],
  ])('for the repository that asks %s, beside one for Share that asks %s', (ofWeb, ofShare, expected) => {
    const share = {...asking(ofShare), listen: '10.0.0.6:80'}
    expect(found({web: 'web', share: 'share'}, {web: asking(ofWeb), share}).filter(each => each.startsWith('LB871'))).toEqual(expected)
  })

  test.each(['cifs', 'ftp', 'imap', 'smtp'])('for %s is neither HTTP nor behind a PROXY header', role => {
    const {findings} = compiled({...wholeSpec('5.0', {services: {[role]: role}, ftp: {}, search: {}}), defaults: {mode: 'http'}})
    expect(findings.find(({code}) => code === 'LB809')).toMatchObject({
      path: '/defaults/mode',
      hint: `Write \`mode: tcp\` in service \`${role}\`.`,
    })
    const proxied = compiled({
      ...wholeSpec('5.0', {services: {[role]: role}, ftp: {}, search: {}}),
      defaults: {clientAddress: 'proxy-protocol'},
    })
    expect(proxied.findings.find(({code}) => code === 'LB809')?.hint).toBe(`Write \`clientAddress: hidden\` in service \`${role}\`.`)
  })

  test('for data of FTP is not HTTP either', () => {
    const data1 = {mode: 'http', listen: '10.0.0.5:30000-30099', nodes: ['alfresco1'], port: 'same', check: {type: 'tcp', port: 21}}
    expect(foundIn(wholeSpec('6.2', {clustering: true}, {data1}))).toEqual(['LB809 /services/data1/mode'])
  })

  test('with TLS to the nodes leads to IMAP alone', () => {
    expect(found({ftp: 'ftp'}, {ftp: {listen: '10.0.0.5:21', reencrypt: true}})).toEqual(['LB809 /services/ftp/reencrypt'])
    expect(found({imap: 'imap'}, {imap: {listen: '10.0.0.5:993', reencrypt: true}})).toEqual([])
  })

  test('leads to nodes of the application alone', () => {
    const two = (role: string, changed: Readonly<Record<string, Json>> = {}) =>
      foundIn(wholeSpec('5.0', {nodes: ['alfresco1', 'alfresco2'], services: {[role]: role}, ftp: {}, search: {}}, changed))
    for (const role of ['web', 'ftp', 'imap', 'smtp', 'spp', 'cifs']) expect(two(role)).toEqual(['LB810 /nodes/alfresco.3'])
    for (const role of ['share', 'solr']) expect(two(role).filter(each => each.startsWith('LB810'))).toEqual([])
    const nodes = ['alfresco1', 'alfresco2', {node: 'alfresco.3', backup: true}]
    expect(two('web', {web: {mode: 'http', listen: '10.0.0.5:80', port: 8080, nodes}})).toEqual([])
    expect(two('ftp', {ftp: {listen: '10.0.0.5:21', nodes}})).toEqual(['LB810 /services/ftp/nodes/2'])
  })
})

describe('Solr behind a load balancer', () => {
  const found = (service: Json, search: Json): readonly string[] =>
    foundIn(wholeSpec('7.4', {services: {solr: 'solr'}, ftp: {}, clustering: true, search}, {solr: service}))
  const [plain, tls] = ['10.0.0.5:8983', {address: '10.0.0.5', port: 8983, tls: 'web'}]

  test.each([
    [{mode: 'http', listen: plain}, {secureComms: 'https'}, ['LB867 search/secureComms']],
    [{listen: plain, reencrypt: true}, {secureComms: 'https'}, ['LB867 search/secureComms']],
    [{listen: plain}, {secureComms: 'https'}, []],
    [{mode: 'http', listen: tls, reencrypt: true}, {secureComms: 'https'}, []],
    [{mode: 'http', listen: [plain, {...tls, port: 8984}], port: 8983}, {secureComms: 'https'}, []],
    [{mode: 'http', listen: tls}, {sharedSecret: {env: 'S'}}, ['LB867 search/sharedSecret']],
    [{mode: 'http', listen: plain}, {sharedSecret: {env: 'S'}}, []],
  ])('hears what the repository speaks: %j with %j', (service, search, expected) => {
    expect(found(service, search)).toEqual(expected)
  })

  test.each([
    ['solr', ['LB868 /services/solr/check']],
    [{type: 'solr', headers: {'x-alfresco-search-secret': 'S'}}, []],
    [{type: 'solr', expect: {status: '200,403'}}, []],
    ['tcp', []],
  ])('wants its secret of a check too: %j', (check, expected) => {
    expect(found({mode: 'http', listen: plain, check}, {sharedSecret: {env: 'S'}})).toEqual(expected)
    expect(found({listen: plain, check}, {secureComms: 'https'})).toEqual([])
  })
})

test('people have to be told a name or an address', () => {
  const web = {mode: 'http', listen: 8080, persistence: 'cookie'}
  const spec = wholeSpec('6.2', {services: {web: 'web'}, ftp: {}, search: {}}, {web})
  expect(foundIn(spec)).not.toContain('LB819 services/web')
  const {serverName: _, ...nameless} = (spec['applications'] as {repository: Record<string, string>}).repository
  expect(foundIn({...spec, applications: {repository: nameless}})).toContain('LB819 services/web')
})

import {expect, test} from '@jest/globals'
import {listSupport, lackOfRole, readsProperty} from '../../../src/targets/alfresco/since.ts'

const all = ['3.4.14', '4.1.10', '4.2.4', '5.0']

test.each(['3.4.14', '3.4.15', '4.1.10', '4.1.10.1', '4.2.4', '5.0', '5.0.1', '5.1', '5.2.7', '6.0', '6.0.1'])(
  'has cifs.loadBalancerList in %s',
  release => {
    expect(listSupport(release)).toEqual({kind: 'has'})
  },
)

test.each([
  ['3.3', all],
  ['3.4.0', ['3.4.14']],
  ['3.4.13', ['3.4.14']],
  ['4.0', all],
  ['4.0.2', all],
  ['4.1.9', ['4.1.10']],
  ['4.2.3', ['4.2.4']],
])('lacks cifs.loadBalancerList in %s', (release, first) => {
  expect(listSupport(release)).toEqual({kind: 'lacks', first})
})

test.each([
  ['3.4', '3.4.14'],
  ['4.1', '4.1.10'],
  ['4.2', '4.2.4'],
])('is unsure of %s, whose service pack decides', (release, first) => {
  expect(listSupport(release)).toEqual({kind: 'unsure', first: [first]})
})

test.each(['6.1', '6.1.0', '6.2', '7.4', '23.1', '25.1.0'])('has no CIFS in %s', release => {
  expect(listSupport(release)).toEqual({kind: 'gone'})
})

test.each([
  ['cifs', '6.0.1', true],
  ['cifs', '6.1', false],
  ['nfs', '5.0', true],
  ['nfs', '5.1', false],
  ['spp', '5.2', true],
  ['spp', '6.0', false],
  ['solr', '3.4', false],
  ['solr', '4.0', true],
  ['ftp', '23.2', true],
  ['web', '3.4', true],
] as const)('knows of %s in %s: %s', (role, release, expected) => {
  expect(lackOfRole(release, role) === undefined).toBe(expected)
})

// What changes from release to release, by the documentation of each: the last that reads it, or the first.
test.each([
  ['alfresco.ehcache.rmi.hostname', ['3.4', '4.1.10'], ['4.2', '7.4', '23.1']],
  ['alfresco.jgroups.bind_address', ['4.1'], ['4.2']],
  ['alfresco.tcp.initial_hosts', ['4.1'], ['4.2']],
  ['filesystem.cluster.enabled', ['4.0', '4.1'], ['3.4', '4.2']],
  ['alfresco.cluster.name', ['3.4', '4.1', '23.1'], ['4.2', '7.4']],
  ['alfresco.cluster.enabled', ['4.2', '23.2'], ['4.1']],
  ['alfresco.hazelcast.password', ['4.2', '5.2.7'], ['4.1', '6.0', '23.1']],
  ['alfresco.hazelcast.port', ['4.2', '23.1'], ['4.1']],
  ['alfresco.hazelcast.client.address', ['23.1', '25.1'], ['7.4']],
  ['cifs.loadBalancerList', ['6.0'], ['6.1']],
  ['nfs.mountServerPort', ['5.0'], ['5.1']],
  ['ftp.externalAddress', ['6.0', '23.1'], ['5.2']],
  ['ftp.port', ['3.4', '23.1'], []],
  ['csrf.filter.origin', ['6.0'], ['5.2']],
  ['aos.baseUrlOverwrite', ['5.0'], ['4.2']],
  ['opencmis.server.value', ['4.0'], ['3.4']],
  ['solr.sharedSecret', ['7.1'], ['7.0', '5.2']],
  ['dir.auditcontentstore', ['5.1'], ['5.2']],
  ['db.url', ['3.4', '23.1'], []],
])('knows which releases read %s', (key, readers, others) => {
  expect([...readers, ...others].filter(release => readsProperty(release, key))).toEqual(readers)
})

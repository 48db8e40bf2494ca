import {expect, test} from '@jest/globals'
import {readsProperty} from '../../../src/targets/alfresco/since.ts'

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

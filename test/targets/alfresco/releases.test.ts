import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import fc from 'fast-check'
import {createTwoFilesPatch} from 'diff'
import {knownProperty, readsProperty} from '../../../src/targets/alfresco/since.ts'
import {fileOf} from '../../support/compiling.ts'
import {compiled, nodes, propertiesOf, wholeSpec} from './whole.ts'

const releases = ['3.4.14', '4.1.10', '4.2.4', '5.2.7', '6.2', '7.4', '23.2']

/** Every file of one node, each under its name. */
const filesOf = (release: string): string =>
  compiled(wholeSpec(release))
    .artifacts.filter(({target, path}) => target === 'alfresco' && path.startsWith('alfresco1/'))
    .map(artifact => `== ${artifact.path} ${artifact.mode.toString(8)}\n${fileOf(artifact)}`)
    .join('\n')

test('the files of a node change from release to release as its documentation says, and in nothing else', () => {
  const texts = releases.map(release => ({release, text: filesOf(release)}))
  const steps = texts.slice(1).map(({release, text}, index) => {
    const before = texts[index]
    return createTwoFilesPatch(before?.release ?? '', release, before?.text ?? '', text, undefined, undefined, {context: 0}).replace(
      /^=+\n/,
      '',
    )
  })
  const golden = join(import.meta.dirname, '../../releases/alfresco-properties.diff')
  const said = [`${texts[0]?.release}:\n${texts[0]?.text}`, ...steps].join('\n')
  if (process.env['UPDATE'] === '1') writeFileSync(golden, said)
  expect(said).toBe(readFileSync(golden, 'utf8'))
})

const protocols = ['udp', 'tcp', 'multicast'] as const
const clusterings = fc.oneof(
  fc.boolean(),
  fc.record(
    {
      enabled: fc.boolean(),
      protocol: fc.constantFrom(...protocols),
      port: fc.integer({min: 1, max: 65_535}),
      password: fc.constant({env: 'HAZELCAST_PASSWORD'}),
      interface: fc.constantFrom('10.0.0.*', '10.*.*.*'),
      addresses: fc.constantFrom({}, {alfresco1: '10.20.0.1'}, {alfresco1: '10.20.0.1', 'alfresco.3': '2001:db8::3'}),
    },
    {requiredKeys: []},
  ),
)

test('nodes differ in what is their own, and in nothing else', () => {
  fc.assert(
    fc.property(fc.constantFrom(...releases), clusterings, fc.boolean(), (release, clustering, hasMembers) => {
      const external = hasMembers && release === '23.2' && typeof clustering === 'object'
      const members = external ? {members: ['10.0.0.31:5701', '10.0.0.32:5701'], name: {env: 'NAME'}} : {}
      const spec = wholeSpec(release, {clustering: typeof clustering === 'object' ? {...clustering, ...members} : clustering})
      const [first = {}, ...others] = nodes.map(node => propertiesOf(spec, node))
      expect(Object.keys(first).length).toBeGreaterThan(20)
      for (const other of others) {
        expect(Object.keys(other)).toEqual(Object.keys(first))
        const different = Object.keys(first).filter(key => first[key] !== other[key])
        expect(different.filter(key => knownProperty(key)?.scope === 'cluster')).toEqual([])
      }
    }),
    {numRuns: 20},
  )
})

test.each(releases)('%s is told only what it reads, and of nothing twice', release => {
  const [artifact] = compiled(wholeSpec(release)).artifacts.filter(({path}) => path === 'alfresco1/alfresco-global.properties')
  const keys = (artifact ? fileOf(artifact) : '').split('\n').flatMap(line => /^([^#=]+)=/.exec(line)?.[1] ?? [])
  expect(keys.length).toBeGreaterThan(20)
  expect(new Set(keys).size).toBe(keys.length)
  expect(keys.filter(key => knownProperty(key) === undefined)).toEqual([])
  expect(keys.filter(key => !readsProperty(release, key))).toEqual([])
})

test('each node has an own value of what is its own', () => {
  const own: Readonly<Record<string, readonly string[]>> = {
    '4.1.10': [
      'alfresco.jgroups.bind_address',
      'alfresco.ehcache.rmi.hostname',
      'alfresco.rmi.services.external.host',
      'vti.server.sessionIdManager.workerName',
      'ftp.dataPortFrom',
      'ftp.dataPortTo',
    ],
    '5.2.7': ['alfresco.cluster.interface', 'vti.server.sessionIdManager.workerName', 'ftp.dataPortFrom'],
  }
  for (const [release, keys] of Object.entries(own)) {
    const spec = wholeSpec(release)
    for (const key of keys) expect(new Set(nodes.map(node => propertiesOf(spec, node)[key])).size).toBe(nodes.length)
  }
})

test('clients of a Hazelcast of its own are spread over its members, and know the others', () => {
  const members = ['10.0.0.31:5701', '10.0.0.32:5701', '10.0.0.33:5701', '10.0.0.34:5701']
  const spec = (count: number) => wholeSpec('23.2', {clustering: {members: members.slice(0, count), name: {env: 'NAME'}}})
  const told = (count: number, key: string) => nodes.map(node => propertiesOf(spec(count), node)[key])
  expect(told(4, 'alfresco.hazelcast.client.address')).toEqual(members.slice(0, 3))
  expect(told(4, 'alfresco.cluster.additional-members')).toEqual([members[3], members[3], members[3]])
  expect(told(2, 'alfresco.hazelcast.client.address')).toEqual([members[0], members[1], members[0]])
  expect(told(2, 'alfresco.cluster.additional-members')).toEqual([undefined, undefined, undefined])
  expect(told(2, 'alfresco.hazelcast.embedded')).toEqual(['false', 'false', 'false'])
})

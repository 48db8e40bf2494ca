import {expect, test} from '@jest/globals'
import {
  firstWith,
  firstWithout,
  hasFeature,
  isKnownRelease,
  knownReleases,
  lackOfRole,
  listSupport,
} from '../../../src/model/applications/alfresco-releases.ts'
import {schema} from '../../../src/spec/schema.gen.ts'

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

test.each([
  ['sharedLocks', '4.0', undefined],
  ['hazelcast', '4.2', undefined],
  ['hazelcastPassword', '4.2', '6.0'],
  ['hazelcastClient', '23.1', undefined],
  ['search', '4.0', undefined],
  ['solrSecret', '7.1', undefined],
  ['plainSolr', '4.0', '7.2'],
  ['announcedFtp', '6.0', undefined],
  ['csrfFilter', '6.0', undefined],
  ['probes', '6.1', undefined],
] as const)('has %s from %s on, until %s', (feature, first, after) => {
  expect([firstWith(feature), firstWithout(feature)]).toEqual([first, after])
  expect([hasFeature(first, feature), hasFeature(`${first}.3`, feature), hasFeature('3.4', feature)]).toEqual([true, true, false])
  if (after !== undefined) expect(hasFeature(`${after}.1`, feature)).toBe(false)
})

test('names the releases that there have been as the schema does', () => {
  expect(knownReleases).toEqual(['3.4', '4.0 to 4.2', '5.0 to 5.2', '6.0 to 6.2', '7.0 to 7.4', '23.1 and later'])
  const {expects} = schema.$defs.alfrescoApplication.properties.release
  expect(expects).toContain(`known are ${knownReleases.slice(0, -1).join(', ')}, and ${knownReleases.at(-1)}`)
  expect(['3.3', '3.4', '3.5', '4.2.8', '4.3', '7.4', '7.5', '22.1', '23.1', '25.2'].filter(isKnownRelease)).toEqual([
    '3.4',
    '4.2.8',
    '7.4',
    '23.1',
    '25.2',
  ])
})

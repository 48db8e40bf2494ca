import {expect, test} from '@jest/globals'
import {compiled, wholeSpec} from './whole.ts'

const filesOf = (spec: Parameters<typeof compiled>[0]): readonly (readonly [string, number])[] =>
  compiled(spec)
    .artifacts.filter(({path}) => /^alfresco1\/.*\.x[ms]l$/.test(path))
    .map(({path, mode}) => [path.replace('alfresco1/', ''), mode])

test.each([
  ['nothing', {}, 0o644],
  ['a name that stands in the spec', {name: 'office'}, 0o644],
  ['a name that is kept like a password', {name: {env: 'CLUSTER_NAME'}}, 0o600],
  ['a password', {password: {env: 'PASSWORD'}}, 0o600],
])('hazelcastConfig.xml that holds %s has the mode for it', (_, clustering, mode) => {
  expect(filesOf(wholeSpec('4.1.10', {clustering}))).toEqual([
    ['ehcache-custom.xsl', 0o644],
    ['hazelcastConfig.xml', mode],
  ])
})

test('are those of the application that says how the nodes of several find each other', () => {
  const spec = wholeSpec('4.1.10')
  const later = {kind: 'alfresco', release: '4.1.10', clustering: {name: 'office'}}
  const first = {kind: 'alfresco', release: '4.1.10', services: {ftp: 'ftp'}}
  expect(filesOf({...spec, applications: {first, later}}).map(([name]) => name)).toEqual(['ehcache-custom.xsl', 'hazelcastConfig.xml'])
})

import {expect, test} from '@jest/globals'
import {foundIn, propertiesOf, wholeSpec} from './whole.ts'

/** A repository whose Solr is nobody's service. */
const alone = (release: string, search: object, more: Parameters<typeof wholeSpec>[1] = {}) =>
  wholeSpec(release, {services: {}, ftp: {}, clustering: true, search: {...search}, ...more})

const solrOf = (spec: ReturnType<typeof alone>): Readonly<Record<string, string>> =>
  Object.fromEntries(Object.entries(propertiesOf(spec, 'alfresco1')).filter(([key]) => /^(?:index|solr)\./.test(key)))

test('guards what Solr reads of the repository, and says which Solr it is, without a service that leads to Solr', () => {
  const spec = alone('7.4', {subsystem: 'solr6', sharedSecret: {env: 'SOLR_SECRET'}})
  expect(foundIn(spec)).toEqual([])
  expect(solrOf(spec)).toEqual({
    'index.subsystem.name': 'solr6',
    'solr.secureComms': 'secret',
    'solr.sharedSecret': 'stand-in',
  })
})

test('says nothing of Solr where the spec does not', () => {
  expect(solrOf(alone('7.4', {}))).toEqual({})
})

test('leaves the address of a Solr elsewhere to the properties', () => {
  const spec = alone('7.4', {secureComms: 'https'}, {properties: {'solr.host': 'solr.example.com'}})
  expect(foundIn(spec)).toEqual([])
  expect(solrOf(spec)).toEqual({'solr.secureComms': 'https', 'solr.host': 'solr.example.com'})
})

test.each([
  ['7.2', {secureComms: 'none'}, ['LB818 search/secureComms']],
  ['6.2', {sharedSecret: {env: 'S'}}, ['LB818 search/sharedSecret']],
  ['7.2', {secureComms: 'secret'}, ['LB818 search/secureComms']],
  ['7.2', {secureComms: 'https', sharedSecret: {env: 'S'}}, ['LB817 search/sharedSecret']],
  ['5.2', {secureComms: 'none', sharedSecret: {env: 'S'}}, ['LB817 search/sharedSecret']],
  ['3.4', {subsystem: 'solr', secureComms: 'none'}, ['LB817 search/subsystem', 'LB817 search/secureComms']],
  ['3.4', {sharedSecret: {env: 'S'}}, ['LB817 search/sharedSecret']],
] as const)('in %s finds in %j without a service: %j', (release, search, expected) => {
  expect(foundIn(alone(release, search))).toEqual(expected)
})

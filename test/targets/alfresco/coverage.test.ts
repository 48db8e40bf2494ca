import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {knownProperty, properties, readsProperty} from '../../../src/targets/alfresco/since.ts'
import type {Product} from '../../support/coverage.ts'
import {compiled, nodes, propertiesOf, wholeSpec} from './whole.ts'

const {rows}: Product = JSON.parse(readFileSync(join(import.meta.dirname, '../../oracles/products/alfresco.json'), 'utf8'))
const releases = ['3.4.14', '4.0', '4.1.10', '4.2.4', '5.0', '5.2.7', '6.0', '6.2', '7.4', '23.2']
const isProperty = (setting: string): boolean => /^[a-z][A-Za-z]*(\.[A-Za-z0-9_-]+)+$/.test(setting) && !setting.endsWith('.xml')

const specs = [
  ...releases.map(release => wholeSpec(release)),
  wholeSpec('4.1.10', {clustering: {protocol: 'tcp'}}),
  wholeSpec('23.2', {clustering: {members: ['a:1', 'b:1', 'c:1', 'd:1'], name: {env: 'NAME'}}}),
  wholeSpec('5.2.7', {}, {cifs: {listen: '10.0.0.5:139,445', port: 'same', check: {type: 'tcp', port: 445}}}),
  wholeSpec('5.2.7', {}, {imap: {listen: '10.0.0.5:143,993', port: 'same', check: {type: 'tcp', port: 143}}}),
]

/** All that lbgen ever sets, and no word of the user's. */
const rendered = new Set(specs.flatMap(spec => Object.keys(propertiesOf(spec, nodes[0] ?? ''))))
rendered.delete('email.server.connections.max')

describe('test/oracles/products/alfresco.json', () => {
  test('says of every property that lbgen renders that it does, and of no other', () => {
    const said = rows.filter(({setting, fields}) => isProperty(setting) && fields !== undefined).map(({setting}) => setting)
    expect(said.toSorted()).toEqual([...rendered].toSorted())
  })

  test('says of every file that lbgen renders that it does', () => {
    const files = specs.flatMap(spec => compiled(spec).artifacts.filter(({target}) => target === 'alfresco'))
    const names = new Set(files.map(({path}) => path.slice(path.indexOf('/') + 1)))
    expect([...names].toSorted()).toEqual(['alfresco-global.properties', 'ehcache-custom.xsl', 'hazelcastConfig.xml'])
  })

  test('has a row for every property of the table of releases, or rows for all that begin so', () => {
    const settings = rows.map(({setting}) => setting)
    const missing = Object.keys(properties).filter(
      key => !settings.some(setting => (key.endsWith('*') ? setting.startsWith(key.slice(0, -1)) : setting === key)),
    )
    expect(missing).toEqual([])
  })

  test.each(rows.filter(({setting}) => isProperty(setting) && knownProperty(setting) !== undefined))(
    '$setting is read by $releases, as the table of releases says',
    ({setting, releases: said}) => {
      const [first = ''] = said.split(/[-,]/)
      const last = /-(?<last>[\d.]+)$/.exec(said)?.groups?.['last']
      expect(readsProperty(first, setting)).toBe(true)
      expect(readsProperty('25.1', setting)).toBe(said.endsWith('-'))
      if (last !== undefined) expect(readsProperty(last, setting)).toBe(true)
    },
  )
})

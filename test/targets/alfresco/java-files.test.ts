import {execFileSync} from 'node:child_process'
import {mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {compileTexts, fileOf} from '../../support/compiling.ts'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {loadProperties, parseXml} from '../../support/java.ts'
import {compiled, propertiesOf, wholeSpec} from './whole.ts'

const examples = join(import.meta.dirname, '../../../examples')
const releases = ['3.4.14', '4.0', '4.1.10', '4.2.4', '5.2.7', '6.2', '7.4', '23.2']

/** A file of the first node. */
function nodeFile(spec: Parameters<typeof compiled>[0], name: string): string {
  const artifact = compiled(spec).artifacts.find(({path}) => path === `alfresco1/${name}`)
  return artifact === undefined ? '' : fileOf(artifact)
}

/** What an XSLT processor of Java's makes of a text. */
function transform(stylesheet: string, text: string): string {
  const folder = mkdtempSync(join(tmpdir(), 'lbgen-'))
  try {
    writeFileSync(join(folder, 'style.xsl'), stylesheet)
    writeFileSync(join(folder, 'text.xml'), text)
    const program = join(import.meta.dirname, '../../support/java/Transform.java')
    return execFileSync('java', [program, join(folder, 'style.xsl'), join(folder, 'text.xml')], {encoding: 'utf8'})
  } finally {
    rmSync(folder, {recursive: true})
  }
}

const sample = `<ehcache>
  <diskStore path="java.io.tmpdir"/>
  <cacheManagerPeerProviderFactory class="org.alfresco.repo.cache.AlfrescoCacheManagerPeerProviderFactory" properties="heartbeatInterval=5000"/>
  <cacheManagerPeerListenerFactory class="plain" properties="socketTimeoutMillis=10000"/>
  <!-- <cacheManagerPeerListenerFactory class="extended"/> -->
  <defaultCache eternal="true"><cacheEventListenerFactory class="replicator"/></defaultCache>
  <cache name="one" maxElementsInMemory="50"/>
</ehcache>`

describeEngine('Java', hasProgram('javac'), () => {
  test('java.util.Properties reads the values of every example', () => {
    const files = readdirSync(examples).flatMap(name =>
      compileTexts(readFileSync(join(examples, name, 'cluster.yaml'), 'utf8')).artifacts.filter(({path}) => path.endsWith('.properties')),
    )
    const texts = files.map(file => fileOf(file))
    expect(texts.length).toBeGreaterThan(3)
    for (const [index, loaded] of loadProperties(texts).entries()) {
      const lines = (texts[index] ?? '').split('\n').filter(line => line !== '' && !line.startsWith('#'))
      expect(Object.keys(loaded)).toHaveLength(lines.length)
    }
  }, 60_000)

  test('java.util.Properties reads what the spec says, whatever it is', () => {
    const odd = {backslash: 'c:\\temp\\', blanks: '  both  ', colon: 'http://a:80/', 'other text': 'Größe €𝄞', '#key!': '${dir.root}/x'}
    const specs = releases.map(release =>
      wholeSpec(release, {contentStore: '\\\\server\\Größe', properties: {...odd, 'alfresco.context': 'dokumente'}}),
    )
    const loaded = loadProperties(specs.map(spec => nodeFile(spec, 'alfresco-global.properties')))
    for (const [index, properties] of loaded.entries()) {
      expect(properties).toMatchObject(odd)
      expect(Object.keys(properties).length).toBe(Object.keys(propertiesOf(specs[index] ?? {}, 'alfresco1')).length)
      const store = properties['dir.remote'] ?? properties['dir.contentstore']?.replace('/contentstore', '')
      expect(store).toBe('\\\\server\\Größe')
    }
    // A regular expression keeps its backslashes.
    const csrf = loaded[releases.indexOf('6.2')]
    expect(csrf?.['csrf.filter.origin']).toBe('https://alfresco\\.example\\.com')
    expect(new RegExp(`^${csrf?.['csrf.filter.referer']}$`).test('https://alfresco.example.com/alfresco/')).toBe(true)
    expect(new RegExp(`^${csrf?.['csrf.filter.referer']}$`).test('https://alfrescoXexample.com/alfresco/')).toBe(false)
    expect(loaded.at(-1)?.['aos.baseUrlOverwrite']).toBe('https://alfresco.example.com/dokumente/aos')
  }, 60_000)

  test('hazelcastConfig.xml has the shape of Hazelcast 1.9 and 2, whatever the password is', () => {
    const clustering = {name: '<a> & "b"', interface: '10.*.*.*', port: 5702, password: 'x<&>'}
    const spec = wholeSpec('4.1.10', {clustering: {...clustering, addresses: {alfresco1: '10.20.0.1'}}})
    const text = nodeFile(spec, 'hazelcastConfig.xml').replace('stand-in', 'x&lt;&amp;&gt;')
    const [root] = parseXml([text])
    const path = (...names: readonly string[]) =>
      names.reduce((element, name) => element?.children.find(child => child.name === name), root)
    expect(root?.name).toBe('hazelcast')
    expect(root?.attributes).toEqual({xmlns: 'http://www.hazelcast.com/schema/config'})
    expect(path('group', 'name')?.text).toBe('<a> & "b"')
    expect(path('network', 'port')?.text).toBe('5702')
    expect(path('network', 'join', 'multicast')?.attributes).toEqual({enabled: 'false'})
    expect(path('network', 'join', 'tcp-ip')?.children.map(child => child.text)).toEqual(['10.20.0.1', '10.0.0.12', '10.0.0.13'])
    expect(path('network', 'interfaces', 'interface')?.text).toBe('10.*.*.*')
  }, 60_000)

  test('hazelcastConfig.xml has a password, which the schema of Hazelcast wants: its own where the spec has none', () => {
    const [root] = parseXml([nodeFile(wholeSpec('4.1.10', {clustering: true}), 'hazelcastConfig.xml')])
    const group = root?.children.find(({name}) => name === 'group')
    expect(group?.children.map(({name, text}) => [name, text])).toEqual([
      ['name', 'documents'],
      ['password', 'dev-pass'],
    ])
  }, 60_000)

  test.each(['udp', 'tcp', 'multicast'])(
    'ehcache-custom.xsl makes the sample of a release fit for %s, and leaves its caches alone',
    protocol => {
      const spec = wholeSpec('3.4.14', {clustering: {protocol, multicastAddress: '230.0.0.7', multicastPort: 4447}})
      const [root] = parseXml([transform(nodeFile(spec, 'ehcache-custom.xsl'), sample)])
      expect(root?.children.map(({name}) => name)).toEqual([
        'diskStore',
        'cacheManagerPeerProviderFactory',
        'cacheManagerPeerListenerFactory',
        'defaultCache',
        'cache',
      ])
      expect(root?.children[2]?.attributes).toEqual({
        class: 'net.sf.ehcache.distribution.RMICacheManagerPeerListenerFactory',
        properties:
          'hostName=${alfresco.ehcache.rmi.hostname}, port=${alfresco.ehcache.rmi.port}, remoteObjectPort=${alfresco.ehcache.rmi.remoteObjectPort}, socketTimeoutMillis=${alfresco.ehcache.rmi.socketTimeoutMillis}',
      })
      expect(root?.children[1]?.attributes['properties']).toBe(
        protocol === 'multicast'
          ? 'peerDiscovery=automatic, multicastGroupAddress=230.0.0.7, multicastGroupPort=4447'
          : 'heartbeatInterval=5000',
      )
      expect(root?.children[3]?.children).toHaveLength(1)
    },
    60_000,
  )
})

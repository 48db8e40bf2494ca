import {describe, expect, test} from '@jest/globals'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {type XmlElement, parseXml} from '../../support/java.ts'
import {rendered} from './rendered.ts'

const file = 'custom-slingshot-application-context.xml'
const contextOf = (release: string, clustering = '{}'): string =>
  rendered({release, share: `, endpoints: local, clustering: ${clustering}`}).files[`alf1/${file}`] ?? ''

/** What the sample of each release has, and the Hazelcast beside it: Hazelcast's namespace and schema, the beans, and how a cluster is named. */
const shapes = [
  ['3.4.7', '', '', 'uncached', ''],
  ['3.4.8', 'config', 'config/hazelcast-spring.xsd', 'persister', 'group'],
  ['3.4', 'config', 'config/hazelcast-spring.xsd', 'persister', 'group'],
  ['4.0.0', '', '', 'uncached', ''],
  ['4.0.1', 'config', 'config/hazelcast-spring.xsd', 'persister', 'group'],
  ['4.1', 'config', 'config/hazelcast-spring.xsd', 'persister', 'group'],
  ['4.2.8', 'config', 'config/hazelcast-spring.xsd', 'persister', 'group'],
  ['5.0', 'spring', 'spring/hazelcast-spring-2.4.xsd', 'persister', 'group'],
  ['5.1', 'spring', 'spring/hazelcast-spring-2.4.xsd', 'service', 'group'],
  ['6.2.2', 'spring', 'spring/hazelcast-spring-2.4.xsd', 'service', 'group'],
  ['7.0', 'spring', 'spring/hazelcast-spring-3.12.xsd', 'service', 'group'],
  ['7.4', 'spring', 'spring/hazelcast-spring-3.12.xsd', 'service', 'group'],
  ['23.1', 'spring', 'spring/hazelcast-spring-5.3.xsd', 'service', 'cluster-name'],
  ['23.2', 'spring', 'spring/hazelcast-spring-5.3.xsd', 'service', 'cluster-name'],
] as const

const beans = {
  uncached: [['webframework.slingshot.persister.remote', 'org.springframework.extensions.surf.persister.PathStoreObjectPersister']],
  persister: [
    ['webframework.slingshot.persister.remote', 'org.alfresco.web.site.ClusterAwarePathStoreObjectPersister'],
    ['webframework.factory.requestcontext.servlet', 'org.alfresco.web.site.ClusterAwareRequestContextFactory'],
  ],
  service: [['webframework.cluster.clusterservice', 'org.alfresco.web.site.ClusterTopicService']],
}

const child = (element: XmlElement | undefined, ...names: readonly string[]): XmlElement | undefined =>
  names.reduce((inner, name) => inner?.children.find(each => each.name === name), element)

describeEngine('Java', hasProgram('javac'), () => {
  const parsed = parseXml(shapes.map(([release]) => contextOf(release)))

  test.each(shapes.map((shape, index) => [...shape, index] as const))('%s has its shape', (_, namespace, schema, kind, naming, index) => {
    const root = parsed[index]
    const locations = root?.attributes['xsi:schemaLocation']?.split(/\s+/)
    const hazelcast = root?.children.filter(({name}) => name.startsWith('hz:')).map(({name}) => name)
    expect(root?.attributes['xmlns:hz']).toBe(namespace === '' ? undefined : `http://www.hazelcast.com/schema/${namespace}`)
    expect(locations?.[3]).toBe(schema === '' ? undefined : `http://www.hazelcast.com/schema/${schema}`)
    expect(hazelcast).toEqual(namespace === '' ? [] : ['hz:topic', 'hz:hazelcast'])
    expect(root?.children.filter(({name}) => name === 'bean').map(({attributes}) => [attributes['id'], attributes['class']])).toEqual(
      beans[kind],
    )
    // The order is Hazelcast's: its first schemas know no other.
    const config = child(root, 'hz:hazelcast', 'hz:config')
    expect(config?.children.map(({name}) => name)).toEqual(naming === '' ? undefined : [`hz:${naming}`, 'hz:network'])
    expect(child(config, 'hz:network', 'hz:join')?.children.map(({name}) => name)).toEqual(
      naming === '' ? undefined : ['hz:multicast', 'hz:tcp-ip'],
    )
  })

  test('what is stored apart in the topic and in the beans is one', () => {
    for (const root of parsed.filter(each => child(each, 'hz:topic'))) {
      const topic = child(root, 'hz:topic')?.attributes['name']
      const names = root.children.flatMap(({children}) => children.filter(({attributes}) => attributes['name'] === 'hazelcastTopicName'))
      expect(names.map(({text}) => text)).toEqual([topic])
    }
  })

  test('a name comes back as it was', () => {
    const [root] = parseXml([contextOf('7.4', '{name: "a<b>&\\"c\\"\'--"}')])
    expect(child(root, 'hz:hazelcast', 'hz:config', 'hz:group')?.attributes['name']).toBe(`a<b>&"c"'--`)
  })
})

describe('the nodes', () => {
  test('find each other by their addresses, and are told the same', () => {
    const {files} = rendered()
    expect(files[`alf1/${file}`]).toContain('<hz:members>192.168.1.21, 192.168.1.22</hz:members>')
    expect(files[`alf1/${file}`]).toContain('<hz:multicast enabled="false"')
    expect(files[`alf2/${file}`]).toBe(files[`alf1/${file}`])
  })

  test('find each other by multicast', () => {
    const text = contextOf('7.4', '{join: multicast, multicastGroup: 224.2.2.6, multicastPort: 54328, port: 5811, interface: 10.0.0.*}')
    expect(text).toContain('<hz:multicast enabled="true" multicast-group="224.2.2.6" multicast-port="54328"/>')
    expect(text).toContain('<hz:tcp-ip enabled="false">')
    expect(text).toContain('<hz:network port="5811"')
    expect(text).toMatch(/<hz:interfaces enabled="true">\s+<hz:interface>10\.0\.0\.\*<\/hz:interface>/)
  })

  test('of one alone need nothing', () => {
    expect(Object.keys(rendered({share: ', nodes: [alf1], endpoints: local'}).files)).not.toContain(`alf1/${file}`)
  })

  test('are left on their own where that is said', () => {
    expect(Object.keys(rendered({share: ', clustering: false'}).files)).not.toContain(`alf1/${file}`)
  })
})

describe('a password', () => {
  test('closes the file to others', () => {
    const {files, modes} = rendered({share: ', clustering: {password: {env: GROUP}}'})
    expect(modes[`alf1/${file}`]).toBe(0o600)
    expect(files[`alf1/${file}`]).not.toContain('password="alfresco"')
  })

  test('is the shipped one where none is written', () => {
    expect(contextOf('7.4')).toContain('<hz:group name="slingshot" password="alfresco"/>')
  })

  test('is said to be idle where a cluster has none', () => {
    expect(rendered({release: '23.2', share: ', clustering: {password: {env: GROUP}}'}).findings).toContain(
      'LB824 /applications/share/clustering/password',
    )
  })
})

test('another Hazelcast has its own schema, namespace and naming', () => {
  expect(contextOf('4.2', '{hazelcast: "2.4"}')).toContain('http://www.hazelcast.com/schema/spring/hazelcast-spring-2.4.xsd')
  expect(contextOf('7.4', '{hazelcast: "5.3"}')).toContain('<hz:cluster-name>slingshot</hz:cluster-name>')
})

test('the schema of another Hazelcast is said to be one', () => {
  const found = 'LB832 /applications/share/clustering/hazelcast'
  expect(rendered({share: ', clustering: {hazelcast: "2.4"}'}).findings).toContain(found)
  expect(rendered({share: ', clustering: {hazelcast: "3.12"}'}).findings).not.toContain(found)
})

test.each(['3.4', '4.0'])('Share %s does not say whether it has Hazelcast', release => {
  expect(rendered({release}).findings).toContain('LB820 /applications/share/release')
})

test('refuses a name that XML cannot hold', () => {
  expect(rendered({share: ', clustering: {name: "a\\uFFFFb"}'}).findings).toContain('LB829 /applications/share/clustering/name')
})

test('warns of nodes with IPv6 addresses', () => {
  const {findings} = rendered({nodes: ', alf3: "2001:db8::1"', share: ', nodes: [alf1, alf3]'})
  expect(findings).toContain('LB825 /nodes/alf3/address')
})

import {describe, expect, test} from '@jest/globals'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {type XmlElement, parseXml} from '../../support/java.ts'
import {rendered, renderedFrom, specOf} from './rendered.ts'

const configOf = (changed: Parameters<typeof rendered>[0], node = 'alf1'): string =>
  rendered(changed).files[`${node}/share-config-custom.xml`] ?? ''

const urlsIn = (text: string): readonly string[] => [...new Set(text.match(/(?<=<endpoint-url>)[^<]*/g))]

describe('endpoints', () => {
  test('go through the load balancer, and are the same on every node', () => {
    const {files} = rendered()
    expect(urlsIn(files['alf1/share-config-custom.xml'] ?? '')).toEqual([
      'http://192.168.1.10:8090/alfresco/s',
      'http://192.168.1.10:8090/alfresco/api',
    ])
    expect(files['alf2/share-config-custom.xml']).toBe(files['alf1/share-config-custom.xml'])
  })

  test("of each node's own repository differ by its address alone", () => {
    const {files} = rendered({share: ', endpoints: local'})
    const [one = '', two = ''] = ['alf1', 'alf2'].map(node => files[`${node}/share-config-custom.xml`])
    expect(urlsIn(one)).toContain('http://192.168.1.21:8080/alfresco/s')
    expect(one).not.toBe(two)
    expect(one.replaceAll('192.168.1.21', '192.168.1.22')).toBe(two)
  })

  test('take another port of the repository', () => {
    expect(urlsIn(configOf({share: ', endpoints: local, repositoryPort: 8070'}))).toContain('http://192.168.1.21:8070/alfresco/s')
  })

  test('in TLS are asked by the name that the certificate holds', () => {
    const changed = {share: ', services: {repository: share}'}
    expect(urlsIn(configOf(changed))).toContain('https://alfresco.example.com/alfresco/s')
    expect(rendered({...changed, repository: ''}).findings).toContain('LB827 /applications/share/endpoints')
  })

  test('have no public API before 5.0', () => {
    expect(configOf({release: '4.2', share: ', csrf: false'})).not.toContain('alfresco-api')
  })

  test('of the own node need a repository there', () => {
    const changed = {share: ', endpoints: local, nodes: [alf1, alf3]', nodes: ', alf3: 192.168.1.23', repository: ', nodes: [alf1, alf2]'}
    expect(rendered(changed).findings).toContain('LB823 /applications/share/endpoints')
  })
})

/** Connector, path and what else there is of each endpoint. */
const endpointsOf = (root: XmlElement | undefined): readonly string[] =>
  (root?.children ?? [])
    .flatMap(({children}) => children)
    .flatMap(({children}) => children)
    .filter(({name}) => name === 'endpoint')
    .map(({children}) =>
      children
        .filter(({name}) => !['name', 'description'].includes(name))
        .map(({name, text}) =>
          name === 'endpoint-url' ? text.replace(/^.*8090/, '') : name === 'id' || name === 'connector-id' ? text : `${name}=${text}`,
        )
        .join(' '),
    )

describeEngine('Java', hasProgram('javac'), () => {
  const roots = parseXml([
    configOf({}),
    configOf({share: ', sso: kerberos'}),
    configOf({share: ', sso: external, userHeader: SsoUserHeader'}),
    configOf({release: '4.0.2', share: ', sso: ntlm'}),
  ])

  test('endpoints without single sign-on take tickets', () => {
    expect(endpointsOf(roots[0])).toEqual([
      'alfresco-noauth alfresco /alfresco/s identity=none',
      'alfresco alfresco /alfresco/s identity=user',
      'alfresco-feed http /alfresco/s basic-auth=true identity=user',
      'alfresco-api parent-id=alfresco alfresco /alfresco/api identity=user',
    ])
  })

  test('endpoints with single sign-on keep a session', () => {
    expect(endpointsOf(roots[1])).toEqual([
      'alfresco-noauth alfresco /alfresco/s identity=none',
      'alfresco alfrescoCookie /alfresco/wcs identity=user external-auth=true',
      'alfresco-feed parent-id=alfresco alfrescoCookie /alfresco/wcs identity=user external-auth=true',
      'alfresco-api parent-id=alfresco alfrescoCookie /alfresco/api identity=user external-auth=true',
    ])
    expect(configOf({share: ', sso: external, userHeader: SsoUserHeader'})).toContain('<userHeader>SsoUserHeader</userHeader>')
    expect(endpointsOf(roots[2])[1]).toBe('alfresco alfrescoHeader /alfresco/wcs identity=user external-auth=true')
  })

  test('the connector of 4.0 is another one', () => {
    expect(configOf({release: '4.0.2', share: ', sso: ntlm'})).toContain(
      'org.springframework.extensions.webscripts.connector.AlfrescoConnector',
    )
    expect(configOf({share: ', sso: ntlm'})).toContain('org.alfresco.web.site.servlet.SlingshotAlfrescoConnector')
    expect(endpointsOf(roots[3])).toHaveLength(3)
  })

  test('there is one section for each condition, for the last one counts', () => {
    for (const root of roots) {
      const conditions = root.children.map(({attributes}) => attributes['condition'])
      expect(new Set(conditions).size).toBe(conditions.length)
    }
  })
})

describe('the policy against forged requests', () => {
  test('holds for the public address alone, as a whole', () => {
    const text = configOf({})
    expect(text).toContain('condition="CSRFPolicy" replace="true"')
    const [referer = '', origin = ''] = ['referer', 'origin'].map(name => new RegExp(`<${name}>(.*)</${name}>`).exec(text)?.[1] ?? '')
    const holds = (regex: string, value: string): boolean => new RegExp(`^(?:${regex})$`).test(value)
    expect(holds(referer, 'https://alfresco.example.com/share/page/')).toBe(true)
    expect(holds(origin, 'https://alfresco.example.com')).toBe(true)
    expect(holds(origin, 'https://alfrescoXexample.com')).toBe(false)
    expect(holds(referer, 'https://alfresco.example.com.evil.example/')).toBe(false)
    expect(text.match(/<param name="referer">\{referer\}<\/param>/g)).toHaveLength(6)
    expect(text.match(/<param name="origin">\{origin\}<\/param>/g)).toHaveLength(6)
    expect(text.match(/<rule>/g)).toHaveLength(9)
  })

  test('holds for each of several addresses, with their ports', () => {
    const text = configOf({listen: '[{address: 192.168.1.10, port: 8443, tls: site}, "192.168.1.10:8080"]', repository: ''})
    expect(text).toContain('<origin>https://192\\.168\\.1\\.10:8443|http://192\\.168\\.1\\.10:8080</origin>')
  })

  test('stays as it ships where that is said, or where there is none', () => {
    expect(configOf({share: ', csrf: false'})).not.toContain('CSRFPolicy')
    expect(configOf({release: '4.1'})).not.toContain('CSRFPolicy')
    expect(rendered({release: '4.1'}).findings).not.toContain('LB828 /applications/share/csrf')
  })

  test('of 4.2 is left to a person', () => {
    expect(configOf({release: '4.2'})).not.toContain('CSRFPolicy')
    expect(rendered({release: '4.2'}).findings).toContain('LB828 /applications/share/csrf')
    expect(rendered({release: '4.2', share: ', csrf: false'}).findings).not.toContain('LB828 /applications/share/csrf')
  })
})

describe('fields that say nothing', () => {
  test.each([
    [', userHeader: X-User', 'LB824 /applications/share/userHeader'],
    [', repositoryPort: 8070', 'LB824 /applications/share/repositoryPort'],
  ])('%s', (share, found) => {
    expect(rendered({share}).findings).toContain(found)
  })
})

describe('a spec that leaves out', () => {
  const left = (changed: (text: string) => string): readonly string[] =>
    renderedFrom(changed(specOf())).findings.filter(found => found.startsWith('LB82'))

  test('who publishes Share, and who the repository', () => {
    expect(left(text => text.replace(', services: {web: repository, share: share}', ''))).toEqual(
      expect.arrayContaining(['LB821 /applications/share', 'LB822 /applications/share/endpoints']),
    )
  })

  test('at which address', () => {
    const pair = (text: string): string => text.replace('lb1: 192.168.1.10', 'lb1: 192.168.1.11, lb2: 192.168.1.12')
    const anywhere = (text: string): string => text.replace(', serverName: alfresco.example.com', '').replace('"192.168.1.10:8090"', '8090')
    expect(left(text => anywhere(pair(text)))).toEqual(
      expect.arrayContaining(['LB821 /applications/share', 'LB822 /applications/share/endpoints']),
    )
    expect(left(anywhere).filter(found => /^LB8[23]/.test(found))).toEqual([])
  })
})

test('two Shares on one node are refused', () => {
  const {findings} = rendered({share: '}\n  other: {kind: alfresco-share, release: "7.4", repository: repository'})
  expect(findings.filter(each => each.startsWith('LB830'))).toEqual(['LB830 /applications/other', 'LB830 /applications/other'])
})

test('the repository has to be an application of its kind', () => {
  expect(rendered({share: '}\n  other: {kind: alfresco-share, release: "7.4", repository: share'}).findings).toContain(
    'LB139 /applications/other/repository',
  )
  expect(rendered({share: '}\n  other: {kind: alfresco-share, release: "7.4", repository: repositry'}).findings).toContain(
    'LB139 /applications/other/repository',
  )
})

test('a service may lead to no Share that is not told of', () => {
  expect(rendered({share: ', nodes: [alf1]'}).findings).toContain('LB831 /nodes/alf2')
})

test.each([
  ['7.4', false],
  ['7.0', false],
  ['6.2', true],
  ['23.2', true],
])('Share %s shows a repository of 7.4', (release, isFound) => {
  expect(rendered({release}).findings.includes('LB833 /applications/share/release')).toBe(isFound)
})

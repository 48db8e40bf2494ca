import {describe, expect, test} from '@jest/globals'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {parseXml} from '../../support/java.ts'
import {rendered} from './rendered.ts'

const tomcatOf = (changed: Parameters<typeof rendered>[0] = {}, path = 'alf1/tomcat.xml'): string => rendered(changed).files[path] ?? ''
const hidden = ', persistence: {type: cookie, name: SHARENODE}'

describe('a Tomcat', () => {
  test('with both has one file', () => {
    expect(Object.keys(rendered().files).filter(path => path.includes('tomcat'))).toEqual(['alf1/tomcat.xml', 'alf2/tomcat.xml'])
  })

  test('for each has a file each', () => {
    const {files} = rendered({repositoryService: ', persistence: source, nodes: [{node: alf1, port: 8070}, alf2]'})
    expect(Object.keys(files).filter(path => path.includes('tomcat'))).toEqual([
      'alf1/tomcat-share.xml',
      'alf1/tomcat-repository.xml',
      'alf2/tomcat.xml',
    ])
    expect(files['alf1/tomcat-repository.xml']).toContain('<Connector port="8070"')
  })
})

describe('jvmRoute', () => {
  test('is the name of the node', () => {
    expect(tomcatOf({}, 'alf2/tomcat.xml')).toContain('jvmRoute="alf2"')
  })

  test('is left out where HAProxy writes into the same cookie', () => {
    const prefixed = ', persistence: {type: cookie, name: JSESSIONID, method: prefix}'
    expect(tomcatOf({shareService: prefixed})).not.toContain('jvmRoute')
    expect(tomcatOf({shareService: prefixed, share: ', jvmRoute: true'})).toContain('jvmRoute="alf1"')
    expect(tomcatOf({share: ', jvmRoute: false'})).not.toContain('jvmRoute')
  })
})

describe('RemoteIpValve', () => {
  test('reads what the load balancer says of clients', () => {
    expect(tomcatOf()).toContain('remoteIpHeader="X-Forwarded-For" protocolHeader="X-Forwarded-Proto"')
    expect(tomcatOf()).not.toMatch(/internalProxies|httpsServerPort|proxyName/)
  })

  test.each([
    ['203.0.113.10', '203\\.0\\.113\\.10'],
    // Not every Tomcat takes these for private.
    ['172.16.0.10', '172\\.16\\.0\\.10'],
    ['100.64.0.10', '100\\.64\\.0\\.10'],
    // Java writes every zero of IPv6.
    ['"fd00::10"', 'fd00:0:0:0:0:0:0:10|fd00::10'],
    ['"::ffff:203.0.113.10"', '203\\.0\\.113\\.10'],
  ])('is told of a load balancer at %s', (balancers, regex) => {
    expect(tomcatOf({balancers})).toContain(`internalProxies="${regex}"`)
  })

  test('is told of both of a pair', () => {
    const balancers = '{address: 10.0.0.1, sourceAddress: 203.0.113.1}, lb2: 10.0.0.2'
    expect(tomcatOf({balancers})).toContain('internalProxies="203\\.0\\.113\\.1|10\\.0\\.0\\.2"')
  })

  test('knows the public port where it is another', () => {
    expect(tomcatOf({listen: '[{port: 8443, tls: site}, 81]'})).toMatch(/httpServerPort="81"\s+httpsServerPort="8443"/)
  })

  test('is not there without its headers', () => {
    const text = tomcatOf({shareService: hidden, repositoryService: ', persistence: source'})
    expect(text).not.toContain('Valve')
    expect(text).toMatch(/proxyName="alfresco\.example\.com" proxyPort="443"\s+scheme="https" secure="true"/)
  })

  test('cannot be told of a name', () => {
    expect(rendered({balancers: 'lb.example.com'}).findings).toContain('LB826 /loadBalancers/lb1/address')
  })
})

test('makes room for the tickets of single sign-on', () => {
  expect(tomcatOf({share: ', sso: kerberos'})).toContain('maxHttpHeaderSize="32768"')
  expect(tomcatOf()).not.toContain('maxHttpHeaderSize')
})

describeEngine('Java', hasProgram('javac'), () => {
  test('reads every file as XML', () => {
    const {files} = rendered({balancers: '203.0.113.10', share: ', sso: external'})
    expect(parseXml(Object.values(files)).map(({name}) => name)).toEqual(
      Object.keys(files).map(path => (path.includes('tomcat') ? 'Server' : path.includes('slingshot') ? 'beans' : 'alfresco-config')),
    )
  })
})

import {describe, expect, test} from '@jest/globals'
import {compileTexts, faultsIn, fileOf, shortly} from '../../support/compiling.ts'

const spec = (services: string, release = '3.4'): string =>
  `lbgen: 1\nname: n\nloadBalancers: {lb1: 10.0.0.1}\nnodes: {a: 10.0.0.2, b: 10.0.0.3}\nservices:\n${services}\nhaproxy: {version: "${release}"}\nresolvers: {dns: {nameservers: [10.0.0.53]}}\n`

const rendered = (services: string, release?: string): readonly string[] =>
  compileTexts(spec(services, release)).artifacts.flatMap(artifact =>
    fileOf(artifact)
      .split('\n')
      .map(line => line.trim()),
  )

const found = (services: string, release?: string): readonly string[] =>
  shortly(compileTexts(spec(services, release)).findings.filter(({severity}) => severity === 'error'))

describe('a service that clients reach through the routes of another', () => {
  test.each(['rdp-cookie', 'tls-session-id'])('lets nobody in before `access` has spoken, with `persistence: %s`', persistence => {
    const lines = rendered(
      `  edge: {listen: 3389, routes: [{when: {source: 10.0.0.0/8}, service: inner}]}\n  inner: {port: 3389, persistence: ${persistence}, access: {allow: 10.0.0.0/8}}`,
    )
    const [rejects, accepts] = [/^tcp-request content reject/, /^tcp-request content accept/].map(rule =>
      lines.findIndex(line => rule.test(line)),
    )
    expect(rejects).toBeGreaterThan(0)
    expect(accepts).toBeGreaterThan(rejects ?? 0)
  })

  test('has no compression of its own in silence', () => {
    const services = (field: string): string =>
      `  edge: {mode: http, listen: 80, routes: [{when: {path: /b}, service: inner}]}\n  inner: {mode: http, port: 80, ${field}}`
    expect(found(services('compression: true'))).toEqual(['LB120 compression'])
  })

  test('checks nodes that the DNS finds at the port by which clients come', () => {
    const lines = rendered(
      '  edge: {listen: 80, routes: [{when: {source: 10.0.0.0/8}, service: inner}]}\n  inner: {port: same, nodes: {dns: inner.example.com}}',
    )
    expect(lines.find(line => line.startsWith('server-template '))).toContain(' check port 80 ')
  })
})

describe('the port of a service without a listener', () => {
  const route = (service: string): string => `routes: [{when: {source: 10.0.0.0/8}, service: ${service}}]`
  const edges = `  one: {listen: 80, ${route('inner')}}\n  two: {listen: 81, ${route('inner')}}`

  test('is not clear to a check when clients come by those of several services', () => {
    expect(found(`${edges}\n  inner: {port: same}`)).toEqual(['LB107 same'])
    expect(found(`${edges}\n  inner: {port: same, nodes: {dns: inner.example.com}}`)).toEqual(['LB107 same'])
    expect(found(`${edges}\n  inner: {port: same, check: {type: tcp, port: 90}}`)).toEqual([])
    expect(found(`${edges}\n  inner: {port: same, check: none}`)).toEqual([])
    expect(found(`${edges}\n  inner: {port: 90}`)).toEqual([])
    expect(found(`${edges.replace('81', '"10.0.0.9:80"')}\n  inner: {port: same}`)).toEqual([])
  })

  test('is its own first one when it listens itself', () => {
    const lines = rendered(`${edges}\n  inner: {listen: 82, port: same}`)
    expect(lines.find(line => line.startsWith('server a ') && line.includes('port 82'))).toBeDefined()
  })

  test('is not clear to a check of nodes that the DNS names when nobody comes', () => {
    expect(found('  inner: {port: same, nodes: {dns: inner.example.com}}')).toEqual(['LB107 same'])
    expect(found('  inner: {port: 80, nodes: {dns: inner.example.com}}')).toEqual([])
  })

  test('is said by the DNS for SRV records, where the service is still reached by nobody', () => {
    const {findings} = compileTexts(spec('  inner: {nodes: {dns: _http._tcp.example.com, type: srv}}'))
    expect(shortly(faultsIn(findings))).toEqual(['LB124 inner'])
  })
})

describe('stickiness by a stream that does not come through', () => {
  const services = (listen: string, persistence: string): string =>
    `  edge: {listen: ${listen}, routes: [{when: {source: 10.0.0.0/8}, service: inner}]}\n  inner: {port: 443, persistence: ${persistence}}\ncertificates: {web: {file: /etc/web.pem}}`

  test.each(['tls-session-id', 'rdp-cookie'])('is refused behind routes of a listener that ends TLS: %s', persistence => {
    expect(found(services('{port: 443, tls: web}', persistence))).toEqual([`LB122 ${persistence}`])
    expect(found(services('443', persistence))).toEqual([])
  })
})

test('a service whose listeners only redirect says nothing else of clients in silence', () => {
  expect(found('  web: {mode: http, listen: {port: 80, redirect: {to: "https://x/"}}, port: 80, compression: true}')).toEqual([
    'LB120 compression',
  ])
})

test('a fallback page with a status of its own is that of its denial alone, where a release can', () => {
  const lines = (status: number, release: string): readonly string[] =>
    rendered(`  web: {mode: http, listen: 80, fallback: {page: /etc/page.http, status: ${status}}}`, release).filter(line =>
      /errorfile|deny/.test(line),
    )
  expect(lines(502, '2.2')).toEqual(['http-request deny deny_status 502 errorfile /etc/page.http if fallback:down'])
  expect(lines(502, '2.1')).toEqual(['errorfile 502 /etc/page.http', 'http-request deny deny_status 502 if fallback:down'])
  expect(lines(503, '2.2')).toEqual(['errorfile 503 /etc/page.http'])
})

describe('a fallback server by name', () => {
  const service = '  web: {listen: 80, fallback: {address: sorry.example.com, port: 80}}'
  const without = spec(service).replace(/^resolvers:.*\n/m, '')

  test('is asked for while HAProxy runs, as nodes are', () => {
    const line = rendered(service).find(one => one.includes('web:fallback'))
    expect(line).toContain(' resolvers dns resolve-prefer ipv4 init-addr last,libc,none backup')
    expect(shortly(compileTexts(spec(service)).findings)).toEqual([])
  })

  test('does not keep HAProxy from starting without resolvers, and is said to be asked for once', () => {
    expect(compileTexts(without).artifacts.map(fileOf).join('')).toMatch(/web:fallback .* init-addr last,libc,none backup/)
    expect(shortly(compileTexts(without).findings)).toEqual(['LB414 sorry.example.com'])
  })

  test('is said to keep HAProxy from starting where the release asks at the start alone', () => {
    expect(shortly(compileTexts(without.replace('3.4', '1.6')).findings)).toEqual(['LB407 sorry.example.com'])
  })

  test('is refused with an IPv6 address where nodes are', () => {
    expect(found('  web: {listen: 80, fallback: {address: "2001:db8::9", port: 80}}', '1.4')).toContain('LB401 "2001:db8::9"')
  })
})

test('HAProxy 1.4 knows no IPv4 client again that comes by an IPv6 socket', () => {
  expect(found('  web: {listen: "[::]:80", access: {deny: 10.0.0.0/8}}', '1.4')).toContain('LB401 "[::]:80"')
  expect(found('  web: {listen: "[::]:80", access: {deny: 10.0.0.0/8}}', '1.7')).toEqual([])
})

test('nodes cannot hear from the IPv6 clients of a listener whose routes lead to them', () => {
  const services = (address: string): string =>
    `  web: {listen: "${address}:80", routes: [{when: {source: 10.0.0.0/8}, service: inner}]}\n  inner: {port: 80, clientAddress: transparent}`
  expect(found(services('[2001:db8::5]'))).toEqual(['LB410 transparent'])
  expect(found(services('10.0.0.1'))).toEqual([])
})

test('a table takes the IPv6 clients of a proxy in front', () => {
  const lines = rendered('  web: {listen: {port: 80, acceptProxy: true}, persistence: source}')
  expect(lines.find(line => line.startsWith('stick-table '))).toContain('type ipv6')
})

test('a route may lead to the service itself, before a wider one to another', () => {
  const lines = rendered(
    '  web: {mode: http, listen: 80, routes: [{when: {pathPrefix: /api/public/}, service: web}, {when: {pathPrefix: /api/}, service: api}]}\n  api: {mode: http, port: 81}',
  )
  expect(lines.filter(line => /^(?:use|default)_backend/.test(line)).map(line => line.split(' ').slice(0, 2).join(' '))).toEqual([
    'use_backend web',
    'use_backend api',
    'default_backend web',
  ])
})

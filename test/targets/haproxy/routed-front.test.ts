import {describe, expect, test} from '@jest/globals'
import {formatPretty} from '../../../src/findings/format.ts'
import {compileTexts, fileOf, shortly} from '../../support/compiling.ts'
import {describeHaproxies} from '../../support/engines.ts'
import {complaintsOf, releasesToAsk} from '../../support/haproxy-silence.ts'

const limit = 'rateLimit: {requests: 10, per: 10s}'
const url = 'redirect: {to: "https://www.example.com/"}'

const spec = (services: string, release: string): string =>
  `lbgen: 1\nname: n\nloadBalancers: {lb1: 10.0.0.1}\nnodes: {a: 10.0.0.2, b: 10.0.0.3}\nservices:\n${services}\nhaproxy: {version: "${release}"}\n`

/** Two services of one mode, of which one leads to the other. */
const routed = (inner: string, {edge = '', mode = 'http', release = '3.4', listen = '80'} = {}): string =>
  spec(
    `  edge: {mode: ${mode}, listen: ${listen}, routes: [{when: {source: 10.0.0.0/8}, service: inner}]${edge}}\n  inner: {mode: ${mode}, port: 81, ${inner}}`,
    release,
  )

/** The lines of some kinds, each with the section that it stands in. */
function linesOf(text: string, kinds: RegExp): readonly string[] {
  const {artifacts, findings} = compileTexts(text)
  const [file] = artifacts
  if (file === undefined) throw new Error(formatPretty(findings))
  let section = ''
  return fileOf(file)
    .split('\n')
    .flatMap(line => {
      section = /^\w+ (\S+)/.exec(line)?.[1] ?? section
      return kinds.test(line.trim()) ? [`${section}: ${line.trim()}`] : []
    })
}
const refused = (text: string): readonly string[] => shortly(compileTexts(text).findings.filter(({severity}) => severity === 'error'))

describe('rateLimit behind routes', () => {
  const rules = (text: string): readonly string[] => linesOf(text, /^(stick-table|tcp-request|http-request)/)

  test('counts in the back end, in a table that stands alone where the service has no front end', () => {
    expect(rules(routed(limit))).toEqual([
      'inner:rate: stick-table type ip size 102400 expire 10s store http_req_rate(10s)',
      'inner: http-request track-sc1 src table inner:rate',
      'inner: http-request deny deny_status 429 if { sc1_http_req_rate gt 10 }',
    ])
  })

  test('counts in the table of the service’s own front end, and there nobody twice', () => {
    expect(rules(routed(`listen: 82, ${limit}`, {edge: `, ${limit.replace('10,', '20,')}`}))).toEqual([
      'edge:front: stick-table type ip size 102400 expire 10s store http_req_rate(10s)',
      'edge:front: http-request track-sc0 src',
      'edge:front: http-request deny deny_status 429 if { sc0_http_req_rate gt 20 }',
      'inner:front: stick-table type ip size 102400 expire 10s store http_req_rate(10s)',
      'inner:front: http-request track-sc0 src',
      'inner:front: http-request deny deny_status 429 if { sc0_http_req_rate gt 10 }',
      'inner: http-request track-sc1 src table inner:front unless { fe_name inner:front }',
      'inner: http-request deny deny_status 429 if { sc1_http_req_rate gt 10 }',
    ])
  })

  test('counts connections of a tcp service', () => {
    expect(rules(routed(limit, {mode: 'tcp', release: '1.5'}))).toEqual([
      'inner:rate: stick-table type ip size 102400 expire 10s store conn_rate(10s)',
      'inner: tcp-request content track-sc1 src table inner:rate',
      'inner: tcp-request content reject if { sc1_conn_rate gt 10 }',
    ])
  })

  test('takes the IPv6 clients of the listeners whose routes lead there', () => {
    expect(rules(routed(limit, {listen: '"[2001:db8::5]:80"'}))[0]).toContain('type ipv6')
    expect(rules(routed(limit, {listen: '{port: 80, acceptProxy: true}'}))[0]).toContain('type ipv6')
    expect(rules(routed(`listen: 82, ${limit}`, {listen: '"[2001:db8::5]:80"'}))[0]).toContain('type ipv6')
  })

  test('lets `access` speak first', () => {
    expect(rules(routed(`${limit}, access: {deny: 10.9.0.0/16}`))[1]).toBe('inner: http-request deny if access:denied')
  })

  test.each([
    ['1.5', limit, 'http', ['LB401 rateLimit']],
    ['1.6', limit, 'http', []],
    ['1.5', limit, 'tcp', []],
    ['1.7', `listen: 82, ${limit}`, 'http', ['LB401 rateLimit']],
    ['1.7', `listen: 82, ${limit}`, 'tcp', ['LB401 rateLimit']],
    ['1.8', `listen: 82, ${limit}`, 'http', []],
  ])('%s: %s, %s', (release, inner, mode, said) => {
    expect(refused(routed(inner, {release, mode}))).toEqual(said)
  })
})

describe('redirecting listeners', () => {
  const redirecting = (fields: string, {listen = '80, ', mode = 'http', release = '3.4'} = {}): string =>
    spec(`  web: {mode: ${mode}, listen: [${listen}{port: 81, ${url}}], port: 80, ${fields}}`, release)
  const lines = (text: string): readonly string[] =>
    linesOf(text, /^(stick-table|tcp-request|http-request|http-(after-)?response|rsp|redirect)/).filter(
      line => line.startsWith('web:redirect') || line.includes('stick-table'),
    )
  const away = 'web:redirect: http-request redirect location https://www.example.com/ code 301'

  test('have the limit of the service, in one table with it', () => {
    expect(lines(redirecting(limit))).toEqual([
      'web:front: stick-table type ip size 102400 expire 10s store http_req_rate(10s)',
      'web:redirect: http-request track-sc0 src table web:front',
      'web:redirect: http-request deny deny_status 429 if { sc0_http_req_rate gt 10 }',
      away,
    ])
    expect(lines(redirecting(limit, {listen: ''}))).toEqual([
      'web:redirect: http-request track-sc0 src table web:rate',
      'web:redirect: http-request deny deny_status 429 if { sc0_http_req_rate gt 10 }',
      away,
      'web:rate: stick-table type ip size 102400 expire 10s store http_req_rate(10s)',
    ])
  })

  test('count connections where the service does', () => {
    expect(lines(redirecting(limit, {mode: 'tcp'})).slice(1)).toEqual([
      'web:redirect: tcp-request connection track-sc0 src table web:front',
      'web:redirect: tcp-request connection reject if { sc0_conn_rate gt 10 }',
      away,
    ])
  })

  test('have the headers of the service, where a release sees what it says itself', () => {
    const headers = 'responseHeaders: {set: {X-A: b}, add: {X-B: c}, remove: [X-C]}'
    expect(lines(redirecting(headers))).toEqual([
      'web:redirect: http-after-response del-header X-C',
      'web:redirect: http-after-response set-header X-A b',
      'web:redirect: http-after-response add-header X-B c',
      away,
    ])
    expect(lines(redirecting(headers, {release: '2.1'}))).toEqual([away])
    expect(lines(redirecting(headers, {release: '1.4'}))).toEqual(['web:redirect: redirect location https://www.example.com/ code 301'])
  })

  test('have its access', () => {
    expect(lines(redirecting('access: {deny: 10.9.0.0/16}'))).toEqual([
      'web:redirect: tcp-request connection reject if access:denied',
      away,
    ])
  })
})

describe('responseHeaders where there are routes', () => {
  const headers = (text: string): readonly string[] => linesOf(text, /^http-(after-)?response/)

  test('stand in the back end, and in the front end for what that says itself', () => {
    const [own, inner] = [', responseHeaders: {set: {X-A: edge}}', 'listen: 82, responseHeaders: {add: {X-A: inner}}']
    expect(headers(routed(inner, {edge: own}))).toEqual([
      'edge:front: http-after-response set-header X-A edge if { be_name edge:front }',
      'edge: http-after-response set-header X-A edge',
      'inner:front: http-after-response add-header X-A inner if { be_name inner:front }',
      'inner: http-after-response add-header X-A inner',
    ])
    expect(headers(routed(inner, {edge: own, release: '2.1'}))).toEqual([
      'edge: http-response set-header X-A edge',
      'inner: http-response add-header X-A inner',
    ])
  })
})

describeHaproxies(releasesToAsk(), engine => {
  const {release} = engine
  const isOld = release === '1.4'
  const fields = `${isOld ? 'check: none' : limit}, responseHeaders: {set: {X-A: b}, add: {X-B: c}, remove: [X-C]}, access: {deny: 10.9.0.0/16}`
  const both = Number(release.replace('.', '0')) >= 108
  const routes = Number(release.replace('.', '0')) >= 106 ? fields : fields.replace(limit, 'check: none')

  test.each([
    ['routes to a service of its own', routed(routes, {edge: `, ${fields}`, release})],
    ['routes to a service with listeners', routed(both ? `listen: 82, ${fields}` : 'listen: 82', {edge: `, ${fields}`, release})],
    ['routes of connections', routed(isOld ? 'check: none' : limit, {mode: 'tcp', release})],
    ['redirects', spec(`  web: {mode: http, listen: [80, {port: 81, ${url}}], port: 80, ${fields}}`, release)],
    ['redirects beside tcp', spec(`  web: {listen: [80, {port: 81, ${url}}], port: 80, ${isOld ? 'check: none' : limit}}`, release)],
    ['redirects alone', spec(`  web: {mode: http, listen: [{port: 81, ${url}}], port: 80, ${fields}}`, release)],
  ])('takes in silence: %s', (_, text) => {
    expect(complaintsOf(engine, text)).toBe('')
  })
})

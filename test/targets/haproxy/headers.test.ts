import {describe, expect, test} from '@jest/globals'
import {formatPretty} from '../../../src/findings/format.ts'
import {compileTexts, faultsIn, fileOf, shortly} from '../../support/compiling.ts'
import {describeHaproxies} from '../../support/engines.ts'
import {complaintsOf, releasesToAsk} from '../../support/haproxy-silence.ts'

const tls = '{port: 443, tls: c}'
const spec = (fields: string, {listen = '80', release = '2.6', defaults = '{}', mode = 'http'} = {}): string => `lbgen: 1
name: headers
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
certificates: {c: {file: /etc/c.pem}}
defaults: ${defaults}
services:
  web: {mode: ${mode}, listen: [${listen}], port: 80, ${fields}}
haproxy: {version: "${release}"}
`

const linesOf = (text: string): readonly string[] => {
  const {artifacts, findings} = compileTexts(text)
  const [file] = artifacts
  if (file === undefined) throw new Error(formatPretty(findings))
  return fileOf(file)
    .split('\n')
    .map(line => line.trim())
    .filter(line => /^(http-|req|rsp|option (forward|http-server))/.test(line) && !line.includes(' redirect '))
}
const findingsOf = (text: string): readonly string[] => shortly(faultsIn(compileTexts(text).findings))

describe('headers', () => {
  const changes = `requestHeaders: {set: {X-Site: "100% of it"}, add: {X-Via: lb}, remove: [X.Old]},
    responseHeaders: {set: {X-Frame-Options: DENY}, add: {Vary: Origin}, remove: [Server]}`

  test('are changed by rules; those of responses on every response where a release can', () => {
    const request = [
      'http-request del-header X.Old',
      String.raw`http-request set-header X-Site 100%%\ of\ it`,
      'http-request add-header X-Via lb',
    ]
    const response = ['del-header Server', 'set-header X-Frame-Options DENY', 'add-header Vary Origin']
    expect(linesOf(spec(changes, {release: '1.5'}))).toEqual([...request, ...response.map(rule => `http-response ${rule}`)])
    expect(linesOf(spec(changes, {release: '2.2'}))).toEqual([...request, ...response.map(rule => `http-after-response ${rule}`)])
  })

  test('are changed line by line, in every request, by 1.4', () => {
    expect(linesOf(spec(changes, {release: '1.4'}))).toEqual([
      'option http-server-close',
      String.raw`reqidel ^X\\.Old:`,
      'reqidel ^X-Site:',
      String.raw`reqadd X-Site:\ 100%\ of\ it`,
      String.raw`reqadd X-Via:\ lb`,
      'rspidel ^Server:',
      'rspidel ^X-Frame-Options:',
      String.raw`rspadd X-Frame-Options:\ DENY`,
      String.raw`rspadd Vary:\ Origin`,
    ])
  })

  test('of a service count more than those of the defaults, name by name', () => {
    const defaults = '{responseHeaders: {set: {X-Frame-Options: DENY, X-Kept: yes please}, add: {Vary: Cookie}, remove: [Server, X-Two]}}'
    const own = 'responseHeaders: {set: {x-frame-options: SAMEORIGIN, server: mine}, remove: [X-Three]}'
    expect(linesOf(spec(own, {defaults}))).toEqual([
      'http-after-response del-header X-Two',
      'http-after-response del-header X-Three',
      String.raw`http-after-response set-header X-Kept yes\ please`,
      'http-after-response set-header x-frame-options SAMEORIGIN',
      'http-after-response set-header server mine',
      'http-after-response add-header Vary Cookie',
    ])
    expect(findingsOf(spec(own, {defaults})).filter(finding => finding.startsWith('LB120'))).toEqual([])
  })

  test('of the defaults are not for tcp services, whose own are refused', () => {
    const defaults = '{requestHeaders: {set: {X-A: b}}, responseHeaders: {remove: [Server]}, hsts: true}'
    expect(linesOf(spec('check: none', {mode: 'tcp', defaults}))).toEqual([])
    expect(findingsOf(spec('requestHeaders: {remove: [A]}, hsts: 10d', {mode: 'tcp', listen: tls}))).toEqual(['LB111 A', 'LB111 10d'])
  })

  test('must not contradict each other', () => {
    expect(findingsOf(spec('requestHeaders: {set: {X-A: b, x-a: c}, remove: [X-a]}'))).toEqual(['LB120 x-a', 'LB120 X-a'])
    expect(findingsOf(spec('clientAddress: header, requestHeaders: {remove: [x-forwarded-proto]}'))).toEqual(['LB120 x-forwarded-proto'])
  })
})

describe('clientAddress: header', () => {
  const forwarded = (listen: string, release = '2.6'): readonly string[] =>
    linesOf(spec('clientAddress: header', {listen, release})).map(line => line.replace('http-request ', ''))
  const address = 'set-header X-Forwarded-For %[src]'

  test('tells the scheme as it is', () => {
    expect(forwarded('80')).toEqual([address, 'set-header X-Forwarded-Proto http'])
    expect(forwarded(tls)).toEqual([address, 'set-header X-Forwarded-Proto https'])
    expect(forwarded(`80, ${tls}`)).toEqual([
      address,
      'set-header X-Forwarded-Proto https if { ssl_fc }',
      'set-header X-Forwarded-Proto http unless { ssl_fc }',
    ])
  })

  test('says nothing of it where another program may have taken the TLS off', () => {
    const proxied = '{port: 81, acceptProxy: true}'
    expect(forwarded(proxied)).toEqual([address, 'del-header X-Forwarded-Proto'])
    expect(forwarded(`${proxied}, ${tls}`)).toEqual([
      address,
      'del-header X-Forwarded-Proto',
      'set-header X-Forwarded-Proto https if { ssl_fc }',
    ])
  })

  test('is two lines in place of others in 1.4', () => {
    expect(forwarded('80', '1.4')).toEqual([
      'option http-server-close',
      'option forwardfor',
      'reqidel ^X-Forwarded-For:',
      'reqidel ^X-Forwarded-Proto:',
      String.raw`reqadd X-Forwarded-Proto:\ http`,
    ])
  })
})

describe('hsts', () => {
  const age = (text: string, release = '2.6'): readonly string[] => linesOf(spec(`hsts: ${text}`, {listen: tls, release}))

  test('is a year unless told otherwise, and sent over TLS alone', () => {
    const line = 'set-header Strict-Transport-Security max-age=31536000 if { ssl_fc }'
    expect(age('true')).toEqual([`http-after-response ${line}`])
    expect(age('true', '2.0')).toEqual([`http-response ${line}`])
    expect(age('false')).toEqual([])
  })

  test('has a long form', () => {
    const value = String.raw`max-age=63072000;\ includeSubDomains;\ preload`
    expect(age('{maxAge: 730d, includeSubDomains: true, preload: true}')).toEqual([
      `http-after-response set-header Strict-Transport-Security ${value} if { ssl_fc }`,
    ])
    expect(age('0s')[0]).toContain('max-age=0 if')
  })

  test('needs TLS, and a default of it does no harm without', () => {
    // Nobody shows the certificate there.
    expect(findingsOf(spec('hsts: 10d'))).toEqual(['LB159 c', 'LB406 10d'])
    expect(linesOf(spec('check: none', {defaults: '{hsts: true}'}))).toEqual([])
  })

  test('is preloaded only as the lists want it', () => {
    expect(findingsOf(spec('hsts: {preload: true}', {listen: tls}))).toEqual(['LB120 true'])
    expect(findingsOf(spec('hsts: {preload: true, includeSubDomains: true, maxAge: 364d}', {listen: tls}))).toEqual(['LB120 true'])
  })

  test('goes with a redirect in TLS too, where a release can', () => {
    const listen = `${tls}, {port: 444, tls: c, redirect: {to: "https://www.example.com/"}}`
    expect(linesOf(spec('hsts: true', {listen}))).toHaveLength(2)
    expect(linesOf(spec('hsts: true', {listen, release: '2.0'}))).toHaveLength(1)
  })

  test('needs 1.5', () => {
    expect(findingsOf(spec('hsts: true', {listen: tls, release: '1.4'}))).toContain('LB401 true')
  })
})

describeHaproxies(releasesToAsk(), engine => {
  const changes = (key: string): string => `${key}: {set: {X-A: "a 'b' \\"c\\" 100%"}, add: {X-B: "#"}, remove: [X-C, X.D]}`
  const both = `clientAddress: header, ${changes('requestHeaders')}, ${changes('responseHeaders')}`

  test('takes all of it in silence', () => {
    expect(complaintsOf(engine, spec(both, {release: engine.release}))).toBe('')
  })

  // Those before 2.2 are built without TLS.
  const ready = ['2.2', '2.6', '3.0', '3.2', '3.4'].includes(engine.release)
  ;(ready ? test : test.skip)('takes HSTS and the scheme in silence', () => {
    const listen = `80, ${tls}, {port: 444, tls: c, redirect: {to: "https://www.example.com/"}}`
    const hsts = 'hsts: {maxAge: 730d, includeSubDomains: true, preload: true}'
    expect(complaintsOf(engine, spec(`${both}, ${hsts}`, {listen, release: engine.release}))).toBe('')
    expect(complaintsOf(engine, spec(both, {listen: `${tls}, {port: 81, acceptProxy: true}`, release: engine.release}))).toBe('')
  })
})

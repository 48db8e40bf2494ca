import {describe, expect, test} from '@jest/globals'
import {compileTexts} from '../../support/compiling.ts'

const spec = (services: string, more = ''): string => `
lbgen: 1
name: gates
loadBalancers: {lb1: 10.0.0.1}
nodes: {web1: 10.0.0.21, web2: 10.0.0.22}
certificates: {main: {file: /etc/certs/main.pem}, more: {file: '/etc/certs/"more" \\ $1.pem'}}
tls: {terminator: pound}
services: ${services}
${more}
`

/** The lines of both files, and what was found. */
function rendered(text: string) {
  const {artifacts, findings} = compileTexts(text)
  const linesOf = (file: string): readonly string[] =>
    artifacts
      .filter(({path}) => path === `lb1/${file}`)
      .flatMap(({chunks}) => chunks.join('').split('\n'))
      .map(line => line.trim())
  const [artifact] = artifacts.filter(({target}) => target === 'pound')
  return {pound: linesOf('pound.cfg'), haproxy: linesOf('haproxy.cfg'), codes: findings.map(({code}) => code), artifact}
}

const web = (fields = '', tls = 'main'): string =>
  `{web: {mode: http, listen: [80, {address: 10.0.0.5, port: 443, tls: ${tls}}], port: 80${fields}}}`

/** What HAProxy is told of the header that Pound sends. */
const forwarded = (lines: readonly string[]): readonly string[] => lines.filter(line => /X-Forwarded-For|forwardfor/.test(line))

describe('a listener whose TLS Pound ends', () => {
  const {pound, haproxy} = rendered(spec(web()))

  test('is Pound’s, and HAProxy takes over on a link', () => {
    const start = pound.indexOf('ListenHTTPS')
    expect(pound.slice(start + 1, start + 3)).toEqual(['Address 10.0.0.5', 'Port 443'])
    expect(pound.slice(pound.indexOf('BackEnd') + 1).slice(0, 2)).toEqual(['Address 127.0.0.1', 'Port 20000'])
    expect(haproxy.filter(line => line.startsWith('bind'))).toEqual(['bind :80', 'bind 127.0.0.1:20000 id 20000'])
    expect(haproxy.filter(line => /\bssl/.test(line))).toEqual([])
  })

  test('gives HAProxy its clients’ addresses, before anything else is asked', () => {
    const rules = rendered(spec(web(', access: {deny: [192.0.2.0/24]}'))).haproxy.filter(line => line.startsWith('http-request'))
    expect(rules).toEqual([
      'http-request set-src hdr(X-Forwarded-For,-1) if { so_id 20000 }',
      'http-request del-header X-Forwarded-For if { so_id 20000 }',
      'http-request deny if access:denied',
    ])
  })

  test('leaves plain listeners as they are', () => {
    const services = '{web: {mode: http, listen: 80, port: 80, access: {deny: [192.0.2.0/24]}}}'
    expect(rendered(spec(services)).haproxy).toEqual(rendered(spec(services).replace('pound', 'haproxy')).haproxy)
  })
})

describe('the client’s address in releases that take nobody’s from a header', () => {
  const of = (release: string, fields: string) => forwarded(rendered(spec(web(fields), `haproxy: {version: "${release}"}`)).haproxy)

  test('stays in the header where nodes are to have it', () => {
    expect(of('1.5', ', clientAddress: header')).toEqual(['http-request set-header X-Forwarded-For %[src] unless { so_id 20000 }'])
    expect(of('1.4', ', clientAddress: header')).toEqual([
      'option forwardfor except 127.0.0.1',
      'reqidel ^X-Forwarded-For: unless { so_id 20000 }',
    ])
  })

  test('goes where they are not', () => {
    expect(of('1.5', '')).toEqual(['http-request del-header X-Forwarded-For if { so_id 20000 }'])
    expect(of('1.4', '')).toEqual(['reqidel ^X-Forwarded-For: if { so_id 20000 }'])
  })

  test.each(['access: {deny: [192.0.2.0/24]}', 'balance: source'])('is missed where %s needs it', fields => {
    expect(rendered(spec(web(`, ${fields}`), 'haproxy: {version: "1.5"}')).codes).toContain('LB421')
    expect(rendered(spec(web(`, ${fields}`), 'haproxy: {version: "1.6"}')).codes).not.toContain('LB421')
  })
})

describe('releases of Pound', () => {
  const of = (release: string) => rendered(spec(web('', '{certificates: [main, more]}'), `pound: {release: "${release}", threads: 64}`))

  test('remove what clients say in their own words', () => {
    expect(of('2.8').pound).toContain('HeadRemove "^X-Forwarded-(For|Proto|Port)[[:space:]]*:"')
    expect(of('2.8').pound).toContain('Threads 64')
    expect(of('2.8').pound.join('\n')).not.toMatch(/Rewrite$|DeleteHeader|SetHeader|HeaderOption|Worker|WSTimeOut/m)
    expect(of('4.16').pound).toContain('SetHeader "X-Forwarded-For: $2"')
    expect(of('4.16').pound).toContain('WorkerMaxCount 64')
    expect(of('4.16').pound.join('\n')).not.toMatch(/HeadRemove|AddHeader|Threads/)
  })

  test('have the file in their own place', () => {
    expect(of('2.8').artifact?.install).toBe('/etc/pound/pound.cfg')
    expect(of('4.16').artifact?.install).toBe('/etc/pound.cfg')
    expect(of('4.16').artifact?.check).toEqual(['pound', '-c', '-f', '/etc/pound.cfg'])
  })

  test('read strings in two ways', () => {
    expect(of('2.8').pound).toContain('Cert "/etc/certs/"more" \\ $1.pem"')
    expect(of('4.16').pound).toContain('Cert "/etc/certs/\\"more\\" \\\\ $1.pem"')
  })
})

test('Pound is patient for longer than HAProxy', () => {
  const {pound} = rendered(spec(web(', timeouts: {connect: 2s, client: 30s, server: 40s, tunnel: 1h, queue: 10s}, options: {retries: 2}')))
  expect(pound).toContain('Client 3600')
  expect(pound).toContain('WSTimeOut 3600')
  // A tunnel's silence, three attempts to connect, the queue, and a second more.
  expect(pound).toContain('TimeOut 3617')
})

test.each([
  ['1.0', 'SSLv3'],
  ['1.1', 'TLSv1'],
  ['1.2', 'TLSv1_1'],
  ['1.3', 'TLSv1_2'],
])('for TLS %s it is told %s', (version, refused) => {
  expect(rendered(spec(web('', `{certificate: main, minVersion: "${version}"}`))).pound).toContain(`Disable ${refused}`)
})

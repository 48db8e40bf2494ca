import {describe, expect, test} from '@jest/globals'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {temporaryFolders} from '../../effects/support.ts'
import {compileTexts, faultsIn} from '../../support/compiling.ts'
import {describeHaproxies, runEngine} from '../../support/engines.ts'

const head = (release: string): string => `lbgen: 1
name: found
loadBalancers: {lb1: 192.0.2.1}
haproxy: {version: "${release}"}
`
const resolvers = 'resolvers: {dns1: {nameservers: [10.0.0.53]}, dns2: {nameservers: ["[2001:db8::53]:5353"]}}\n'

/** A service that the DNS names the nodes of. */
const found = (nodes: string, fields = '', listen = '"192.0.2.1:80"'): string =>
  `services: {web: {listen: ${listen}, nodes: ${nodes}${fields}}}\n`

/** Two nodes, one of them by its host name. */
const named = `nodes: {web1: web1.example.com, web2: 192.0.2.12}\nservices: {web: {listen: "192.0.2.1:80", check: none}}\n`

function rendered(text: string): {readonly lines: readonly string[]; readonly said: readonly string[]; readonly text: string} {
  const {artifacts, findings} = compileTexts(text)
  const config = artifacts[0]?.chunks.join('') ?? ''
  return {
    text: config,
    lines: config.split('\n').map(line => line.trim()),
    // Each service asks one of two resolvers.
    said: faultsIn(findings)
      .filter(({code}) => code !== 'LB159')
      .map(({code, message}) => `${code} ${message}`),
  }
}

const serverLines = (text: string): readonly string[] =>
  rendered(text).lines.filter(line => /^(server|server-template|cookie|dynamic-cookie-key) /.test(line))

const tail = 'resolvers dns1 resolve-prefer ipv4 init-addr none'
const check = 'check inter 2s rise 2 fall 3'

describe('nodes from the DNS', () => {
  test.each([
    [
      'addresses, on the port of the service',
      found('{dns: web.example.com}', ', port: 8080'),
      [`web 10 web.example.com:8080 ${check} ${tail}`],
    ],
    [
      'addresses, on the port of the listener',
      found('{dns: web.example.com, type: a, slots: 3}'),
      [`web 3 web.example.com:80 ${check} ${tail}`],
    ],
    [
      'addresses, on the port that the client used',
      found('{dns: web.example.com}', ', port: same', '"192.0.2.1:111,2049"'),
      [`web 10 web.example.com check port 111 inter 2s rise 2 fall 3 ${tail}`],
    ],
    [
      'SRV records, which say the port',
      found('{dns: _http._tcp.example.com, type: srv}'),
      [`web 10 _http._tcp.example.com ${check} ${tail}`],
    ],
    [
      'SRV records behind several listeners',
      found('{dns: _http._tcp.example.com, type: srv}', '', '"192.0.2.1:80,81"'),
      [`web 10 _http._tcp.example.com ${check} ${tail}`],
    ],
    [
      'other resolvers',
      found('{dns: web.example.com, resolvers: dns2}', ', check: none, limits: {maxConnectionsPerNode: 5}'),
      [`web 10 web.example.com:80 maxconn 5 ${tail.replace('dns1', 'dns2')}`],
    ],
  ])('%s', (_, services, lines) => {
    expect(serverLines(head('3.2') + resolvers + services)).toEqual(lines.map(line => `server-template ${line}`))
  })

  test('a cookie is worked out of the address of each', () => {
    const services = found('{dns: web.example.com}', ', mode: http, persistence: cookie, check: none')
    expect(serverLines(head('3.2') + resolvers + services)).toEqual([
      'cookie SERVERID insert indirect nocache httponly dynamic',
      'dynamic-cookie-key web',
      `server-template web 10 web.example.com:80 ${tail}`,
    ])
  })

  test.each([
    ['1.7', ['LB401 Service `web` wants to find its nodes in the DNS, which HAProxy 1.7 cannot.']],
    ['1.8', []],
    [
      '1.6',
      [
        'LB401 Service `web` wants to find its nodes in the DNS, which HAProxy 1.6 cannot.',
        'LB401 Resolvers `dns1` wants to look names up while HAProxy runs, which HAProxy 1.6 cannot.',
        'LB401 Resolvers `dns2` wants to look names up while HAProxy runs, which HAProxy 1.6 cannot.',
      ],
    ],
  ])('in %s', (release, said) => {
    expect(rendered(head(release) + resolvers + found('{dns: web.example.com}')).said).toEqual(said)
  })

  test('one slot is one node', () => {
    const {findings} = compileTexts(head('3.2') + resolvers + found('{dns: web.example.com, slots: 1}'))
    expect(findings.map(({message}) => message)).toContain('Service `web` has room for only one node from the DNS.')
  })
})

describe('resolvers', () => {
  const section = (text: string, name: string): readonly string[] => {
    const {lines} = rendered(text)
    const start = lines.indexOf(`resolvers ${name}`)
    return lines.slice(start + 1, lines.indexOf('', start))
  }
  const all = `resolvers:
  dns1:
    nameservers: [10.0.0.53, "10.0.1.53:5353", "2001:db8::53", "[2001:db8::54]:54", {address: 10.0.2.53}]
    hold: {valid: 20s, nx: 5s, refused: 6s, timeout: 7s, other: 8s, obsolete: 1m}
    timeouts: {resolve: 2s, retry: 500ms}
    retries: 5
    payloadSize: 4096
`

  test('says all that is said of them', () => {
    expect(section(head('3.2') + all + found('{dns: web.example.com}'), 'dns1')).toEqual([
      'nameserver ns1 10.0.0.53:53',
      'nameserver ns2 10.0.1.53:5353',
      'nameserver ns3 [2001:db8::53]:53',
      'nameserver ns4 [2001:db8::54]:54',
      'nameserver ns5 10.0.2.53:53',
      'accepted_payload_size 4096',
      'resolve_retries 5',
      'timeout resolve 2s',
      'timeout retry 500ms',
      'hold valid 20s',
      'hold nx 5s',
      'hold refused 6s',
      'hold timeout 7s',
      'hold other 8s',
      'hold obsolete 1m',
    ])
  })

  test('has its defaults, as far as the release knows them', () => {
    const whole = ['accepted_payload_size 8192', 'resolve_retries 3', 'timeout resolve 1s', 'timeout retry 1s', 'hold valid 10s']
    expect(section(head('1.8') + resolvers + named, 'dns1')).toEqual(['nameserver ns1 10.0.0.53:53', ...whole])
    expect(section(head('1.7') + resolvers + named, 'dns1')).toEqual([
      'nameserver ns1 10.0.0.53:53',
      'resolve_retries 3',
      'timeout retry 1s',
      'hold valid 10s',
    ])
  })

  test('a duration alone is how long good answers hold', () => {
    const short = 'resolvers: {dns1: {nameservers: [10.0.0.53], hold: 30s}}\n'
    expect(section(head('3.2') + short + named, 'dns1')).toContain('hold valid 30s')
  })

  test('what 1.7 lacks is refused where it was written', () => {
    expect(rendered(head('1.7') + all + found('[web1]') + 'nodes: {web1: 192.0.2.11}\n').said).toEqual([
      'LB401 Resolvers `dns1` wants `timeouts.resolve`, which HAProxy 1.7 cannot.',
      'LB401 Resolvers `dns1` wants `payloadSize`, which HAProxy 1.7 cannot.',
      'LB401 Resolvers `dns1` wants `hold.obsolete`, which HAProxy 1.7 cannot.',
    ])
  })
})

describe('nodes with host names', () => {
  test.each([
    ['3.2', resolvers, 'resolvers dns1 resolve-prefer ipv4 init-addr last,libc,none'],
    ['2.9', resolvers, 'resolvers dns1 resolve-prefer ipv4 init-addr last,libc,none'],
    ['2.8', resolvers, 'resolvers dns1 resolve-prefer ipv4 init-addr none'],
    ['1.7', resolvers, 'resolvers dns1 resolve-prefer ipv4 init-addr none'],
    ['3.2', '', 'init-addr last,libc,none'],
    ['1.7', '', 'init-addr last,libc,none'],
  ])('in %s, with %j', (release, more, words) => {
    expect(serverLines(head(release) + more + named)).toEqual([
      `server web1 web1.example.com:80 weight 1 ${words}`,
      'server web2 192.0.2.12:80 weight 1',
    ])
  })

  test('are looked up once where there are no resolvers, which is said', () => {
    const once =
      'LB414 HAProxy looks `web1.example.com` up once, when it starts: node `web1` keeps that address until the next start, or has none.'
    expect(rendered(head('2.6') + named).said).toContain(once)
    expect(rendered(head('2.6') + resolvers + named).said).not.toContain(once)
  })
})

const newFolder = temporaryFolders()

describeHaproxies(['2.2', '2.6', '3.0', '3.2', '3.4'], ({release, program}) => {
  test.each([
    ['addresses', found('{dns: web.lbgen.invalid}', ', port: 8080, limits: {maxConnectionsPerNode: 5, maxQueuePerNode: 3}')],
    ['any port', found('{dns: web.lbgen.invalid}', ', port: same, clientAddress: proxy-protocol', '"192.0.2.1:111,2049"')],
    ['SRV records', found('{dns: _http._tcp.lbgen.invalid, type: srv, slots: 100}', ', mode: http, check: http, persistence: cookie')],
    [
      'TLS and tables',
      found(
        '{dns: web.lbgen.invalid, resolvers: dns2}',
        ', reencrypt: {verify: none, sni: a.example}, persistence: source, check: {tls: true}',
      ),
    ],
    ['names', named.replaceAll('web1.example.com', 'web1.lbgen.invalid')],
  ])('takes %s without a word', (_, services) => {
    const {text, said} = rendered(head(release) + resolvers + services)
    expect(said).toEqual([])
    const folder = newFolder()
    writeFileSync(join(folder, 'haproxy.cfg'), text)
    const {exitCode, stdout, stderr} = runEngine(program, ['-c', '-f', 'haproxy.cfg'], folder)
    expect(`${stdout}${stderr}`.replace('Configuration file is valid\n', '').replaceAll(/^\[NOTICE\].*\n/gm, '')).toBe('')
    expect(exitCode).toBe(0)
  })
})

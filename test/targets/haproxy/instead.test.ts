import {describe, expect, test} from '@jest/globals'
import {isError} from '../../../src/findings/finding.ts'
import {type Replaceable, insteadOf, supports} from '../../../src/targets/haproxy/since.ts'
import {compileTexts} from '../../support/compiling.ts'
import {specReleases} from '../../support/spec-releases.ts'

/** A spec in pieces: fields of the one service, of `haproxy`, and whatever else. */
type Pieces = Readonly<{service?: string; haproxy?: string; nodes?: string; more?: string; listen?: string; other?: string}>

const spec = (
  {service = 'check: none', haproxy = '', nodes = '{a: 10.0.0.2, b: 10.0.0.3}', more = '', listen = '80', other = ''}: Pieces,
  release: string,
) =>
  `lbgen: 1
name: n
loadBalancers: {lb1: 10.0.0.1}
nodes: ${nodes}
certificates: {c: {file: /etc/c.pem}}
services:
  web: {listen: ${listen}, port: 80, ${service}}
${other}
haproxy: {version: "${release}"${haproxy === '' ? '' : `, ${haproxy}`}}
${more}`

const http = (fields: string): Pieces => ({service: `mode: http, check: none, ${fields}`})
const tcp = (fields: string): Pieces => ({service: `check: none, ${fields}`})
const checked = (check: string): Pieces => ({service: `mode: http, check: ${check}`})
const haproxy = (fields: string): Pieces => ({haproxy: fields})
const inTls = (fields: string): Pieces => ({service: `check: {type: tcp${fields}}, reencrypt: {verify: none, sni: a.example.com}`})
const modern = (tls: string): Pieces => ({listen: `{port: 443, tls: {certificate: c${tls}}}`})
const found = (nodes: string): Pieces => ({service: `check: none, nodes: ${nodes}`, more: 'resolvers: {dns: {nameservers: [10.0.0.53]}}'})
const resolvers = (fields: string): Pieces => ({more: `resolvers: {dns: {nameservers: [10.0.0.53]${fields}}}`})
const plain = haproxy('log: {target: 127.0.0.1}')
const denied = (status: number): Pieces => http(`routes: [{when: {path: /a}, deny: ${status}}]`)
const table = (persistence: string): Pieces => http(`persistence: {type: application-cookie, name: A${persistence}}`)
const redirected = (code: number): Pieces => http(`routes: [{when: {path: /a}, redirect: {to: /b, code: ${code}}}]`)
const transparent = 'check: none, clientAddress: transparent'
const stuck = (persistence: string): Pieces => tcp(`persistence: ${persistence}`)
const metrics = (field: string): Pieces => haproxy(`stats: {listen: "127.0.0.1:8404"${field}}`)

/** What asks for each feature that has something in its place, and what does as each hint says. */
const ways: Readonly<Record<Exclude<Replaceable, 'nbproc'>, readonly [Pieces, Readonly<Record<string, Pieces>>]>> = {
  threads: [haproxy('threads: 2'), {'Write `processes`': haproxy('processes: 2')}],
  logToOutput: [haproxy('log: {target: stdout}'), {'Log to `127.0.0.1` or `/dev/log`': plain}],
  logToIpv6: [haproxy('log: {target: "[::1]:514"}'), {'Log to an IPv4 address or a socket': plain}],
  logToDescriptor: [haproxy('log: {target: fd@5}'), {'Log to `127.0.0.1` or `/dev/log`': haproxy('log: {target: /dev/log}')}],
  logByProtocol: [haproxy('log: {target: udp@127.0.0.1}'), {'Write the address without `udp@`': plain}],
  logOverTcp: [haproxy('log: {target: tcp@127.0.0.1}'), {'Log to an address over UDP, without `tcp@`': plain}],
  newestTls: [modern(', minVersion: "1.3"'), {'Use the profile `intermediate` or an older `minVersion`': modern(', minVersion: "1.2"')}],
  http2: [
    {...modern(', alpn: [h2, http/1.1]'), ...http('stats: false')},
    {'Leave `h2` out': {...modern(', alpn: [http/1.1]'), ...http('stats: false')}},
  ],
  listenerTls: [
    modern(''),
    {
      'Write `tls: {terminator: stunnel}`, or `pound` for http services, which ends it in front of HAProxy': {
        ...modern(''),
        more: 'tls: {terminator: stunnel}',
      },
    },
  ],
  pageTls: [haproxy('stats: {listen: {port: 8404, tls: c}}'), {'Leave `tls` out there': haproxy('stats: {listen: {port: 8404}}')}],
  redirectKeepingMethod: [
    {listen: '[{port: 81, redirect: {to: "https://a.example.com/", code: 308}}, {port: 80}]'},
    {'Write 301, 302 or 303': {listen: '[{port: 81, redirect: {to: "https://a.example.com/", code: 302}}, {port: 80}]'}},
  ],
  repeatableRedirects: [redirected(308), {'Write 301, 302 or 303': redirected(303)}],
  statsAdmin: [metrics(', admin: true'), {'Use the socket for administration': haproxy('socket: /run/haproxy.sock')}],
  prometheus: [metrics(', prometheus: true'), {'Let an exporter read the statistics page': metrics('')}],
  systemAuthorities: [
    {service: 'check: none, reencrypt: true'},
    {'Name a file under `reencrypt.ca`': {service: 'check: none, reencrypt: {ca: /etc/ca.pem}'}},
  ],
  keptRights: [
    {service: transparent, haproxy: 'user: haproxy'},
    {'Write `user: root` under `haproxy`': {service: transparent, haproxy: 'user: root'}},
  ],
  syslog5424: [
    haproxy('log: {target: 127.0.0.1, format: rfc5424}'),
    {'Write `rfc3164`': haproxy('log: {target: 127.0.0.1, format: rfc3164}')},
  ],
  plainLogs: [
    haproxy('log: {target: 127.0.0.1, format: short}'),
    {'Log to an address in `rfc3164`': haproxy('log: {target: 127.0.0.1, format: rfc3164}')},
  ],
  timedLogs: [
    haproxy('log: {target: 127.0.0.1, format: iso}'),
    {
      'Write `short`': haproxy('log: {target: 127.0.0.1, format: short}'),
      'Log to an address in `rfc3164`': haproxy('log: {target: 127.0.0.1, format: rfc3164}'),
    },
  ],
  nodeIpv6: [{nodes: '{a: "2001:db8::2"}'}, {'Write the IPv4 address of the node': {nodes: '{a: 10.0.0.2}'}}],
  lookUps: [{nodes: '{a: a.example.com}'}, {'Write addresses in place of names': {}}],
  randomNode: [tcp('balance: random'), {'Write `roundrobin` or `leastconn`': tcp('balance: leastconn')}],
  balanceFactor: [
    http('balance: {algorithm: uri, consistent: true, factor: 150%}'),
    {'Leave `factor` out': http('balance: {algorithm: uri, consistent: true}')},
  ],
  laterTimeouts: [tcp('timeouts: {tunnel: 1h}'), {'Leave it to `client` and `server`': {}}],
  checkNames: [
    inTls(''),
    {
      'Check without TLS (`check.tls: false`)': inTls(', tls: false'),
      'Write `check.port`: checks of a port of their own are plain': inTls(', port: 81'),
    },
  ],
  plainChecks: [
    {service: 'check: {type: tcp, tls: false}, reencrypt: {verify: none}'},
    {'Write `check.port`: checks of a port of their own are plain': {service: 'check: {type: tcp, port: 81}, reencrypt: {verify: none}'}},
  ],
  nodeAlpn: [
    {service: 'mode: http, check: none, reencrypt: {verify: none, alpn: [http/1.1]}'},
    {'Leave `alpn` out': {service: 'mode: http, check: none, reencrypt: {verify: none}'}},
  ],
  tcpTalk: [checked('{type: tcp, send: a}'), {'Leave `send` and `expect` out': checked('tcp')}],
  checkExpect: [
    checked('{type: http, expect: {status: "200"}}'),
    {'Leave `expect` out, which takes any status from 200 to 399 for good': checked('http')},
  ],
  ldapCheck: [checked('ldap'), {'Use `check: tcp`': checked('tcp')}],
  mysqlUser: [{service: 'check: {type: mysql, user: u}'}, {'Use `check: tcp`': {service: 'check: tcp'}}],
  postgresqlCheck: [{service: 'check: {type: postgresql, user: u}'}, {'Use `check: tcp`': {service: 'check: tcp'}}],
  redisCheck: [checked('redis'), {'Use `check: tcp`': checked('tcp')}],
  externalCheck: [checked('{type: external, command: /bin/true}'), {'Use `check: tcp`': checked('tcp')}],
  agentCheck: [checked('{type: agent, port: 81}'), {'Use `check: tcp`': checked('tcp')}],
  agentSend: [checked('{type: agent, port: 81, send: a}'), {'Leave `send` out': checked('{type: agent, port: 81}')}],
  sessionTables: [table(', size: 5k'), {'Leave `size` out': table('')}],
  sharedSessions: [
    {
      ...table(', with: other'),
      other: '  other: {mode: http, listen: 81, port: 80, check: none, persistence: {type: application-cookie, name: A}}',
    },
    {'Leave `with` out': table('')},
  ],
  headerKeys: [http('persistence: {type: header, name: X-A}'), {'Use `persistence: cookie`': http('persistence: cookie')}],
  userKeys: [stuck('rdp-cookie'), {'Use `persistence: source`': stuck('source')}],
  binaryTables: [stuck('tls-session-id'), {'Use `persistence: source`': stuck('source')}],
  ipv6Tables: [{...stuck('source'), listen: '"[::]:80"'}, {'Use `balance: source`': {...tcp('balance: source'), listen: '"[::]:80"'}}],
  maskedKeys: [stuck('{type: source, mask: 24}'), {'Leave `mask` out': stuck('source')}],
  denyStatus: [denied(429), {'Write 403': denied(403)}],
  denyStatusGone: [denied(404), {'Write 403': denied(403)}],
  nonStick: [
    tcp('persistence: source, fallback: {address: 10.0.0.9, port: 80}'),
    {'Use a backup node': tcp('persistence: source, nodes: [a, {node: b, backup: true}]')},
  ],
  resolvers: [resolvers(''), {'Leave `resolvers` out': {}}],
  resolveTimeout: [resolvers(', timeouts: {resolve: 7s}'), {'Leave it out': resolvers('')}],
  payloadSize: [resolvers(', payloadSize: 4096'), {'Leave it out': resolvers('')}],
  holdObsolete: [resolvers(', hold: {obsolete: 5s}'), {'Leave it out': resolvers('')}],
  serverTemplates: [found('{dns: a.example.com}'), {'List the nodes by name': found('[a, b]')}],
}

interface Refusal {
  readonly message: string
  readonly hint: string
}

/** What HAProxy's release refuses, and, if asked, what it does less of. */
function refusals(pieces: Pieces, release: string, codes: readonly string[] = ['LB401']): readonly Refusal[] {
  const {findings} = compileTexts(spec(pieces, release))
  const others = findings.filter(finding => isError(finding) && finding.code !== 'LB401')
  expect(others.map(({message}) => message)).toEqual([])
  return findings.filter(({code}) => codes.includes(code)).map(({message, hint = ''}) => ({message, hint}))
}

// The cast: Object.keys forgets what it lists.
describe.each(Object.keys(ways) as readonly (keyof typeof ways)[])('what is named in place of %s', feature => {
  const [ask, answers] = ways[feature]

  test.each(specReleases.filter(release => !supports(release, feature)))('is there in HAProxy %s', release => {
    const instead = insteadOf(feature, release) ?? ''
    const asked = refusals(ask, release, ['LB401', 'LB407'])
    expect(asked.map(({hint}) => hint)).toContainEqual(expect.stringContaining(instead))
    const answer = answers[instead]
    if (answer === undefined) throw new Error(`Nothing shows what "${instead}" is.`)
    const before = new Set(asked.filter(({hint}) => !hint.startsWith(instead)).map(({message}) => message))
    expect(refusals(answer, release).filter(({message}) => !before.has(message))).toEqual([])
  })
})

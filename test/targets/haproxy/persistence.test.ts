import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import {compileTexts, faultsIn, fileOf} from '../../support/compiling.ts'
import {describeHaproxies, runEngine} from '../../support/engines.ts'

const spec = (version: string, fields: string): string => `lbgen: 1
name: sticky
loadBalancers: {lb1: 127.0.0.1}
nodes: {web1: 127.0.0.11, web2: 127.0.0.12}
services:
  web: {listen: "127.0.0.1:8445", ${fields}}
haproxy: {version: "${version}", user: root, group: root}
`

const compiled = (version: string, fields: string): ReturnType<typeof compileTexts> => compileTexts(spec(version, fields))

/** The lines by which a backend remembers its clients. */
function linesOf(version: string, fields: string): readonly string[] {
  const {artifacts, findings} = compiled(version, fields)
  const [artifact] = artifacts
  if (artifact === undefined) return faultsIn(findings).map(({code, hint}) => `${code} ${hint}`)
  return fileOf(artifact)
    .split('\n')
    .map(line => line.trim())
    .map(line => line.replace(' peers sticky:peers', ''))
    .filter(line => /^(stick|appsession|persist|tcp-re)/.test(line))
}

const session = (name: string, parameter: string): readonly string[] => [
  'stick-table type string len 128 size 10240 expire 30m',
  `stick on req.cook(${name})`,
  `stick match urlp(${parameter},;),field(1,?)`,
  `stick store-response res.cook(${name})`,
]

test.each([
  ['3.4', 'mode: http, persistence: application-cookie', session('JSESSIONID', 'jsessionid')],
  ['1.6', 'mode: http, persistence: {type: application-cookie, name: PHPSESSID}', session('PHPSESSID', 'PHPSESSID')],
  [
    '1.5',
    'mode: http, persistence: {type: application-cookie, timeout: 1h, size: 1m}',
    [
      'stick-table type string len 128 size 1048576 expire 1h',
      'stick on req.cook(JSESSIONID)',
      'stick match urlp(jsessionid,;)',
      'stick store-response res.cook(JSESSIONID)',
    ],
  ],
  ['1.4', 'mode: http, persistence: {type: application-cookie, timeout: 1h}', ['appsession JSESSIONID len 128 timeout 1h request-learn']],
  [
    '1.5',
    'mode: http, persistence: {type: header, name: X-User}',
    ['stick-table type string len 128 size 10240 expire 30m', 'stick on req.fhdr(X-User)'],
  ],
  [
    '1.5',
    'mode: http, persistence: forwarded-for',
    ['stick-table type ipv6 size 10240 expire 30m', 'stick on req.hdr_ip(X-Forwarded-For,-1)'],
  ],
  [
    '1.5',
    'persistence: rdp-cookie',
    [
      'persist rdp-cookie',
      'stick-table type string len 128 size 10240 expire 30m',
      'tcp-request inspect-delay 5s',
      'tcp-request content accept if RDP_COOKIE',
      'stick on req.rdp_cookie(mstshash)',
    ],
  ],
  [
    '1.5',
    'persistence: tls-session-id',
    [
      'stick-table type binary len 32 size 10240 expire 30m',
      'tcp-request inspect-delay 5s',
      'tcp-request content accept if { req.ssl_hello_type 1 }',
      'tcp-response inspect-delay 5s',
      'tcp-response content accept if { res.ssl_hello_type 2 }',
      'stick match req.payload_lv(43,1) if { req.ssl_hello_type 1 }',
      'stick store-response res.payload_lv(43,1) if { res.ssl_hello_type 2 }',
    ],
  ],
  ['1.4', 'persistence: source', ['stick-table type ip size 10240 expire 30m', 'stick on src']],
])('in HAProxy %s, %s', (version, fields, expected) => {
  expect(linesOf(version, fields)).toEqual(expected)
})

test.each([
  ['mode: http, persistence: {type: header, name: X-User}', 'LB401 Use `persistence: cookie`, or use HAProxy 1.5 or later.'],
  ['mode: http, persistence: forwarded-for', 'LB401 Use `persistence: cookie`, or use HAProxy 1.5 or later.'],
  ['persistence: rdp-cookie', 'LB401 Use `persistence: source`, or use HAProxy 1.5 or later.'],
  ['persistence: tls-session-id', 'LB401 Use `persistence: source`, or use HAProxy 1.5 or later.'],
  ['mode: http, persistence: {type: application-cookie, size: 20k}', 'LB401 Leave `size` out, or use HAProxy 1.5 or later.'],
  ['persistence: {type: source, mask: 24}', 'LB401 Leave `mask` out, or use HAProxy 1.5 or later.'],
])('HAProxy 1.4 has no %s', (fields, expected) => {
  expect(linesOf('1.4', fields)).toEqual([expected])
})

const everyType = [
  'mode: http, persistence: application-cookie',
  'mode: http, persistence: {type: header, name: X-User}',
  'mode: http, persistence: forwarded-for',
  'persistence: rdp-cookie',
  'persistence: tls-session-id',
  'persistence: {type: source, mask: 24}',
  'persistence: source}\n  twin: {listen: "127.0.0.1:8446", persistence: {type: source, with: web}',
  'persistence: tls-session-id}\n  twin: {listen: "127.0.0.1:8446", persistence: {type: tls-session-id, with: web}',
]

const releases = ['1.4', '1.5', '1.6', '1.7', '1.8', '1.9', '2.0', '2.1', '2.2', '2.6', '3.0', '3.2', '3.4']
describeHaproxies(
  releases.filter(release => process.env[`LBGEN_HAPROXY_${release.replace('.', '_')}`] ?? Number(release) >= 2.2),
  engine => {
    test.each(everyType)('takes %s without a word', fields => {
      const {artifacts} = compiled(engine.release, fields)
      const folder = mkdtempSync(join(tmpdir(), 'lbgen-sticky-'))
      try {
        for (const artifact of artifacts) writeFileSync(join(folder, 'haproxy.cfg'), fileOf(artifact))
        if (artifacts.length === 0) return expect(engine.release).toBe('1.4')
        const {exitCode, stderr} = runEngine(engine.program, ['-c', '-f', join(folder, 'haproxy.cfg')], folder)
        expect({exitCode, alerts: stderr.match(/\[(ALERT|WARNING)\].*/g)}).toEqual({exitCode: 0, alerts: null})
      } finally {
        rmSync(folder, {recursive: true})
      }
    })
  },
)

/** The lines of two services, the other one's behind the one whose table it shares. */
const shared = (version: string, own: string, other: string, listen = '127.0.0.1:8446'): readonly string[] =>
  linesOf(version, `${own}}\n  twin: {listen: "${listen}", ${other}`)

test.each([
  [
    '3.4',
    'persistence: source',
    'persistence: {type: source, with: web}',
    ['stick-table type ip size 10240 expire 30m', 'stick on src', 'stick on src table web'],
  ],
  [
    '1.4',
    'persistence: source',
    'persistence: {type: source, with: web}',
    ['stick-table type ip size 10240 expire 30m', 'stick on src', 'stick on src table web'],
  ],
  [
    '3.4',
    'persistence: {type: source, mask: 24, timeout: 1h}',
    'persistence: {type: source, with: web}',
    ['stick-table type ip size 10240 expire 1h', 'stick on src,ipmask(24)', 'stick on src,ipmask(24) table web'],
  ],
  [
    '3.4',
    'mode: http, persistence: {type: application-cookie, name: SID}',
    'mode: http, persistence: {type: application-cookie, name: SID, with: web}',
    [
      ...session('SID', 'SID'),
      'stick on req.cook(SID) table web',
      'stick match urlp(SID,;),field(1,?) table web',
      'stick store-response res.cook(SID) table web',
    ],
  ],
])('in HAProxy %s, %s shared by %s', (version, own, other, expected) => {
  expect(shared(version, own, other)).toEqual(expected)
})

test('a table takes IPv6 when a service listens there that shares it', () => {
  const lines = shared('3.4', 'persistence: source', 'persistence: {type: source, with: web}', '[::1]:8446')
  expect(lines[0]).toBe('stick-table type ipv6 size 10240 expire 30m')
})

test('the sessions of 1.4 are no table to share', () => {
  const fields = (more: string): string => `mode: http, persistence: {type: application-cookie${more}}`
  expect(shared('1.4', fields(''), fields(', with: web'))).toEqual(['LB401 Leave `with` out, or use HAProxy 1.5 or later.'])
})

test('what all services share by default is the table of the one that says otherwise', () => {
  const {artifacts} = compileTexts(
    spec('3.4', 'persistence: source}\n  twin: {listen: "127.0.0.1:8446"').replace(
      'services:',
      'defaults: {persistence: {type: source, with: web}}\nservices:',
    ),
  )
  expect(artifacts.flatMap(artifact => fileOf(artifact).match(/stick on .*/g) ?? [])).toEqual(['stick on src', 'stick on src table web'])
})

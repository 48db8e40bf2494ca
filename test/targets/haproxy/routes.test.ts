import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import {makeStandIns} from '../../../src/effects/stand-ins.ts'
import {understand} from '../../../src/compile.ts'
import {targets} from '../../../src/targets/index.ts'
import {print} from '../../../src/targets/print.ts'
import {haproxyVerifier} from '../../../src/targets/haproxy/verify.ts'
import {compileTexts, faultsIn, fileOf, shortly} from '../../support/compiling.ts'
import {describeHaproxies, runEngine} from '../../support/engines.ts'

const spec = (services: string, version = '3.4'): string => `
lbgen: 1
name: routes
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.11, web2: 192.168.1.12}
haproxy: {version: "${version}", socket: /tmp/lbgen-routes.sock}
services:
${services}
`

/** The lines of haproxy.cfg that hold one of the words. */
function linesWith(words: RegExp, services: string, version?: string): readonly string[] {
  const {artifacts} = compileTexts(spec(services, version))
  const text = artifacts.map(fileOf).join('')
  return text
    .split('\n')
    .filter(line => words.test(line))
    .map(line => line.trim())
}

const findings = (services: string, version?: string): readonly string[] =>
  shortly(faultsIn(compileTexts(spec(services, version)).findings))

const web = (fields: string, more = ''): string => `  web: {mode: http, listen: 127.0.0.1:18080, ${fields}}\n${more}`

describe('routes', () => {
  test('each keeps its place: what leads to no service has a backend of its own', () => {
    const routes =
      'routes: [{when: {path: /a}, service: api}, {when: {path: /b}, deny: 403}, {when: {path: /c}, redirect: /d}, {deny: 410}]'
    expect(linesWith(/use_backend|default_backend|^backend|deny|redirect /, web(routes, '  api: {mode: http, port: 80}'))).toEqual([
      'use_backend api if route:1:path',
      'use_backend web:route:2 if route:2:path',
      'use_backend web:route:3 if route:3:path',
      'use_backend web:route:4 if TRUE',
      'default_backend web',
      'backend web:route:2',
      'http-request deny',
      'backend web:route:3',
      'redirect location /d code 301',
      'backend web:route:4',
      'http-request deny deny_status 410',
      'backend web',
      'backend api',
    ])
  })

  test('a long list goes over several lines of one name, each short enough for every release', () => {
    const hosts = Array.from({length: 100}, (_, index) => `${'x'.repeat(30)}${index}.example.com`).join(', ')
    const lines = linesWith(/acl/, web(`routes: [{when: {host: [${hosts}]}, deny: 403}]`))
    expect(new Set(lines.map(line => line.split(' ')[1]))).toEqual(new Set(['route:1:host']))
    expect(lines.flatMap(line => line.match(/\^x+\d+/g) ?? []).length).toBe(100)
    expect(Math.max(...lines.map(line => line.length))).toBeLessThan(2000)
    expect(Math.max(...lines.map(line => line.split(' ').length))).toBeLessThanOrEqual(64)
  })

  test('a service without a listener has a backend and no front end', () => {
    expect(linesWith(/^(frontend|backend)/, web('routes: [{when: {path: /a}, service: api}]', '  api: {mode: http, port: 80}'))).toEqual([
      'frontend web:front',
      'backend web',
      'backend api',
    ])
  })

  test('a table for clients who come by an IPv6 listener of another service takes IPv6', () => {
    const services = (listen: string): string =>
      `  web: {listen: "${listen}", routes: [{when: {source: 10.0.0.0/8}, service: other}]}\n  other: {port: 80, persistence: source}`
    expect(linesWith(/stick-table/, services('127.0.0.1:80'))).toEqual(['stick-table type ip size 10240 expire 30m peers routes:peers'])
    expect(linesWith(/stick-table/, services('[::1]:80'))).toEqual(['stick-table type ipv6 size 10240 expire 30m peers routes:peers'])
  })
})

describe('access', () => {
  const access = 'access: {allow: [10.0.0.0/8], deny: 10.1.2.3}'
  const proxied = (fields: string): string => `  web: {listen: {address: 127.0.0.1, port: 80, acceptProxy: true}, ${fields}}`

  test.each([
    ['1.4', 'content', 'content'],
    ['1.5', 'connection', 'content'],
    ['1.6', 'connection', 'content'],
    ['1.7', 'connection', 'session'],
    ['3.4', 'connection', 'session'],
  ])('in HAProxy %s it acts on the %s, and behind the PROXY protocol on the %s', (version, plain, behind) => {
    const rules = (stage: string): readonly string[] => [
      `tcp-request ${stage} reject if access:denied`,
      `tcp-request ${stage} reject if !access:allowed`,
    ]
    expect(linesWith(/tcp-request/, `  web: {listen: 127.0.0.1:80, ${access}}`, version)).toEqual(rules(plain))
    expect(linesWith(/tcp-request/, proxied(access), version)).toEqual(version === '1.4' ? expect.anything() : rules(behind))
  })

  test('a list of a service stands in the place of the one under `defaults`, and the other one stays', () => {
    const text = `${spec(web('access: {allow: 10.0.0.0/8}', '  more: {listen: 81, access: {deny: []}}'))}defaults: {access: {deny: 192.0.2.1}}\n`
    const cfg = compileTexts(text).artifacts.map(fileOf).join('')
    expect(cfg.match(/acl access.*/g)).toEqual(['acl access:denied src 192.0.2.1', 'acl access:allowed src 10.0.0.0/8'])
  })
})

describe('what a release lacks', () => {
  test.each([
    ['1.4', web('access: {deny: "2001:db8::/32"}'), ['LB401 "2001:db8::/32"']],
    ['1.4', '  web: {listen: 80, routes: [{when: {sni: a.example.com}, deny: 403}]}', ['LB401 a.example.com']],
    ['1.4', web('routes: [{when: {path: /a}, redirect: {to: /b, code: 308}}]'), ['LB401 308']],
    ['1.5', web('routes: [{when: {path: /a}, deny: 429}]'), ['LB401 429']],
    ['2.1', web('routes: [{when: {path: /a}, deny: 404}]'), ['LB401 404']],
    ['1.5', web('fallback: {page: /a, status: 502}'), ['LB401 502']],
    ['1.4', '  web: {listen: 80, persistence: source, fallback: {address: 10.0.0.1, port: 80}}', ['LB401 fallback']],
    ['1.4', '  web: {listen: 80, routes: [{when: {source: 10.0.0.0/8}, deny: 404}]}', []],
  ])('HAProxy %s: %s', (version, services, expected) => {
    expect(findings(services, version).filter(finding => finding.startsWith('LB4'))).toEqual(
      expected.map(text => expect.stringContaining(text.slice(0, 5))),
    )
  })
})

describe('mistakes', () => {
  const api = '  api: {mode: http, port: 80}'
  test.each([
    ['a service of another mode', web('routes: [{when: {path: /a}, service: api}]', '  api: {port: 80}'), ['LB123 api']],
    ['an unknown service', web('routes: [{when: {path: /a}, service: appi}]', api), ['LB105 appi']],
    ['nothing to do', web('routes: [{when: {path: /a}}]'), ['LB120 ']],
    ['two things to do', web('routes: [{when: {path: /a}, deny: 403, service: api}]', api), ['LB120 ']],
    ['a route behind one that always holds', web('routes: [{deny: 403}, {when: {path: /a}, deny: 404}]'), ['LB125 ']],
    ['a path in tcp mode', '  web: {listen: 80, routes: [{when: {path: /a}, deny: 403}]}', ['LB111 /a']],
    ['a redirect in tcp mode', '  web: {listen: 80, routes: [{when: {source: ::1}, redirect: /a}]}', ['LB111 /a']],
    ['sni without TLS', web('routes: [{when: {sni: a.example.com}, deny: 403}]'), ['LB120 a.example.com']],
    ['no network', web('access: {deny: 10.0.0.256}'), ['LB106 10.0.0.256']],
    ['too long a prefix', web('access: {allow: [10.0.0.0/33]}'), ['LB106 10.0.0.0/33']],
    ['a page in tcp mode', '  web: {listen: 80, fallback: {page: /a}}', ['LB111 fallback']],
    ['a service that nobody reaches', web('stats: false', api), ['LB124 api']],
    [
      'routes that are never tried',
      web('routes: [{when: {path: /a}, service: api}]', '  api: {mode: http, port: 80, routes: [{deny: 403}]}'),
      ['LB120 routes'],
    ],
    [
      'a client’s time-out without clients',
      web('routes: [{when: {path: /a}, service: api}]', '  api: {mode: http, port: 80, timeouts: {client: 9m}}'),
      ['LB120 client'],
    ],
    ['no port', web('routes: [{when: {path: /a}, service: api}]', '  api: {mode: http}'), ['LB107 api']],
  ])('%s', (_, services, expected) => {
    expect(findings(services)).toEqual(expected)
  })
})

describeHaproxies(['2.2', '2.6', '3.0', '3.2', '3.4'], ({release, program}) => {
  const folder = mkdtempSync(join(tmpdir(), 'lbgen-routes-'))
  afterAll(() => rmSync(folder, {recursive: true, force: true}))

  const all = `  web:
    mode: http
    listen: [127.0.0.1:18080, "[::1]:18081", {address: 127.0.0.1, port: 18082, redirect: {to: "https://www.example.com/"}}]
    port: 80
    access: {allow: [10.0.0.0/8, "2001:db8::/32"], deny: 10.9.0.0/16}
    fallback: {page: /etc/haproxy/errors/503.http}
    clientAddress: header
    routes:
      - {when: {host: ["*.example.com"], path: /a, pathPrefix: /b, pathRegex: "^/(a|b)#{2}", method: [GET, HEAD]}, service: api}
      - {when: {header: [{name: X-A}, {name: X-B, value: ["-x", "}", "or"]}], source: "2001:db8::/48"}, redirect: {to: "/%20#a", code: 307}}
      - {when: {header: {name: X-B, value: "\\"a b'"}}, deny: 403}
      - {deny: 429}
  api: {mode: http, port: 80, persistence: source, access: {deny: 10.1.1.1}, fallback: {redirect: "https://a.example.com/%20"}}
  pages: {mode: http, listen: {address: 127.0.0.1, port: 18083, acceptProxy: true}, port: 80, access: {deny: 10.1.1.1}, fallback: {page: /etc/x.http, status: 200}}
  tls:
    listen: 127.0.0.1:18084
    access: {deny: "::/0"}
    routes: [{when: {sni: [a.example.com, "*.b.example.com"]}, service: mail}, {when: {source: 10.0.0.1}, deny: 403}]
    persistence: source
    fallback: {address: 127.0.0.9, port: 80}
  mail: {port: 99, access: {allow: 127.0.0.1}, reencrypt: {verify: none}, fallback: {address: "::1", port: 99}}
`

  test('takes all of it without a word', () => {
    const {understood} = understand([{file: 'cluster.yaml', text: spec(all, release)}])
    if (understood === undefined) throw new Error('The spec is not understood.')
    const standIns = makeStandIns(haproxyVerifier.needs(understood.cluster), folder, () => undefined)
    const cluster = haproxyVerifier.withStandIns(understood.cluster, standIns)
    const [artifact] = targets.flatMap(target => target.render(cluster, {print, secrets: new Map()}, () => undefined))
    const file = join(folder, 'haproxy.cfg')
    writeFileSync(file, artifact === undefined ? '' : fileOf(artifact))
    const said = runEngine(program, ['-c', '-f', file], folder)
    expect(haproxyVerifier.explain(said)).toEqual([])
    expect(said.exitCode).toBe(0)
  })
})

import {expect, test} from '@jest/globals'
import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {temporaryFolders} from '../../effects/support.ts'
import {compileTexts, faultsIn, fileOf} from '../../support/compiling.ts'
import {describeHaproxies, runEngine} from '../../support/engines.ts'

const spec = (check: string, release: string, more = ''): string => `lbgen: 1
name: web
loadBalancers: {lb1: 192.0.2.1}
nodes: {web1: 192.0.2.11}
services: {web: {listen: "192.0.2.1:80", check: ${check}${more}}}
haproxy: {version: "${release}", user: root, group: root}
`

/** haproxy.cfg of a service with this check, and the codes of what is said of it. */
function rendered(check: string, release: string, more = ''): {readonly text: string; readonly said: readonly string[]} {
  const {artifacts, findings} = compileTexts(spec(check, release, more))
  const said = faultsIn(findings).map(({code, hint}) => `${code} ${hint ?? ''}`)
  return {text: artifacts[0]?.chunks.join('') ?? '', said}
}

/** The lines about checks: what the backend says, and its server. */
const checkLines = (text: string): readonly string[] =>
  text
    .split('\n')
    .map(line => line.trim())
    .filter(line => /^(option .*(chk|check)|external-check|insecure-fork|server) ?/.test(line))

const server = 'server web1 192.0.2.11:80 check inter 2s rise 2 fall 3'
const sneaky = '{type: agent, port: 9999, send: "a \\"b\\" #c %[d] \\\\n"}'

test.each([
  ['tls', '2.6', [`${server} check-ssl verify none weight 1`]],
  ['tls', '3.4', [`${server} check-ssl no-check-sni-auto verify none weight 1`]],
  ['tls', '1.5', [`${server} check-ssl verify none weight 1`]],
  ['tls', '1.4', ['option ssl-hello-chk', `${server} weight 1`]],
  ['smtp', '1.4', ['option smtpchk EHLO localhost', `${server} weight 1`]],
  [
    '{type: smtp, domain: lb.example.com, port: 26}',
    '2.6',
    ['option smtpchk EHLO lb.example.com', server.replace('check', 'check port 26')],
  ],
  ['{type: smtp, tls: true}', '2.6', ['option smtpchk EHLO localhost', `${server} check-ssl verify none weight 1`]],
  ['ldap', '1.5', ['option ldap-check', `${server} weight 1`]],
  ['redis', '1.5', ['option redis-check', `${server} weight 1`]],
  ['{type: mysql, user: haproxy}', '1.5', ['option mysql-check user haproxy post-41', `${server} weight 1`]],
  // A good answer counts twice there.
  ['{type: mysql, user: haproxy}', '2.2', ['option mysql-check user haproxy post-41', `${server.replace('rise 2', 'rise 3')} weight 1`]],
  ['{type: ldap, rise: 1}', '3.4', ['option ldap-check', `${server.replace('rise 2', 'rise 1')} weight 1`]],
  ['{type: postgresql, user: haproxy}', '1.5', ['option pgsql-check user haproxy', `${server} weight 1`]],
  ['{type: agent, port: 9999}', '1.5', [`${server} agent-check agent-port 9999 agent-inter 2s weight 1`]],
  [sneaky, '1.7', [String.raw`${server} agent-check agent-port 9999 agent-inter 2s agent-send a\ \"b\"\ \#c\ %[d]\ \\n\n weight 1`]],
] as const)('writes %s for %s', (check, release, lines) => {
  const {text, said} = rendered(check, release)
  expect(said).toEqual([])
  const written = checkLines(text)
  expect(written.map((line, index) => line.slice(0, lines[index]?.length))).toEqual(lines)
})

test.each([
  ['1.6', ['external-check']],
  ['2.1', ['external-check']],
  ['2.2', ['external-check', 'insecure-fork-wanted']],
  ['2.9', ['external-check preserve-env', 'insecure-fork-wanted']],
  ['3.3', ['external-check', 'insecure-fork-wanted']],
  // Else 3.4.0 crashes.
  ['3.4', ['external-check', 'insecure-fork-wanted', 'option tcp-check']],
])('lets %s run programs for checks', (release, global) => {
  const {text} = rendered('{type: external, command: /bin/check me}', release)
  const path = 'external-check path /usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin'
  const command = [path, String.raw`external-check command /bin/check\ me`, `${server} weight 1`]
  expect(checkLines(text)).toEqual([...global, 'option external-check', ...command])
})

test.each([
  ['ldap', '1.4', 'Use `check: tcp`, or use HAProxy 1.5 or later.'],
  ['{type: mysql, user: a}', '1.4', 'Use `check: tcp`, or use HAProxy 1.5 or later.'],
  ['{type: smtp, tls: true}', '1.4', 'Use HAProxy 1.5 or later.'],
  ['{type: tcp, sendProxy: true}', '1.4', 'Use HAProxy 1.5 or later.'],
  ['redis', '1.4', 'Use `check: tcp`, or use HAProxy 1.5 or later.'],
  ['{type: postgresql, user: a}', '1.4', 'Use `check: tcp`, or use HAProxy 1.5 or later.'],
  ['{type: agent, port: 9999}', '1.4', 'Use `check: tcp`, or use HAProxy 1.5 or later.'],
  ['{type: agent, port: 9999, send: a}', '1.6', 'Leave `send` out, or use HAProxy 1.7 or later.'],
])('refuses %s on %s, and says what to do', (check, release, hint) => {
  expect(rendered(check, release).said).toEqual([`LB401 ${hint}`])
})

test('refuses a program for checks on 1.5', () => {
  expect(rendered('{type: external, command: /bin/true}', '1.5').said).toContain('LB401 Use `check: tcp`, or use HAProxy 1.6 or later.')
})

test.each(['mysql', 'postgresql'])('refuses a %s check where the traffic is in TLS, save on a port of its own', type => {
  const more = ', reencrypt: {verify: none}'
  expect(rendered(`{type: ${type}, user: a}`, '2.6', more).said).toEqual([
    'LB120 Use `check: tls`, or give the check the `port` of the nodes where they speak plain.',
  ])
  const {text, said} = rendered(`{type: ${type}, user: a, port: 3306}`, '2.6', more)
  expect(said).toEqual([])
  expect(text).toMatch(/server web1 192.0.2.11:80 check port 3306 inter 2s rise [23] fall 3 ssl verify none/)
})

test('an external check says nothing of TLS, which its program minds itself', () => {
  const {text} = rendered('{type: external, command: /bin/true}', '2.6', ', reencrypt: {verify: none}')
  expect(text).toContain(`${server} ssl verify none weight 1`)
})

describeHaproxies(['2.2', '2.6', '3.0', '3.2', '3.4'], ({release, program}) => {
  const newFolder = temporaryFolders()
  const checks = [
    'tls',
    '{type: tls, port: 81, sendProxy: true}',
    'smtp',
    '{type: smtp, domain: a.example, tls: true}',
    'ldap',
    '{type: ldap, tls: true, port: 636}',
    'redis',
    '{type: mysql, user: haproxy}',
    '{type: postgresql, user: haproxy}',
    '{type: external, command: /nowhere/to/be seen}',
    '{type: agent, port: 9999}',
    sneaky,
  ]
  const traffics = [
    '',
    ', mode: http',
    ', reencrypt: {verify: none}',
    ', clientAddress: proxy-protocol-v2',
    ', port: same, nodes: [web1], mode: http, reencrypt: {verify: none, sni: a.example}',
  ]

  test.each(traffics)('takes all of them with %s', traffic => {
    // What contradicts itself is refused.
    const possible = checks.filter(check => !/mysql|postgresql/.test(check) || !traffic.includes('reencrypt'))
    const services = possible.map((check, index) => `s${index}: {listen: "192.0.2.1:${8000 + index}", check: ${check}${traffic}}`)
    const text = spec('tcp', release).replace(/^services: .*$/m, `services: {${services.join(', ')}}`)
    const {artifacts, findings} = compileTexts(text)
    expect(findings.filter(({severity}) => severity === 'error')).toEqual([])
    const folder = newFolder()
    writeFileSync(join(folder, 'haproxy.cfg'), artifacts.flatMap(({chunks}) => chunks).join(''))
    const {exitCode, stderr} = runEngine(program, ['-c', '-f', 'haproxy.cfg'], folder)
    expect({exitCode, alerts: stderr.match(/\[(ALERT|WARNING)\].*/g)}).toEqual({exitCode: 0, alerts: null})
  })
})

test('a `rise` that is counted twice stays within what HAProxy can count to', () => {
  const text = `lbgen: 1\nname: n\nloadBalancers: {lb1: 10.0.0.1}\nnodes: {a: 10.0.0.2}\nservices: {s: {listen: 389, check: {type: ldap, rise: 2147483647}}}\n`
  expect(compileTexts(text).artifacts.map(fileOf).join('')).toContain(' rise 2147483647 ')
})

test.each(['1.5', '3.4'])('%s sends line breaks and other control characters', release => {
  const {text} = rendered(String.raw`{type: tcp, send: "info #1\r\n\t\x01", expect: fine}`, release)
  expect(text).toContain(String.raw`tcp-check send info\ \#1\r\n\t\x01`)
})

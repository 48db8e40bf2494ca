import {readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {isError} from '../../src/findings/finding.ts'
import {formatPretty} from '../../src/findings/format.ts'
import {formatResolved} from '../../src/format-resolved.ts'
import {targets} from '../../src/targets/index.ts'
import {print} from '../../src/targets/print.ts'
import {compileTexts, fileOf} from '../support/compiling.ts'
import {specReleases} from '../support/spec-releases.ts'
import {someOf} from '../support/thorough.ts'

const examples = join(import.meta.dirname, '../../examples')

/** One service that leaves as much as it can to defaults. */
const spec = (fields: string, more = ''): string =>
  `lbgen: 1\nname: n\nloadBalancers: {lb1: 10.0.0.1}\nnodes: {a: 10.0.0.2, b: 10.0.0.3}\ncertificates: {c: {file: /etc/c.pem}}\nservices: {web: {listen: 80, port: 80, ${fields}}}\n${more}`

const resolvers = 'resolvers: {dns: {nameservers: [10.0.0.53]}}\n'

const specs: readonly (readonly [string, string])[] = [
  ...readdirSync(examples).map(name => [name, readFileSync(join(examples, name, 'cluster.yaml'), 'utf8')] as const),
  ...[
    'mode: http, persistence: cookie',
    'mode: http, persistence: {type: application-cookie, name: A}',
    'mode: http, persistence: forwarded-for, hsts: false',
    'mode: http, check: http, rateLimit: {requests: 3, per: 1s}, compression: true',
    'mode: http, routes: [{when: {path: /a}, redirect: /b}], fallback: {page: /a.http}, access: {deny: 10.0.0.0/8}',
    'check: ldap, persistence: source',
    'reencrypt: {verify: none}, check: {type: tcp, port: 81}',
    'persistence: rdp-cookie, clientAddress: proxy-protocol',
  ].map(fields => [fields, spec(fields)] as const),
  ['cookies for all', spec('mode: http', 'defaults: {persistence: cookie}\n')],
  ['nodes by name', spec('check: none', resolvers).replace('10.0.0.2', 'a.example.com')],
  ['nodes from the DNS', spec('nodes: {dns: a.example.com}', resolvers)],
  ['statistics and logs', spec('check: none', 'haproxy: {stats: {listen: "127.0.0.1:8404"}, log: {target: 127.0.0.1}}\n')],
]

/** A spec for another release, whatever it says of HAProxy's. */
const forRelease = (text: string, release: string): string =>
  /^haproxy:/m.test(text)
    ? text.replace(/^(haproxy: *\{|haproxy:\n(?: *#.*\n)*)(\s*version: ".*"\n)?/m, (_, start: string) =>
        start.endsWith('{') ? `${start}version: "${release}", ` : `${start}  version: "${release}"\n`,
      )
    : `${text}\nhaproxy: {version: "${release}"}\n`

describe.each(specs)('%s', (_, text) => {
  let accepted = 0

  test.each(someOf(specReleases, 5))('with its defaults filled in is no other cluster for HAProxy %s', release => {
    const {understood, findings, artifacts} = compileTexts(forRelease(text, release))
    if (understood === undefined || findings.some(isError)) return
    accepted += 1
    expect(understood.cluster.haproxy.version.value).toBe(release)
    const again = compileTexts(formatResolved(understood, {targets, print}))
    expect(formatPretty(again.findings.filter(isError))).toBe('')
    expect(again.artifacts.map(fileOf)).toEqual(artifacts.map(fileOf))
  })

  test('is accepted for some release', () => {
    expect(accepted).toBeGreaterThan(0)
  })
})

test('what a release lacks is left out where nobody wrote it, and nothing else', () => {
  const {understood} = compileTexts(forRelease(spec('mode: http, persistence: cookie'), '1.4'))
  if (understood === undefined) throw new Error('It is not understood.')
  const text = formatResolved(understood, {targets, print})
  expect(text).not.toContain('httpOnly')
  expect(text).toContain('secure: false')
})

import {describe, expect, test} from '@jest/globals'
import {compile, standInSecrets} from '../../src/compile.ts'
import {available} from '../../src/rules/available.ts'
import {correct} from '../../src/rules/correct.ts'
import {documented as rules} from '../../src/rules/index.ts'
import {product} from '../../src/rules/product.ts'
import {secure} from '../../src/rules/secure.ts'
import {targets} from '../../src/targets/index.ts'
import {printer} from '../../src/targets/template.ts'
import {templates} from '../../src/targets/templates.gen.js'

const print = printer(templates)

/** The code of each finding, of any stage. */
const codesOf = (text: string): readonly string[] =>
  compile([{file: 'cluster.yaml', text}], {targets, print, secrets: standInSecrets}).findings.map(({code}) => code)

describe.each(rules.map(rule => [`${rule.code} ${rule.name}`, rule] as const))('%s', (_, {code, bad, good}) => {
  test('reports its bad spec once, and nothing else does', () => {
    expect(codesOf(bad)).toEqual([code])
  })

  test('leaves its good spec alone, as everything else does', () => {
    expect(codesOf(good)).toEqual([])
  })
})

test('the codes are in order, and no code or name is there twice', () => {
  const codes = rules.map(({code}) => code)
  expect(codes).toEqual([...new Set(codes)].sort())
  expect(new Set(rules.map(({name}) => name)).size).toBe(rules.length)
})

test('each rule is in the list of its family', () => {
  for (const [family, list] of Object.entries({correct, available, secure, product}))
    expect(list.filter(rule => rule.family !== family).map(({name}) => name)).toEqual([])
})

test.each(rules.map(rule => [rule.name, rule] as const))('%s reads as a rule', (name, {code, summary, why}) => {
  expect(code).toMatch(/^LB[23]\d\d$/)
  expect(name).toMatch(/^[a-z]+(-[a-z]+)+$/)
  expect(summary).toMatch(/^[A-Z].*\.$/)
  expect(why).toMatch(/\.$/)
})

/** A spec with one service, and whatever else is said. */
const spec = (service: string, more = ''): string => `lbgen: 1
name: small
loadBalancers: {lb1: 192.168.1.10}
nodes: {node1: 192.168.1.21, node2: 192.168.1.22}
services:
  main: ${service}
${more}`

const cifs = (timeouts: string, application = ''): string =>
  spec(
    `{listen: "192.168.1.10:445", timeouts: ${timeouts}}`,
    `applications: {main: {kind: alfresco, release: "5.0", services: {cifs: main}${application}}}`,
  )

/** A service that tells its nodes who the client is, and one that it leads to. */
const routed = (inner: string, edge = 'clientAddress: header'): string =>
  spec(
    `{mode: http, listen: "192.168.1.10:80", ${edge}, routes: [{when: {path: /a}, service: inner}]}`,
    `  inner: {mode: http, port: 80, ${inner}}`,
  )

const stats = (fields: string): string => spec('{mode: http, listen: "192.168.1.10:80"}', `haproxy: {stats: ${fields}}`)

test.each([
  ['CIFS with the default time-outs', cifs('{}'), ['LB203']],
  [
    'a node of an application alone',
    spec(
      '{listen: "192.168.1.10:445", nodes: [node1], timeouts: {client: 16m, server: 16m}}',
      'applications: {main: {kind: alfresco, release: "5.0", services: {cifs: main}, nodes: [node1, node2]}}',
    ),
    ['LB201'],
  ],
  ['CIFS that waits as long as Alfresco', cifs('{client: 15m, server: 15m}'), []],
  ['CIFS whose tunnel time-out is long', cifs('{tunnel: 1h}'), []],
  ['CIFS whose tunnel time-out is short', cifs('{client: 16m, server: 16m, tunnel: 5m}'), ['LB203', 'LB236']],
  ['CIFS where Alfresco waits less', cifs('{client: 5m, server: 5m}', ', properties: {cifs.sessionTimeout: 240}'), []],
  [
    'CIFS where Alfresco waits longer',
    cifs('{client: 16m, server: 16m}', ', nodeProperties: {node2: {cifs.sessionTimeout: 3600}}'),
    ['LB203'],
  ],
  ['CIFS through Balance, which waits for ever', cifs('{}').replace('{listen', '{engine: balance, listen'), []],
  ['SMB of another product with short time-outs', spec('{listen: "192.168.1.10:445", timeouts: {client: 5m, server: 5m}}'), []],
  ['statistics with a password', stats('{listen: "*:8404", user: operator, password: {env: STATS_PASSWORD}}'), []],
  ['statistics on a loopback address of IPv6', stats('{listen: "[::1]:8404"}'), []],
  ['statistics on an address of the network', stats('{listen: "192.168.1.10:8404"}'), ['LB204']],
  ['statistics on a service', spec('{mode: http, listen: "192.168.1.10:80", stats: true}'), ['LB204']],
  ['statistics on a service that some may reach', spec('{mode: http, listen: 80, stats: true, access: {allow: 10.0.0.0/8}}'), []],
  ['statistics on a service that some may not reach', spec('{mode: http, listen: 80, stats: true, access: {deny: 10.0.0.0/8}}'), ['LB204']],
  ['statistics on a service of this machine', spec('{mode: http, listen: ["127.0.0.1:80", "[::1]:80"], stats: true}'), []],
  [
    'statistics on a service that others lead to',
    spec('{mode: http, listen: 80, routes: [{when: {path: /a}, service: inner}]}', '  inner: {mode: http, port: 80, stats: true}'),
    ['LB204'],
  ],
  ['a lone node without a check', spec('{mode: http, listen: "192.168.1.10:80", nodes: [node1], check: none}'), ['LB201', 'LB220']],
  [
    'nodes of weight 0',
    spec('{mode: http, listen: "192.168.1.10:80", nodes: [{node: node1, weight: 0}, {node: node2, weight: 0}]}'),
    ['LB205'],
  ],
  [
    'a backup that is ready alone',
    spec('{mode: http, listen: "192.168.1.10:80", nodes: [{node: node1, state: maintenance}, {node: node2, backup: true}]}'),
    [],
  ],
  ['http with different time-outs', spec('{mode: http, listen: "192.168.1.10:80", timeouts: {client: 10s}}'), []],
  ['TCP with a tunnel time-out over different ones', spec('{listen: "192.168.1.10:22", timeouts: {client: 10s, tunnel: 1h}}'), []],
  ['TLS that passes through port 443', spec('{listen: "192.168.1.10:443"}'), []],
  ['port 443 behind the PROXY protocol', spec('{mode: http, listen: {address: 192.168.1.10, port: 443, acceptProxy: true}, port: 80}'), []],
  ['port 443 among others', spec('{mode: http, listen: {address: 192.168.1.10, ports: [80, 443]}, port: 80}'), ['LB209']],
  ['a routed service that hides who the client is, behind one that says it', routed('check: http'), ['LB212']],
  ['one that says it by the PROXY protocol', routed('clientAddress: proxy-protocol'), ['LB212']],
  ['one that takes out what clients say', routed('requestHeaders: {remove: [x-forwarded-for, x-forwarded-proto]}'), []],
  ['one that says something else', routed('requestHeaders: {set: {X-Forwarded-For: none}}'), []],
  ['one that believes a proxy in front', routed('persistence: forwarded-for'), []],
  ['one behind a service that lets headers pass as well', routed('check: http', 'clientAddress: hidden'), []],
  ['one that says it too, by `defaults`', `${routed('check: http', 'check: http')}\ndefaults: {clientAddress: header}`, []],
])('%s', (_, text, expected) => {
  expect(codesOf(text)).toEqual(expected)
})

import {expect, test} from '@jest/globals'
import {sharedCookie} from '../../src/rules/shared-cookie.ts'
import {compileTexts} from '../support/compiling.ts'

const codesFor = (text: string): number => compileTexts(text).findings.filter(({code}) => code === sharedCookie.code).length

/** The bad spec with other routes, or another service. */
const routed = (routes: string, more = ''): string =>
  sharedCookie.bad.replace('routes: [{when: {pathPrefix: /api/}, service: api}]', `routes: [${routes}]`) + more

test.each([
  ['a path', '{when: {path: /api}, service: api}', 1],
  ['a path of one host', '{when: {host: a.example.com, path: /api}, service: api}', 1],
  ['a host', '{when: {host: a.example.com}, service: api}', 0],
  ['a client address', '{when: {source: 10.0.0.0/8, pathPrefix: /api/}, service: api}', 0],
  ['a path, and the rest to another', '{when: {path: /api}, service: api}, {service: api}', 0],
  ['a path twice', '{when: {path: /api}, service: api}, {when: {path: /v2}, service: api}', 1],
])('clients who go by %s', (_, routes, count) => {
  expect(codesFor(routed(routes))).toBe(count)
})

test('of hosts, those count that have both', () => {
  const other = '  other: {mode: http, nodes: [api2], port: 80, persistence: cookie}\n'
  const ways = (host: string): string => `{when: {host: a.example.com, path: /x}, service: other}, {when: {host: ${host}}, service: api}`
  expect(codesFor(routed(ways('a.example.com'), other))).toBe(1)
  expect(codesFor(routed(ways('b.example.com'), other))).toBe(1)
  expect(codesFor(routed(ways('a.example.com'), other.replace('persistence: cookie', 'stats: false')))).toBe(0)
})

test('services with the same nodes understand each other', () => {
  expect(codesFor(sharedCookie.bad.replace('nodes: [api1, api2]', 'nodes: [web2, web1]'))).toBe(0)
  expect(codesFor(sharedCookie.bad.replace('nodes: [api1, api2]', 'nodes: [{node: api1, cookie: web1}, {node: api2, cookie: web2}]'))).toBe(
    0,
  )
})

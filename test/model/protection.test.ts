import {expect, test} from '@jest/globals'
import {compileTexts, shortly} from '../support/compiling.ts'

const spec = (service: string, more = ''): string =>
  `lbgen: 1\nname: n\nloadBalancers: {lb1: 10.0.0.1}\nnodes: {a: 10.0.0.2, b: 10.0.0.3}\nservices:\n  web: ${service}\n${more}`

const found = (text: string, ...codes: readonly string[]): readonly string[] =>
  shortly(compileTexts(text).findings.filter(({code}) => codes.includes(code)))

test.each([
  ['access: {allow: 10.0.0.0/8}', ['LB129 access']],
  ['rateLimit: {requests: 3, per: 1s}', ['LB129 rateLimit']],
  ['rateLimit: false', ['LB117 rateLimit']],
  ['reencrypt: true', ['LB129 reencrypt']],
  ['stats: false', ['LB117 stats']],
])('a default that Balance lacks is a warning where it would have protected: %s', (field, expected) => {
  expect(found(spec('{engine: balance, listen: 445}', `defaults: {${field}}\n`), 'LB117', 'LB129')).toEqual(expected)
  expect(found(spec('{mode: http, listen: 80}', `defaults: {${field}}\n`), 'LB117', 'LB129')).toEqual([])
})

test.each([
  ['10.0.0.5/8', ['LB132 10.0.0.5/8']],
  ['10.0.0.0/8', []],
  ['10.0.0.5', []],
  ['10.0.0.5/32', []],
  ['0.0.0.0/0', []],
  ['"2001:db8::1/32"', ['LB132 "2001:db8::1/32"']],
  ['"2001:db8::/32"', []],
])('an address that stands for its network is named: %s', (network, expected) => {
  expect(found(spec(`{listen: 80, access: {deny: ${network}}}`), 'LB132')).toEqual(expected)
  expect(found(spec(`{listen: 80, routes: [{when: {source: ${network}}, deny: 403}]}`), 'LB132')).toEqual(expected)
})

test('the network that an address stands for is written out', () => {
  const [finding] = compileTexts(spec('{listen: 80, access: {deny: ["172.20.200.9/12", "2001:db8:ffff::1/33"]}}')).findings.filter(
    ({code}) => code === 'LB132',
  )
  expect(finding?.hint).toBe('Write `172.16.0.0/12`, or `172.20.200.9` for that address alone.')
})

test.each([
  ['{allow: 10.0.0.0/8, deny: 10.0.0.0/8}', '', ['LB120 10.0.0.0/8']],
  ['{allow: [192.168.0.0/16, 10.1.2.3], deny: 10.0.0.0/8}', '', ['LB120 10.1.2.3']],
  ['{allow: 10.0.0.0/8, deny: 10.1.2.3}', '', []],
  ['{deny: 10.0.0.0/8}', 'defaults: {access: {allow: [10.0.0.0/8, 192.168.0.0/16]}}\n', ['LB120 10.0.0.0/8']],
])('access %s with %s', (access, more, expected) => {
  expect(found(spec(`{listen: 80, access: ${access}}`, more), 'LB120')).toEqual(expected)
})

test.each([
  ['path: /admin/*', ['LB131 /admin/*']],
  ['path: [/a, /b*]', ['LB131 /b*']],
  ['pathPrefix: /admin/*', ['LB131 /admin/*']],
  ['path: /a*b', []],
  ['pathRegex: ^/a.*', []],
])('a star in a route is a sign like others: %s', (when, expected) => {
  expect(found(spec(`{mode: http, listen: 80, routes: [{when: {${when}}, deny: 403}]}`), 'LB131')).toEqual(expected)
})

test.each([
  ['{lb1: 10.0.0.1, lb2: 10.0.0.2}', []],
  ['{lb1: 10.0.0.1, lb2: {address: "::ffff:10.0.0.1"}}', ['LB130 "::ffff:10.0.0.1"']],
])('two load balancers with one address: %s', (loadBalancers, expected) => {
  const text = spec('{listen: "10.0.0.9:80"}').replace('{lb1: 10.0.0.1}', loadBalancers)
  expect(found(text, 'LB130')).toEqual(expected)
})

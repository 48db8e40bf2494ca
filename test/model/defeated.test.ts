import {expect, test} from '@jest/globals'
import {compileTexts, shortly} from '../support/compiling.ts'

const found = (fields: string, release = '3.4'): readonly string[] =>
  shortly(
    compileTexts(
      `lbgen: 1\nname: n\nloadBalancers: {lb1: 10.0.0.1}\nnodes: {a: 10.0.0.2, b: 10.0.0.3}\nservices: {web: {mode: http, listen: 80, ${fields}}}\nhaproxy: {version: "${release}"}\n`,
    ).findings.filter(({severity}) => severity === 'error'),
  )

test.each([
  ['persistence: cookie, requestHeaders: {remove: [Cookie]}', ['LB120 Cookie']],
  ['persistence: cookie, requestHeaders: {set: {cookie: a=b}}', ['LB120 cookie']],
  ['persistence: cookie, requestHeaders: {add: {Cookie: a=b}}', []],
  ['persistence: cookie, responseHeaders: {remove: [Set-Cookie]}', ['LB406 Set-Cookie']],
  ['persistence: cookie, responseHeaders: {set: {Set-Cookie: a=b}}', ['LB406 a=b']],
  ['persistence: cookie, responseHeaders: {add: {Set-Cookie: a=b}}', []],
  ['persistence: {type: cookie, name: A, method: prefix}, responseHeaders: {remove: [Set-Cookie]}', ['LB120 Set-Cookie']],
  ['persistence: {type: application-cookie, name: A}, responseHeaders: {set: {Set-Cookie: a=b}}', ['LB120 Set-Cookie']],
  ['persistence: {type: header, name: X-User}, requestHeaders: {add: {x-user: a}}', ['LB120 x-user']],
  ['persistence: {type: header, name: X-User}, requestHeaders: {add: {X-Other: a}}, responseHeaders: {remove: [X-User]}', []],
  ['persistence: forwarded-for, requestHeaders: {remove: [X-Forwarded-For]}', ['LB120 X-Forwarded-For']],
  ['balance: {header: X-User}, requestHeaders: {remove: [X-User]}', ['LB120 X-User']],
  ['persistence: source, requestHeaders: {remove: [Cookie]}, responseHeaders: {remove: [Set-Cookie]}', []],
])('%s', (fields, expected) => {
  expect(found(fields)).toEqual(expected)
})

test('before 2.2 a cookie that HAProxy makes comes behind the rules', () => {
  expect(found('persistence: cookie, responseHeaders: {remove: [Set-Cookie]}', '2.1')).toEqual([])
})

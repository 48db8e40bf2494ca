import {expect, test} from '@jest/globals'
import {compileTexts, faultsIn, shortly} from '../support/compiling.ts'

const found = (...whens: readonly string[]): readonly string[] =>
  shortly(
    faultsIn(
      compileTexts(
        `lbgen: 1\nname: n\nloadBalancers: {lb1: 10.0.0.1}\nnodes: {a: 10.0.0.2, b: 10.0.0.3}\nservices:\n  web:\n    mode: http\n    listen: 80\n    routes:\n${whens
          .map((when, index) => `      - {when: ${when}, deny: ${[403, 404, 405, 410][index]}}\n`)
          .join('')}`,
      ).findings,
    ),
  )

test.each([
  ['{pathPrefix: /a}', '{pathPrefix: /a/b}'],
  ['{pathPrefix: /a}', '{path: /a/b}'],
  ['{pathPrefix: [/x, /a]}', '{path: [/a, /ab, /x/y], method: GET}'],
  ['{path: [/a, /b]}', '{path: /b}'],
  ['{host: "*.example.com", pathPrefix: /a}', '{host: [A.Example.com, "*.b.example.com"], pathPrefix: /a}'],
  ['{host: a.example.com}', '{host: A.example.com, path: /a}'],
  ['{source: 10.0.0.0/8}', '{source: [10.1.0.0/16, 10.2.3.4]}'],
  ['{source: "2001:db8::/32"}', '{source: "2001:db8:1::/48"}'],
  ['{header: {name: X-A}}', '{header: [{name: x-a, value: b}, {name: X-C}]}'],
  ['{header: {name: X-A, value: [b, c]}}', '{header: {name: X-A, value: c}}'],
  ['{pathRegex: "^/a"}', '{pathRegex: "^/a", path: /a}'],
  ['{method: [GET, HEAD]}', '{method: GET}'],
])('behind %s nobody comes to %s', (wide, narrow) => {
  expect(found(wide, narrow)).toEqual(['LB125 '])
})

test.each([
  ['{pathPrefix: /a/b}', '{pathPrefix: /a}'],
  ['{pathPrefix: /a/}', '{path: /a}'],
  ['{pathPrefix: /A}', '{path: /a}'],
  ['{path: /a}', '{pathPrefix: /a}'],
  ['{pathPrefix: /a, method: GET}', '{pathPrefix: /a/b}'],
  ['{pathPrefix: /a, host: a.example.com}', '{pathPrefix: /a/b, host: [a.example.com, b.example.com]}'],
  ['{host: "*.example.com"}', '{host: example.com}'],
  ['{host: "*.example.com"}', '{host: xexample.com}'],
  ['{source: 10.1.0.0/16}', '{source: 10.0.0.0/8}'],
  ['{source: 0.0.0.0/0}', '{source: "2001:db8::/32"}'],
  ['{header: {name: X-A, value: b}}', '{header: {name: X-A}}'],
  ['{pathRegex: "^/a"}', '{path: /a}'],
  ['{pathPrefix: /a, path: /b}', '{path: /b}'],
])('behind %s somebody may come to %s', (wide, narrow) => {
  expect(found(wide, narrow)).toEqual([])
})

test('says it of each such route, and by which of those before it its clients go', () => {
  expect(found('{path: /b}', '{pathPrefix: /a}', '{path: /a/b}', '{path: /b, method: GET}')).toEqual(['LB125 ', 'LB125 '])
})

import {expect, test} from '@jest/globals'
import {compileTexts, shortly} from '../support/compiling.ts'

const ftp = (data: string): string => `lbgen: 1
name: ftp
loadBalancers: {lb1: 10.0.0.4}
nodes: {a: 10.0.0.11, b: 10.0.0.12}
services:
  ftp: {listen: "10.0.0.4:21"}
${data}
`
const data = (name: string, ports: string, node: string): string =>
  `  ${name}: {listen: {address: 10.0.0.4, ports: ${ports}}, port: same, nodes: [${node}], check: {port: 21}}`

test.each([
  ['ranges of ports, one for each of two nodes', [data('one', '30000-30009', 'a'), data('two', '30010-30019', 'b')], []],
  ['a range for one node alone', [data('one', '30000-30009', 'a')], ['LB201 one']],
  ['two ranges for the same node', [data('one', '30000-30009', 'a'), data('two', '30010-30019', 'a')], ['LB201 one', 'LB201 two']],
  ['a single port for each', [data('one', '30000', 'a'), data('two', '30010', 'b')], ['LB201 one', 'LB201 two']],
])('%s', (_, services, expected) => {
  const codes = shortly(compileTexts(ftp(services.join('\n'))).findings)
  expect(codes.filter(text => text.startsWith('LB201'))).toEqual(expected)
})

test.each([
  ['only redirects', '', []],
  [
    'redirects, and is reached by way of another',
    '  all: {mode: http, listen: "10.0.0.4:81", nodes: [a, b], routes: [{service: move}]}',
    ['LB201 move'],
  ],
])('a service that %s', (_, other, expected) => {
  const move = '  move: {mode: http, nodes: [a], listen: {address: 10.0.0.4, port: 80, redirect: {to: "https://www.example.com/"}}}'
  const codes = shortly(compileTexts(ftp(`${move}\n${other}`).replace(/^ {2}ftp:.*\n/m, '')).findings)
  expect(codes.filter(text => text.startsWith('LB201'))).toEqual(expected)
})

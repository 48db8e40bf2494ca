import {expect, test} from '@jest/globals'
import {compileTexts, fileOf, shortly} from '../support/compiling.ts'

const compile = (check: string) =>
  compileTexts(`lbgen: 1
name: dns
loadBalancers: {lb1: 10.0.0.4}
nodes: {a: 10.0.0.11, b: 10.0.0.12}
services: {dns: {engine: lvs, forward: nat, protocol: udp, listen: "10.0.0.4:53"${check}}}
`)

test.each([
  ['none that is written', ', check: none', 0],
  ['none that nobody wrote', '', 1],
  ['one without a port', ', check: tcp', 1],
  ['one with a port', ', check: {type: tcp, port: 54}', 0],
  ['a program', ', check: {type: external, command: /usr/local/bin/ask}', 0],
])('a service of UDP with a check: %s', (_, check, count) => {
  expect(shortly(compile(check).findings).filter(text => text.startsWith('LB215'))).toHaveLength(count)
})

test('a check of another port by TCP is made', () => {
  const text = compile(', check: {type: tcp, port: 54}')
    .artifacts.filter(({path}) => path === 'lb1/keepalived.conf')
    .map(fileOf)
    .join('')
  expect(text).toMatch(/protocol UDP[\s\S]*real_server 10\.0\.0\.11 53 \{\n\s+weight \d+\n\s+TCP_CHECK \{\n\s+connect_port 54\n/)
})

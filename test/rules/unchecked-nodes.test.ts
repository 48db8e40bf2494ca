import {expect, test} from '@jest/globals'
import {compileTexts, shortly} from '../support/compiling.ts'

const found = (service: string, nodes = '{a: 10.0.0.11, b: 10.0.0.12}'): number =>
  shortly(
    compileTexts(`lbgen: 1
name: web
loadBalancers: {lb1: 10.0.0.4}
nodes: ${nodes}
services: {web: {listen: "10.0.0.4:80", ${service}}}
`).findings,
  ).filter(text => text.startsWith('LB208')).length

test.each([
  ['engine: lvs, forward: nat, check: none', 1],
  ['engine: lvs, forward: nat, check: tcp', 0],
  ['engine: lvs, forward: nat, protocol: udp, check: none', 0],
  ['engine: haproxy, check: none', 1],
  ['engine: balance', 0],
])('several nodes of a service with %s', (service, count) => {
  expect(found(service)).toBe(count)
})

test('one node has no other to take its place', () => {
  expect(found('engine: lvs, forward: nat, check: none', '{a: 10.0.0.11}')).toBe(0)
})

import {expect, test} from '@jest/globals'
import {compileTexts, shortly} from '../../support/compiling.ts'

const found = (forward: string, highAvailability: string, loadBalancer = '10.0.0.1'): readonly string[] =>
  shortly(
    compileTexts(`lbgen: 1
name: networks
loadBalancers: {lb1: {address: ${loadBalancer}, interface: eth0}, lb2: {address: 192.0.2.2, interface: eth0}}
nodes: {near: 10.0.0.11, far: 10.0.1.12}
highAvailability: {routerId: 5, ${highAvailability}}
services: {web: {engine: lvs, listen: "10.0.0.10:80", check: {type: tcp}, forward: ${forward}}}
`).findings,
  ).filter(text => /^LB65[78]/.test(text))

test('a node behind a router takes no packets as they are', () => {
  expect(found('dr', 'prefixLength: 24')).toEqual(['LB658 10.0.1.12'])
  expect(found('dr', 'prefixLength: 16')).toEqual([])
  expect(found('tun', 'prefixLength: 24')).toEqual([])
})

test('a node beside its clients answers past the load balancer', () => {
  expect(found('nat', 'prefixLength: 24')).toEqual(['LB657 nat'])
})

test('nothing is said of networks that are not known', () => {
  for (const forward of ['dr', 'nat']) {
    expect(found(forward, 'failback: true')).toEqual([])
    expect(found(forward, 'prefixLength: 32')).toEqual([])
    expect(found(forward, 'prefixLength: 24', '192.0.2.1')).toEqual([])
  }
})

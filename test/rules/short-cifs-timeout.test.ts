import {expect, test} from '@jest/globals'
import {compileTexts, shortly} from '../support/compiling.ts'

const found = (more: string): readonly string[] =>
  shortly(
    compileTexts(`lbgen: 1
name: cifs
loadBalancers: {lb1: 10.0.0.4}
nodes: {a: 10.0.0.11, b: 10.0.0.12}
services: {cifs: {engine: lvs, forward: nat, listen: "10.0.0.4:445"}}
applications: {repository: {kind: alfresco, release: "5.0", services: {cifs: cifs}, ${more}
`).findings,
  ).filter(text => text.startsWith('LB203'))

test.each([
  ['a time of its own that is shorter', '}}\nlvs: {timeouts: {tcp: 5m}}', ['LB203 5m']],
  ['its own time, where Alfresco waits longer', 'properties: {cifs.sessionTimeout: 3600}}}', ['LB203 cifs']],
  ['a time as long', 'properties: {cifs.sessionTimeout: 3600}}}\nlvs: {timeouts: {tcp: 1h}}', []],
  ['its own time', '}}', []],
])('of the kernel with %s', (_, more, expected) => {
  expect(found(more)).toEqual(expected)
})

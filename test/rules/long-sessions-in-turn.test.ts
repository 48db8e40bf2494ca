import {expect, test} from '@jest/globals'
import {compileTexts} from '../support/compiling.ts'

const codes = (path: string): readonly string[] =>
  compileTexts(`lbgen: 1
name: db
loadBalancers: {lb1: 192.0.2.1}
nodes: {db1: 192.0.2.11, db2: 192.0.2.12}
services: {db: {listen: "192.0.2.1:5432", balance: roundrobin, check: {type: http, port: 8008, path: ${path}}}}
`).findings.map(({code}) => code)

test('says nothing where the check lets one node pass', () => {
  expect(codes('/health')).toContain('LB254')
  expect(codes('/primary')).not.toContain('LB254')
})

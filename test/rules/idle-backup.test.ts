import {expect, test} from '@jest/globals'
import {compileTexts} from '../support/compiling.ts'

const codes = (nodes: string): readonly string[] =>
  compileTexts(`lbgen: 1
name: db
loadBalancers: {lb1: 192.0.2.1}
nodes: {db1: 192.0.2.11, db2: 192.0.2.12, db3: 192.0.2.13, db4: 192.0.2.14}
services: {db: {listen: "192.0.2.1:3306", nodes: [db1, ${nodes}{node: db3, backup: true}, {node: db4, backup: true}]}}
`).findings.map(({code}) => code)

test('leaves one writer its backups in order', () => {
  expect(codes('')).not.toContain('LB292')
  expect(codes('db2, ')).toContain('LB292')
})

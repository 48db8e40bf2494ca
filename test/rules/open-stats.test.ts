import {expect, test} from '@jest/globals'
import {compileTexts, shortly} from '../support/compiling.ts'

const found = (stats: string): readonly string[] =>
  shortly(
    compileTexts(
      `lbgen: 1\nname: n\nloadBalancers: {lb1: 10.0.0.1}\nnodes: {a: 10.0.0.2, b: 10.0.0.3}\nservices: {web: {mode: http, listen: 80}}\nhaproxy: {stats: ${stats}}\n`,
    ).findings.filter(({code}) => code === 'LB204'),
  )

test.each([
  ['{listen: "*:8404"}', ['LB204 "*:8404"']],
  ['{listen: "*:8404", user: u, password: {env: P}}', []],
  ['{listen: "*:8404", user: u, password: {env: P}, prometheus: true}', ['LB204 true']],
  ['{listen: "127.0.0.1:8404", user: u, password: {env: P}, prometheus: true}', []],
])('of %s', (stats, expected) => {
  expect(found(stats)).toEqual(expected)
})

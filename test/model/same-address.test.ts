import {expect, test} from '@jest/globals'
import {compileTexts, shortly} from '../support/compiling.ts'

const found = (nodes: string, service: string): readonly string[] =>
  shortly(
    compileTexts(
      `lbgen: 1\nname: two\nloadBalancers: {lb1: 10.0.0.4}\nnodes: {${nodes}}\nservices:\n  one: {listen: 80, ${service}}\n  two: {listen: 81, port: 1}\n`,
    ).findings,
  ).filter(text => text.startsWith('LB121'))

test.each([
  ['one address', 'a: 10.0.0.11, b: 10.0.0.11', 'port: 1', ['LB121 10.0.0.11']],
  ['two spellings of one address', 'a: "2001:db8::1", b: "2001:DB8:0::1"', 'port: 1', ['LB121 "2001:DB8:0::1"']],
  ['one name', 'a: web.example, b: WEB.example', 'port: 1', ['LB121 WEB.example']],
])('says once that two nodes have %s', (_, nodes, service, expected) => {
  expect(found(nodes, service)).toEqual(expected)
})

test('lets nodes be', () => {
  expect(found('a: 10.0.0.11, b: 10.0.0.12', 'port: 1')).toEqual([])
})

test('lets two nodes with ports of their own share an address', () => {
  const text =
    'lbgen: 1\nname: two\nloadBalancers: {lb1: 10.0.0.4}\nnodes: {a: 10.0.0.11, b: 10.0.0.11}\nservices:\n  one: {listen: 80, nodes: [{node: a, port: 1}, {node: b, port: 2}]}\n'
  expect(shortly(compileTexts(text).findings).filter(one => one.startsWith('LB121'))).toEqual([])
})

test.each([
  ['at one port', 'nodes: [{node: a, port: 1}, {node: b, port: 1}]', ['LB161 10.0.0.11']],
  ['at ports of their own', 'nodes: [{node: a, port: 1}, {node: b, port: 2}]', []],
  ['of which one stands in', 'port: 1, nodes: [a, {node: b, backup: true}]', ['LB121 10.0.0.11']],
])('says of the kernel’s nodes with one address %s that they are one', (_, nodes, expected) => {
  const text = `lbgen: 1\nname: two\nloadBalancers: {lb1: 10.0.0.4}\nnodes: {a: 10.0.0.11, b: 10.0.0.11}\nservices:\n  one: {engine: lvs, forward: nat, listen: "10.0.0.4:80", ${nodes}}\n`
  expect(shortly(compileTexts(text).findings).filter(one => /^LB1[26]1/.test(one))).toEqual(expected)
})

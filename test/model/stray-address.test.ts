import {expect, test} from '@jest/globals'
import {compileTexts, shortly} from '../support/compiling.ts'

const strayIn = (loadBalancer: string, listen: string, fields = '', more = ''): readonly string[] =>
  shortly(
    compileTexts(`lbgen: 1
name: office
loadBalancers: {lb1: ${loadBalancer}}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
services:
  web: {listen: ${listen}, ${fields}}
${more}
`).findings.filter(({code}) => code === 'LB160'),
  )

test.each([
  ['192.168.1.10', '"192.168.1.20:80"', ['LB160 "192.168.1.20:80"']],
  // Each address once.
  ['192.168.1.10', '["192.168.1.20:80", "192.168.1.20:81", "192.168.1.21:80"]', ['LB160 "192.168.1.20:80"', 'LB160 "192.168.1.21:80"']],
  ['192.168.1.10', '["192.168.1.10:80", "127.0.0.1:80"]', []],
  ['192.168.1.10', '["*:80"]', []],
  ['{address: 10.0.0.1, sourceAddress: 192.168.1.20}', '"192.168.1.20:80"', []],
  // What other kind of address a machine has, it does not say; nor what its name leads to.
  ['192.168.1.10', '"[2001:db8::5]:80"', []],
  ['lb1.example.com', '"192.168.1.20:80"', []],
])('%s that listens on %s', (loadBalancer, listen, found) => {
  expect(strayIn(loadBalancer, listen, 'port: 80')).toEqual(found)
})

test('counts the page of statistics, and not what the kernel balances', () => {
  const stats = 'haproxy: {stats: {listen: "192.168.1.20:8404"}}'
  expect(strayIn('192.168.1.10', '80', '', stats)).toEqual(['LB160 "192.168.1.20:8404"'])
  expect(strayIn('192.168.1.10', '"192.168.1.20:80"', 'engine: lvs, forward: dr')).toEqual([])
  expect(strayIn('192.168.1.10', '"192.168.1.20:80"', 'engine: balance, check: none')).toEqual(['LB160 "192.168.1.20:80"'])
})

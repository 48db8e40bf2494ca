import {expect, test} from '@jest/globals'
import {explainOutput, keepalivedVerifier} from '../../../src/targets/keepalived/verify.ts'
import {compilePair} from './pair.ts'

const explain = (stderr: string, exitCode = 5) => explainOutput({exitCode, stdout: '', stderr}).map(({line, text}) => [line, text])

test('says nothing of a good file', () => {
  expect(explain('', 0)).toEqual([])
})

test('says nothing of what this machine lacks', () => {
  expect(
    explain(`(/tmp/k.conf: Line 22) WARNING - interface eth0 for vrrp_instance ipv4 doesn't exist
(/tmp/k.conf: Line 40) WARNING - interface eth0 for ip address 192.168.1.10/24 doesn't exist
Non-existent interface specified in configuration
Disabling track script check_haproxy due to insecure
Disabling track script check_haproxy since not found/accessible
`),
  ).toEqual([])
})

test('says the line where there is one, and each thing once', () => {
  expect(
    explain(`(bad.conf: Line 23) number '300' outside range [1, 255]
(bad.conf: Line 25) Unknown keyword 'advert_intt'
Disabling track script check_haproxy since not found/accessible
There are 2 missing '}'s or extra '{'s
There are 2 missing '}'s or extra '{'s
`),
  ).toEqual([
    [23, "number '300' outside range [1, 255]"],
    [25, "Unknown keyword 'advert_intt'"],
    [undefined, "There are 2 missing '}'s or extra '{'s"],
  ])
})

test('takes no failure for a good file', () => {
  expect(explain('', 143)).toEqual([[undefined, 'keepalived -t ended with exit code 143 and did not say why.']])
  expect(explain('Disabling track script check_haproxy due to insecure\n', 139)).toHaveLength(1)
})

test.each([
  ['VS [10.0.0.10]:udp:53: real server [10.0.0.21]:udp:53 is duplicated - removing second rs', 'virtual_server 10.0.0.10 53'],
  ['VS [2001:db8::10]:tcp:80: real server [2001:db8::21]:tcp:80 is duplicated - removing second rs', 'virtual_server 2001:db8::10 80'],
  ['VS FWM 5: real server [10.0.0.21]:none:0 is duplicated - removing second rs', 'virtual_server fwmark 5'],
  ['(ipv4) Unknown interface!', 'vrrp_instance ipv4'],
  ['Something else', undefined],
])('finds the block that %s is about', (stderr, section) => {
  expect(explainOutput({exitCode: 5, stdout: '', stderr})).toMatchObject([{section}])
})

test('has stand-ins for the programs that are told of a change, each at its own place in the spec', () => {
  const {understood} = compilePair({highAvailability: 'routerId: 51, notify: {any: /n, stop: /n}'})
  const cluster = understood?.cluster
  if (cluster === undefined) throw new Error('The spec is wrong.')
  expect(keepalivedVerifier.needs(cluster)).toEqual([
    {kind: 'program', wanted: {value: '/n', origin: '/highAvailability/notify/any'}},
    {kind: 'program', wanted: {value: '/n', origin: '/highAvailability/notify/stop'}},
  ])
  const stood = keepalivedVerifier.withStandIns(cluster, new Map([['/highAvailability/notify/stop', '/bin/sh']]))
  expect(stood.highAvailability.failover?.notify).toMatchObject({any: {value: '/n'}, stop: {value: '/bin/sh'}, master: undefined})
  const plain = compilePair({}).understood?.cluster
  expect(plain && keepalivedVerifier.needs(plain)).toEqual([])
})

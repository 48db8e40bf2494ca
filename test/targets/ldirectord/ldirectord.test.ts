import {describe, expect, test} from '@jest/globals'
import {explainStatus} from '../../../src/targets/ldirectord/verify.ts'
import {compileTexts} from '../../support/compiling.ts'
import {errorsIn, linesOf, specOf} from '../lvs/compiled.ts'

const web = {listen: '10.0.1.1:80', nodes: ['node1', 'node2']}

const conf = (services: Readonly<Record<string, object>>): readonly string[] => linesOf('lb1/ldirectord.cf', specOf(services, 'ldirectord'))

test('says of a service what the kernel is told, and how its nodes are checked', () => {
  const lines = conf({
    web: {
      ...web,
      nodes: ['node1', 'node3'],
      balance: 'leastconn',
      persistence: {type: 'source', timeout: '5m', mask: 24},
      limits: {maxConnectionsPerNode: 9},
    },
  })
  expect(lines.slice(2)).toEqual([
    'checkinterval = 2',
    'autoreload = yes',
    '# A node that is down is taken out: its clients, known ones too, get another.',
    'quiescent = no',
    '# Service web',
    'virtual = 10.0.1.1:80',
    'real = 10.0.0.11:80 gate 1 u:9',
    'real = 10.0.0.13:80 gate 0 u:9',
    'scheduler = wlc',
    'persistent = 300',
    'netmask = 255.255.255.0',
    'protocol = tcp',
    'checktype = connect',
    'failurecount = 3',
  ])
})

test('has the one in the place of nodes that all drain among them, where it gets the new clients', () => {
  const substitute = {fallback: {address: '10.0.0.99', port: 80}, check: {type: 'tcp', port: 8080}}
  const lines = conf({web: {...web, nodes: ['node3'], ...substitute}})
  expect(lines.filter(line => /^(real|fallback|checkport)/.test(line))).toEqual([
    'real = 10.0.0.13:80 gate 0',
    'real = 10.0.0.99:80 gate 1',
    'checkport = 8080',
  ])
  expect(conf({web: {...web, nodes: ['node1', 'node3'], ...substitute}})).toContain('fallback = 10.0.0.99:80 gate')
})

describe('a service', () => {
  test.each([
    [{forward: 'nat', port: 8080}, 'real = 10.0.0.11:8080 masq 1'],
    [{forward: 'tun'}, 'real = 10.0.0.11:80 ipip 1'],
    [{protocol: 'udp', check: 'none'}, 'protocol = udp'],
    [{check: 'none'}, 'checktype = on'],
    [{fallback: {address: '10.0.0.99', port: 80}}, 'fallback = 10.0.0.99:80 gate'],
    [{listen: '[2001:db8::1]:80', nodes: ['node6']}, 'virtual6 = [2001:db8::1]:80'],
    [{listen: '[2001:db8::1]:80', nodes: ['node6']}, 'real6 = [2001:db8::11]:80 gate 1'],
    [{firewallMark: 20}, 'virtual = 20'],
    [{firewallMark: 20}, 'protocol = fwm'],
    [{firewallMark: 20}, 'checkport = 80'],
    [{check: {port: 81}}, 'checkport = 81'],
    [{check: {type: 'http', host: 'a.example'}}, 'virtualhost = "a.example"'],
    [{check: {type: 'http', tls: true}}, 'service = https'],
    [{check: {type: 'http', method: 'HEAD'}}, 'httpmethod = HEAD'],
    [{check: {type: 'http', expect: {body: 'up #1'}}}, String.raw`receive = "up \x231"`],
    [{check: {type: 'tcp', send: 'PING', expect: '+PONG'}}, 'request = "/PING"'],
    [{check: {type: 'tcp', send: 'PING', expect: '+PONG'}}, String.raw`receive = "\x2bPONG"`],
    [{check: 'smtp'}, 'service = smtp'],
    [{check: {type: 'ldap', tls: true}}, 'service = ldaps'],
    [{check: {type: 'mysql', user: 'lb'}}, 'login = "lb"'],
    [{check: {type: 'postgresql', user: 'lb'}}, 'service = pgsql'],
    [{check: 'redis'}, String.raw`request = "/PING\n"`],
    [{check: {type: 'external', command: '/usr/bin/check'}}, 'checkcommand = "/usr/bin/check"'],
    [{check: {timeout: '4s'}}, 'negotiatetimeout = 4'],
  ])('%j gives %s', (fields, line) => {
    expect(conf({web: {...web, ...fields}})).toContain(line)
  })

  test('has an interval of its own where they differ', () => {
    const lines = conf({web, other: {...web, listen: '10.0.1.1:81', check: {interval: '9s'}}})
    expect(lines.filter(line => /interval|fork/.test(line))).toEqual([
      '# Services are checked at intervals of their own.',
      'fork = yes',
      'checkinterval = 2',
      'checkinterval = 9',
    ])
  })

  test.each([
    ['LB670', {check: {type: 'agent', port: 9999}}],
    ['LB670', {check: 'tls'}],
    ['LB670', {check: {fastInterval: '1s'}}],
    ['LB670', {check: {type: 'http', expect: {status: '204'}}}],
    ['LB670', {check: {type: 'smtp', domain: 'lb.example'}}],
    ['LB671', {protocol: 'udp', check: 'tcp'}],
    ['LB672', {check: {interval: '1500ms'}}],
    ['LB673', {check: {type: 'http', path: '/a#b'}}],
  ])('is refused with %s: %j', (code, fields) => {
    expect(errorsIn(specOf({web: {...web, ...fields}}, 'ldirectord'))).toEqual([code])
  })

  // node3 drains.
  test.each([
    ['ldirectord', {balance: 'source', nodes: ['node1', 'node3']}, true],
    ['ldirectord', {balance: 'source', nodes: ['node1', 'node2']}, false],
    ['ldirectord', {balance: 'leastconn', nodes: ['node1', 'node3']}, false],
    ['keepalived', {balance: 'source', nodes: ['node1', 'node3']}, false],
  ] as const)('%s with %j: its hash refuses clients: %s', (manager, fields, refuses) => {
    const {findings} = compileTexts(specOf({web: {...web, ...fields}}, manager))
    expect(findings.some(({code}) => code === 'LB675')).toBe(refuses)
  })

  test('takes a whole second for a default of less, and says so', () => {
    const spec = specOf({web}, 'ldirectord').replace('forward: dr}', 'forward: dr, check: {interval: 500ms}}')
    expect(compileTexts(spec).findings.map(({code}) => code)).toContain('LB674')
    expect(linesOf('lb1/ldirectord.cf', spec)).toContain('checkinterval = 1')
  })
})

test('reads what ldirectord says of a file', () => {
  const said = (exitCode: number, stderr: string) => explainStatus({exitCode, stdout: '', stderr})
  expect(said(3, 'ldirectord is stopped for /tmp/l.cf')).toEqual([])
  expect(said(2, 'Error [31] reading file /tmp/l.cf at line 4: Unknown command x')).toEqual([
    {severity: 'error', text: 'Unknown command x', line: 4, section: undefined},
  ])
  expect(said(1, '')).toMatchObject([{severity: 'error'}])
})

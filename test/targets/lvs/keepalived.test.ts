import {describe, expect, test} from '@jest/globals'
import {linesOf, specOf} from './compiled.ts'

/** Lines of keepalived.conf from the first virtual server on. */
function conf(services: Readonly<Record<string, object>>): readonly string[] {
  const lines = linesOf('lb1/keepalived.conf', specOf(services))
  return lines.slice(lines.findIndex(line => line.startsWith('virtual_server')))
}

const web = {listen: '10.0.1.1:80', nodes: ['node1', 'node2', 'node3']}

describe('a virtual server', () => {
  test('has scheduler, forwarding, persistence, and nodes with their weights: 0 for one that drains', () => {
    expect(conf({web: {...web, balance: 'leastconn', persistence: {type: 'source', timeout: '5m', mask: 20}, check: 'none'}})).toEqual([
      'virtual_server 10.0.1.1 80 {',
      'lvs_sched wlc',
      'lvs_method DR',
      'persistence_timeout 300',
      'persistence_granularity 255.255.240.0',
      'protocol TCP',
      'real_server 10.0.0.11 80 {',
      'weight 1',
      '}',
      'real_server 10.0.0.12 80 {',
      'weight 3',
      '}',
      'real_server 10.0.0.13 80 {',
      'weight 0',
      '}',
      '}',
    ])
  })

  test('whose nodes all drain has the one in their place among them, which takes all new clients unchecked', () => {
    const substitutes = [{fallback: {address: '10.0.0.99', port: 80}}, {nodes: ['node3', {node: 'node1', backup: true}]}]
    for (const [index, fields] of substitutes.entries())
      expect(conf({web: {...web, nodes: ['node3'], ...fields}}).slice(4)).toEqual([
        'protocol TCP',
        'real_server 10.0.0.13 80 {',
        'weight 0',
        'TCP_CHECK {',
        'connect_port 80',
        'retry 2',
        'delay_before_retry 2',
        '}',
        '}',
        `real_server ${index === 0 ? '10.0.0.99' : '10.0.0.11'} 80 {`,
        'weight 1',
        '}',
        '}',
      ])
  })

  test.each([
    [{balance: 'roundrobin'}, 'lvs_sched wrr'],
    [{balance: 'source'}, 'lvs_sched sh'],
    [{balance: 'source'}, 'sh-fallback'],
    [{forward: 'nat', port: 8080}, 'real_server 10.0.0.11 8080 {'],
    [{forward: 'nat'}, 'lvs_method NAT'],
    [{forward: 'tun'}, 'lvs_method TUN'],
    [{protocol: 'udp'}, 'protocol UDP'],
    [{limits: {maxConnectionsPerNode: 9}}, 'uthreshold 9'],
    [{fallback: {address: '10.0.0.99', port: 80}}, 'sorry_server 10.0.0.99 80'],
    [{nodes: ['node1', {node: 'node2', backup: true}]}, 'sorry_server 10.0.0.12 80'],
    [{listen: '[2001:db8::1]:80', nodes: ['node6']}, 'real_server 2001:db8::11 80 {'],
    [{listen: '[::ffff:10.0.1.1]:80'}, 'virtual_server 10.0.1.1 80 {'],
  ])('%j gives %s', (fields, line) => {
    expect(conf({web: {...web, ...fields}})).toContain(line)
  })

  test('is one for each port and listener', () => {
    const lines = conf({web: {...web, listen: ['10.0.1.1:80-81', '10.0.1.2:90'], port: 'same'}})
    expect(lines.filter(line => line.startsWith('virtual_server'))).toEqual([
      'virtual_server 10.0.1.1 80 {',
      'virtual_server 10.0.1.1 81 {',
      'virtual_server 10.0.1.2 90 {',
    ])
    expect(lines.filter(line => line.startsWith('real_server 10.0.0.11'))).toEqual([
      'real_server 10.0.0.11 80 {',
      'real_server 10.0.0.11 81 {',
      'real_server 10.0.0.11 90 {',
    ])
    // The first port that is listened on says whether the node is well, on all of them.
    expect(new Set(lines.filter(line => line.startsWith('connect_port')))).toEqual(new Set(['connect_port 80']))
  })

  test('is one for a firewall mark, whose nodes keep the port of the client', () => {
    const lines = conf({files: {...web, listen: '10.0.1.1:111,2049', port: 'same', firewallMark: 20, forward: 'nat', check: 'none'}})
    expect(lines.slice(0, 4)).toEqual(['virtual_server fwmark 20 {', 'lvs_sched wrr', 'lvs_method NAT', 'real_server 10.0.0.11 {'])
  })
})

test('a mark in IPv6 says so where nodes are in tunnels', () => {
  const six = {listen: '[2001:db8::1]:80', nodes: ['node6'], firewallMark: 22}
  expect(conf({six: {...six, forward: 'tun'}})).toContain('ip_family inet6')
  expect(conf({six: {...six, forward: 'dr'}})).not.toContain('ip_family inet6')
})

describe('a check', () => {
  const checked = (check: object): readonly string[] => {
    const lines = conf({web: {...web, nodes: ['node1'], check}})
    return lines.slice(lines.indexOf('weight 1') + 1)
  }

  test('of tcp takes a node down at the last of its bad answers', () => {
    expect(checked({type: 'tcp', interval: '1500ms', fastInterval: '250ms', timeout: '2s', fall: 4, port: 81})).toEqual([
      'TCP_CHECK {',
      'connect_port 81',
      'connect_timeout 2',
      'retry 3',
      'delay_before_retry 0.25',
      '}',
      '}',
      '}',
    ])
  })

  test('of http asks in TLS with the name of the host, and reads no character of a text as its own', () => {
    const http = {type: 'http', path: '/a"b#!', host: 'a.example', tls: true, expect: {body: 'is "up" (1)'}}
    expect(checked(http).slice(0, 8)).toEqual([
      'SSL_GET {',
      'http_protocol 1.1',
      'enable_sni',
      'url {',
      'path "/a%22b#!"',
      'status_code 200-399',
      'virtualhost a.example',
      String.raw`regex "is \\x22up\\x22 \\x281\\x29"`,
    ])
  })

  test('of http takes the statuses that are said', () => {
    expect(checked({type: 'http', expect: {status: '200,301-302'}})).toContain('status_code 200 301-302')
  })

  test('of smtp says who asks', () => {
    expect(checked({type: 'smtp', domain: 'lb.example'}).slice(0, 2)).toEqual(['SMTP_CHECK {', 'helo_name lb.example'])
  })

  test('by a program is told the service and the node', () => {
    expect(checked({type: 'external', command: '/usr/bin/check'}).slice(0, 2)).toEqual([
      'MISC_CHECK {',
      'misc_path "/usr/bin/check 10.0.1.1 80 10.0.0.11 80"',
    ])
  })
})

test('marks are set by address, protocol and ports', () => {
  const lines = linesOf(
    'lb1/lbgen-marks.nft',
    specOf({
      files: {...web, listen: ['10.0.1.1:111,2049-2051', '10.0.1.2:111'], port: 'same', firewallMark: 20, persistence: 'source'},
      all: {...web, listen: '*:53', protocol: 'udp', forward: 'nat', firewallMark: 21},
      six: {listen: '[2001:db8::1]:80', nodes: ['node6'], firewallMark: 22},
    }),
  )
  expect(lines.filter(line => line.includes('mark set'))).toEqual([
    'ip daddr 10.0.1.1 tcp dport { 111, 2049-2051 } meta mark set 20',
    'ip daddr 10.0.1.2 tcp dport { 111 } meta mark set 20',
    'meta nfproto ipv4 udp dport { 53 } meta mark set 21',
    'ip6 daddr 2001:db8::1 tcp dport { 80 } meta mark set 22',
  ])
})

import {describe, expect, test} from '@jest/globals'
import {compileTexts} from '../../support/compiling.ts'
import {errorsIn, hintsIn, specOf} from './compiled.ts'

const web = {listen: '10.0.1.1:80', nodes: ['node1', 'node2']}

describe('the kernel refuses', () => {
  test.each([
    ['LB630', {mode: 'http'}],
    ['LB631', {reencrypt: true, check: 'none'}],
    ['LB632', {listen: {address: '10.0.1.1', port: 80, acceptProxy: true}}],
    ['LB632', {listen: {address: '10.0.1.1', port: 80, interface: 'eth0'}}],
    ['LB632', {listen: ['10.0.1.1:80', {address: '10.0.1.1', port: 81, redirect: {to: 'https://www.example.com/'}}]}],
    ['LB633', {requestHeaders: {set: {'X-A': 'b'}}}],
    ['LB633', {responseHeaders: {remove: ['Server']}}],
    ['LB633', {hsts: '180d'}],
    ['LB633', {compression: true}],
    ['LB633', {access: {deny: '192.0.2.0/24'}}],
    ['LB633', {rateLimit: {requests: 100, per: '10s'}}],
    ['LB633', {stats: true}],
    ['LB633', {options: {tcpKeepAlive: true}}],
    ['LB633', {raw: {backend: ['option splice-auto']}}],
    ['LB633', {nodes: ['node1', {node: 'node2', cookie: 'two'}]}],
    ['LB634', {balance: 'random'}],
    ['LB634', {balance: {algorithm: 'source', consistent: true}}],
    ['LB635', {persistence: 'cookie'}],
    ['LB635', {persistence: {type: 'source', timeout: '500ms'}}],
    ['LB635', {persistence: {type: 'source', size: '10k'}}],
    ['LB635', {listen: '[2001:db8::1]:80', nodes: ['node6'], persistence: {type: 'source', mask: 24}}],
    ['LB636', {clientAddress: 'hidden'}],
    ['LB637', {limits: {maxConnections: 10}}],
    ['LB637', {limits: {maxQueuePerNode: 10}}],
    ['LB638', {timeouts: {client: '5m'}}],
    ['LB639', {nodes: {dns: 'web.example.com', type: 'a'}}],
    ['LB640', {fallback: {redirect: 'https://www.example.com/'}}],
    ['LB640', {fallback: {address: '10.0.0.99', port: 81}}],
    ['LB642', {listen: 80}],
    ['LB642', {listen: 80, firewallMark: 1, forward: 'dr'}],
    ['LB642', {listen: '0.0.0.0:80', firewallMark: 1, forward: 'tun'}],
    ['LB646', {port: 8080}],
    ['LB646', {listen: '10.0.1.1:80,81', port: 80}],
    ['LB652', {nodes: [{node: 'node1', backup: true}]}],
    ['LB654', {nodes: ['node1', {node: 'node2', backup: true, maxConnections: 5}]}],
    ['LB655', {check: {type: 'http', method: 'HEAD'}}],
    ['LB655', {check: {type: 'http', headers: {'X-A': 'b'}}}],
    ['LB655', {check: {type: 'tcp', send: 'PING'}}],
    ['LB655', {check: 'tls'}],
    ['LB655', {check: 'redis'}],
    ['LB655', {check: {rise: 3}}],
    ['LB655', {check: {downInterval: '10s'}}],
  ])('%s: %j', (code, fields) => {
    expect(errorsIn(specOf({web}))).toEqual([])
    expect(errorsIn(specOf({web: {...web, ...fields}}))).toEqual([code])
  })
})

test('what stands under defaults and the kernel lacks is left out with a hint, and the rest of it holds', () => {
  const text = specOf({web}).replace(
    'forward: dr}',
    'forward: dr, timeouts: {client: 5m}, options: {retries: 2}, check: {interval: 7s, rise: 2}}',
  )
  const {artifacts, findings} = compileTexts(text)
  expect(findings.map(({code}) => code).filter(code => code !== 'LB118')).toEqual(['LB117', 'LB117', 'LB117', 'LB159', 'LB220', 'LB220'])
  expect(artifacts.flatMap(({chunks}) => chunks).join('')).toContain('delay_loop 7\n')
})

test('one port is two, of UDP and of TCP', () => {
  const both = (protocol: string): readonly string[] => errorsIn(specOf({tcp: web, other: {...web, protocol}}))
  expect(both('udp')).toEqual([])
  expect(both('tcp')).toEqual(['LB108'])
})

test('hints at clients that would meet another node', () => {
  expect(hintsIn(specOf({web: {...web, listen: '10.0.1.1:80,443', port: 'same', persistence: 'source'}}))).toEqual(['LB653'])
  expect(hintsIn(specOf({ftp: {...web, listen: '10.0.1.1:21'}}))).toEqual(['LB656'])
  expect(hintsIn(specOf({ftp: {...web, listen: '10.0.1.1:21', forward: 'nat'}}))).toEqual([])
  expect(hintsIn(specOf({ftp: {...web, listen: '10.0.1.1:20-21', port: 'same', persistence: 'source', firewallMark: 1}}))).toEqual([])
})

test('Alfresco is told of no load balancer: its nodes see the clients', () => {
  const alfresco = `applications: {repository: {kind: alfresco, release: "5.0", nodes: [node1, node2], services: {cifs: cifs}}}\n`
  const cifs = (fields: object): readonly string[] =>
    compileTexts(specOf({cifs: {...web, listen: '10.0.1.1:445', ...fields}}) + alfresco).artifacts.flatMap(({chunks}) => chunks)
  for (const forward of ['dr', 'nat', 'tun']) expect(cifs({forward}).join('')).not.toContain('cifs.loadBalancerList')
  expect(cifs({engine: 'haproxy'}).join('')).toContain('cifs.loadBalancerList')
})

test('the mark of transparent connections is nobody else’s', () => {
  const clear = {...web, engine: 'haproxy', listen: '10.0.1.2:80', clientAddress: 'transparent'}
  const marked = (firewallMark: number): readonly string[] => errorsIn(specOf({marked: {...web, firewallMark}, clear}))
  expect(marked(27_746)).toEqual(['LB650'])
  expect(marked(27_745)).toEqual([])
})

import {describe, expect, test} from '@jest/globals'
import {compileTexts, shortly} from '../support/compiling.ts'

interface Parts {
  readonly nodes?: string
  readonly web?: string
  readonly more?: string
}

/** What is said to be without effect, of a cluster with one service. */
const idleIn = ({nodes = 'web1: 192.168.1.21, web2: 192.168.1.22', web = '', more = ''}: Parts): readonly string[] => {
  const {findings} = compileTexts(`lbgen: 1
name: office
loadBalancers: {lb1: 192.168.1.10}
nodes: {${nodes}}
services: {web: {listen: "192.168.1.10:80"${web && `, ${web}`}}}
${more}
`)
  expect(findings.filter(({severity}) => severity === 'error')).toEqual([])
  return shortly(findings.filter(({code}) => code === 'LB159'))
}

const main = 'certificates: {main: {file: /etc/main.pem}}'

describe('says of what is written and changes nothing', () => {
  test.each<[string, Parts, readonly string[]]>([
    ['stunnel, where HAProxy ends TLS', {more: 'stunnel: {user: stunnel4}'}, ['LB159 stunnel']],
    ['pound, where HAProxy ends TLS', {more: 'pound: {threads: 4}'}, ['LB159 pound']],
    ['sshPort without a firewall', {more: 'host: {sshPort: 2222}'}, ['LB159 sshPort']],
    ['lvs without its services', {more: 'lvs: {manager: ldirectord}'}, ['LB159 lvs']],
    ['balance without its services', {more: 'balance: {release: "3.54"}'}, ['LB159 balance']],
    ['haproxy without its services', {web: 'engine: balance, check: none', more: 'haproxy: {version: "3.2"}'}, ['LB159 haproxy']],
    ['certificates that nobody shows', {more: main}, ['LB159 main']],
    ['resolvers that nobody asks', {more: 'resolvers: {dns: {nameservers: ["10.0.0.53:53"]}}'}, ['LB159 dns']],
    [
      'os and interface of a node behind HAProxy',
      {nodes: 'web1: {address: 192.168.1.21, os: windows-2012, interface: net}, web2: 192.168.1.22'},
      ['LB159 os', 'LB159 interface'],
    ],
    ['the time for a check that is not made', {web: 'check: none, timeouts: {check: 2s}'}, ['LB159 check']],
  ])('%s', (_, parts, found) => {
    expect(idleIn(parts)).toEqual(found)
  })
})

describe('says nothing of', () => {
  test.each<[string, Parts]>([
    ['what nobody wrote', {}],
    ['an empty block', {more: 'stunnel: {}'}],
    ['sshPort behind a firewall', {more: 'host: {firewall: true, sshPort: 2222}'}],
    ['haproxy with its statistics alone', {web: 'engine: balance, check: none', more: 'haproxy: {stats: {listen: "192.168.1.10:8404"}}'}],
    ['the certificate that nodes are shown', {web: 'reencrypt: {verify: none, certificate: main}', more: main}],
    ['resolvers that look up a host name', {nodes: 'web1: web1.example.com', more: 'resolvers: {dns: {nameservers: ["10.0.0.53:53"]}}'}],
    ['a time under `defaults`', {web: 'check: none', more: 'defaults: {timeouts: {check: 2s}}'}],
  ])('%s', (_, parts) => {
    expect(idleIn(parts)).toEqual([])
  })

  test('what the kernel balances and who ends TLS make use of', () => {
    const spec = (service: string, more: string): readonly string[] =>
      shortly(
        compileTexts(`lbgen: 1
name: office
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: {address: 192.168.1.21, os: windows-2012, interface: net, loopback: loopback}}
services: {web: {${service}}}
${more}
`).findings.filter(({code}) => code === 'LB159'),
      )
    expect(spec('engine: lvs, forward: dr, listen: "192.168.1.20:80"', 'lvs: {manager: ldirectord}')).toEqual([])
    const inTls = 'mode: http, port: 80, listen: {port: 443, tls: main}'
    expect(spec(inTls, 'certificates: {main: {file: /m.pem}}\ntls: {terminator: stunnel}\nstunnel: {user: stunnel4}')).toEqual([
      'LB159 os',
      'LB159 interface',
    ])
  })
})

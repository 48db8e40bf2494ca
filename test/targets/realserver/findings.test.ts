import {describe, expect, test} from '@jest/globals'
import {direct, render, translated, tunnelled} from './render.ts'

const address = '192.168.1.31'
type Fields = Parameters<typeof render>[0]

/** The codes of what is found, with the severity. */
const found = (node: Fields, services: Fields, changed?: Fields): readonly string[] =>
  render({n1: {address, ...node}}, services, changed).findings.map(({code, severity}) => `${code} ${severity}`)

const windows = {os: 'windows-2008', interface: 'net', loopback: 'loopback'}

test('nothing is said of what works', () => {
  expect(found({}, {web: direct})).toEqual([])
  expect(found({}, {web: translated})).toEqual([])
  expect(found(windows, {web: direct})).toEqual([])
  expect(found({os: 'freebsd'}, {web: direct})).toEqual([])
  expect(found({redirect: 'iptables'}, {web: direct})).toEqual([])
  expect(found({boot: 'ifupdown'}, {web: direct})).toEqual([])
})

test.each(['windows-2003', 'windows-2008', 'windows-2012', 'freebsd', 'solaris'])('a tunnel to %s has no known end', os => {
  expect(found({os}, {web: tunnelled})).toEqual(['LB702 error'])
})

test('Windows 2003 knows no IPv6', () => {
  const six = {n1: {...windows, os: 'windows-2003', address: '2001:db8::31'}}
  const [finding, ...others] = render(six, {web: {forward: 'dr', listen: '[2001:db8::20]:80'}}).findings
  expect(finding?.code).toBe('LB702')
  expect(others).toEqual([])
  expect(finding?.message).toContain('IPv6')
})

test('a gateway has to be known', () => {
  expect(found({}, {web: {forward: 'nat', listen: '10.0.0.5:80'}})).toEqual(['LB703 error'])
  expect(found({gateway: '192.168.1.1'}, {web: {forward: 'nat', listen: '10.0.0.5:80'}})).toEqual([])
  expect(found({}, {web: translated}, {highAvailability: {routerId: 20}})).toEqual(['LB709 hint'])
  expect(found({gateway: '192.168.1.23'}, {web: translated}, {highAvailability: {routerId: 20}})).toEqual([])
  // Of two families that float, the length is that of IPv4.
  const six = {nodes: {n1: '2001:db8:0:1::31', n2: '192.168.1.31'}}
  const both = {six: {forward: 'nat', listen: '[2001:db8:0:1::23]:80', nodes: ['n1']}, web: {...translated, nodes: ['n2']}}
  expect(found({}, both, six)).toEqual(['LB709 hint'])
})

test('a gateway of the other kind of address is said to have no effect', () => {
  expect(found({gateway: '2001:db8::1'}, {web: translated})).toEqual(['LB711 hint'])
})

describe('a gateway that is written', () => {
  const alone = {loadBalancers: {lb1: {address: '192.168.1.11', interface: 'eth0'}}, highAvailability: {}}
  const elsewhere = {forward: 'nat', listen: '10.0.0.5:80'}
  const six = {address: '2001:db8:0:1::31'}
  const wide6 = {highAvailability: {routerId: 20, prefixLength: 64}}
  const listen6 = {forward: 'nat', listen: '[2001:db8:0:1::23]:80'}

  test.each<[string, Fields, Fields, Fields | undefined]>([
    ['the floating address', {gateway: '192.168.1.23'}, {web: translated}, undefined],
    [
      'the floating address of another service',
      {gateway: '192.168.1.24'},
      {web: translated, other: {...translated, listen: '192.168.1.24:81'}},
      undefined,
    ],
    ['the only load balancer', {gateway: '192.168.1.11'}, {web: elsewhere}, alone],
    ['an address on the network of the node, where no load balancer is known', {gateway: '192.168.1.1'}, {web: elsewhere}, undefined],
    ['the same beside one load balancer that is elsewhere', {gateway: '10.1.1.1', address: '10.1.1.31'}, {web: elsewhere}, alone],
    ['on a network that may be wide, for nobody says', {gateway: '10.200.0.1', address: '10.1.1.31'}, {web: elsewhere}, alone],
    ['what every link has', {...six, gateway: 'fe80::1'}, {web: listen6}, undefined],
  ])('may be %s', (_, node, services, changed) => {
    expect(found(node, services, changed)).toEqual([])
  })

  test.each<[string, string, Fields, Fields, Fields | undefined]>([
    ['LB712 error', 'the node itself', {gateway: address}, {web: translated}, undefined],
    ['LB712 error', 'this machine', {gateway: '127.0.0.1'}, {web: translated}, undefined],
    ['LB713 warning', 'on another network', {gateway: '192.168.2.1'}, {web: translated}, undefined],
    [
      'LB713 warning',
      'a floating address on another network',
      {gateway: '10.0.0.5'},
      {web: {...translated, listen: ['192.168.1.23:80', '10.0.0.5:80'], port: 80}},
      undefined,
    ],
    ['LB713 warning', 'on a network that none is wide enough for', {gateway: '10.9.9.9'}, {web: elsewhere}, alone],
    ['LB713 warning', 'on another network of IPv6', {...six, gateway: '2001:db8:0:2::1'}, {web: listen6}, wide6],
    ['LB714 warning', 'one of two load balancers', {gateway: '192.168.1.11'}, {web: translated}, undefined],
    ['LB715 warning', 'nobody known, beside a floating address', {gateway: '192.168.1.1'}, {web: translated}, undefined],
    ['LB715 warning', 'nobody known, beside the only load balancer', {gateway: '192.168.1.1'}, {web: elsewhere}, alone],
  ])('gives %s for %s', (code, _, node, services, changed) => {
    expect(found(node, services, changed)).toEqual([code])
  })

  test('is no address that the node has for another service', () => {
    const services = {web: translated, plain: direct}
    expect(found({gateway: '192.168.1.20'}, services)).toEqual(['LB708 warning', 'LB712 error'])
  })

  test('is no other node, and the hint says what is right', () => {
    const {findings} = render({n1: {address, gateway: '192.168.1.32'}, n2: '192.168.1.32'}, {web: translated})
    expect(findings.map(({code, hint}) => `${code} ${hint}`)).toEqual([
      'LB715 Write `gateway: 192.168.1.23`, unless `n2` leads what it gets to the load balancer.',
    ])
  })
})

test('Windows commands name interfaces', () => {
  expect(found({os: 'windows-2012'}, {web: direct})).toEqual(['LB704 error'])
  expect(found({os: 'windows-2012', interface: 'net'}, {web: direct})).toEqual(['LB704 error'])
  expect(found({os: 'windows-2012'}, {web: translated})).toEqual([])
})

test('an interface has a name of its system', () => {
  expect(found({interface: 'my net'}, {web: direct})).toEqual(['LB705 error'])
  expect(found({...windows, interface: 'my ünlikely % net'}, {web: direct})).toEqual([])
  expect(found({...windows, os: 'windows-2003', interface: '100% net'}, {web: direct})).toEqual(['LB705 error'])
})

test('a redirect is for Linux, IPv4 and packets as they are', () => {
  expect(found({...windows, redirect: 'nftables'}, {web: direct})).toEqual(['LB706 error'])
  expect(found({redirect: 'nftables'}, {web: tunnelled})).toEqual(['LB706 error', 'LB710 hint'])
  expect(found({address: '2001:db8::31', redirect: 'nftables'}, {web: {forward: 'dr', listen: '[2001:db8::20]:80'}})).toEqual([
    'LB706 error',
  ])
})

test('what starts a node may set addresses alone', () => {
  expect(found({...windows, boot: 'ifupdown'}, {web: direct})).toEqual(['LB707 error'])
  expect(found({boot: 'ifupdown', redirect: 'nftables'}, {web: direct})).toEqual(['LB707 error'])
  expect(found({boot: 'systemd-networkd'}, {web: translated})).toEqual(['LB707 error'])
  expect(found({boot: 'systemd-networkd'}, {web: tunnelled})).toEqual(['LB707 error', 'LB710 hint'])
})

test('a node answers through the load balancer or past it', () => {
  expect(found({}, {web: translated, plain: direct})).toEqual(['LB708 warning'])
})

test('room in a tunnel is worth a hint, once for a service', () => {
  const nodes = {n1: address, n2: '192.168.1.32'}
  expect(render(nodes, {web: tunnelled}).findings.map(({code}) => code)).toEqual(['LB710'])
})

test('what has no effect is said', () => {
  expect(found({gateway: '192.168.1.1'}, {web: direct})).toEqual(['LB711 hint'])
  expect(found({loopback: 'lo', redirect: 'nftables'}, {web: translated})).toEqual(['LB711 hint', 'LB711 hint'])
})

test('a field for a service without an address is in use all the same', () => {
  expect(found(windows, {web: {forward: 'dr', listen: 445}})).toEqual([])
})

test('room in a tunnel comes with the rule that makes it', () => {
  const [finding] = render({n1: address}, {web: tunnelled}).findings
  expect(finding?.hint).toContain('`tcp flags syn tcp option maxseg size set 1440`')
})

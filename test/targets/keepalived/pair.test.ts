import {describe, expect, test} from '@jest/globals'
import {shortly} from '../../support/compiling.ts'
import {type Pair, block, compilePair, linesOf} from './pair.ts'

const configuration = (pair: Pair, host = 'lb1'): readonly string[] => linesOf(pair, `${host}/keepalived.conf`)

const six = 'web: {mode: http, port: 80, listen: ["192.168.1.10:80", "[2001:db8::10]:80"]}'

describe('VRRP', () => {
  test('gives the address to the first load balancer, which takes it back', () => {
    expect(configuration({})).toEqual(expect.arrayContaining(['state MASTER', 'priority 200', 'interface eth0', 'virtual_router_id 51']))
    expect(configuration({}, 'lb2')).toEqual(expect.arrayContaining(['state BACKUP', 'priority 199', 'interface ens3']))
    expect(configuration({}, 'lb2')).not.toContain('nopreempt')
  })

  test('gives it to the one that is preferred', () => {
    const pair = {highAvailability: 'routerId: 51, preferred: lb2'}
    expect(configuration(pair)).toEqual(expect.arrayContaining(['state BACKUP', 'priority 199']))
    expect(configuration(pair, 'lb2')).toEqual(expect.arrayContaining(['state MASTER', 'priority 200']))
  })

  test('leaves it where it is without failback, for which no one may begin as master', () => {
    for (const host of ['lb1', 'lb2'])
      expect(configuration({highAvailability: 'routerId: 51, failback: false'}, host)).toEqual(
        expect.arrayContaining(['state BACKUP', 'nopreempt']),
      )
  })

  test('goes from one address to the others', () => {
    expect(configuration({})).toContain('unicast_src_ip 192.168.1.11')
    expect(block(configuration({}), 'unicast_peer {')).toEqual(['192.168.1.12'])
    const three = 'lb1: {address: 10.0.0.1, interface: a}, lb2: {address: 10.0.0.2, interface: a}, lb3: {address: 10.0.0.3, interface: a}'
    expect(block(configuration({loadBalancers: three}, 'lb2'), 'unicast_peer {')).toEqual(['10.0.0.1', '10.0.0.3'])
    expect(configuration({loadBalancers: three}, 'lb3')).toContain('priority 198')
  })

  test('is version 2 with a password and 3 without', () => {
    expect(configuration({})).toEqual(expect.arrayContaining(['vrrp_version 3']))
    const secret = configuration({highAvailability: 'routerId: 51, password: {env: VRRP_PASSWORD}'})
    expect(secret).toEqual(expect.arrayContaining(['vrrp_version 2', 'auth_type PASS', 'auth_pass stand-in']))
  })

  test.each([
    ['1s', 'advert_int 1'],
    ['300ms', 'advert_int 0.3'],
  ])('speaks every %s', (interval, line) => {
    expect(configuration({highAvailability: `routerId: 51, advertInterval: ${interval}`})).toContain(line)
  })

  test('has an instance of its own for IPv6, which moves with the other', () => {
    const lines = configuration({services: six, highAvailability: 'routerId: 51, prefixLength: 24'})
    expect(lines.filter(line => /^vrrp_(instance|sync)/.test(line))).toEqual([
      'vrrp_instance ipv4 {',
      'vrrp_instance ipv6 {',
      'vrrp_sync_group all {',
    ])
    expect(lines).toEqual(expect.arrayContaining(['192.168.1.10/24 dev eth0', '2001:db8::10/128 dev eth0']))
    expect(block(lines, 'group {')).toEqual(['ipv4', 'ipv6'])
    // Neither load balancer has an IPv6 address that is known.
    expect(lines.filter(line => line === 'unicast_peer {')).toHaveLength(1)
  })

  test.each([
    ['192.168.1.10:80', 'routerId: 51', '192.168.1.10/32 dev eth0'],
    ['192.168.1.10:80', 'routerId: 51, prefixLength: 24', '192.168.1.10/24 dev eth0'],
    ['[::ffff:192.168.1.10]:80', 'routerId: 51, prefixLength: 24', '192.168.1.10/24 dev eth0'],
    ['[2001:db8::10]:80', 'routerId: 51', '2001:db8::10/128 dev eth0'],
    ['[2001:db8::10]:80', 'routerId: 51, prefixLength: 64', '2001:db8::10/64 dev eth0 preferred_lft 0'],
    ['[2001:db8::10]:80', 'routerId: 51, prefixLength: 32', '2001:db8::10/32 dev eth0 preferred_lft 0'],
  ])('puts %s on the interface as %s says', (listen, highAvailability, address) => {
    const lines = configuration({services: `web: {listen: "${listen}"}`, highAvailability})
    expect(block(lines, 'virtual_ipaddress {')).toEqual([address])
  })

  test('moves an address once, however many listen on it, and none that a machine has', () => {
    const services = 'a: {listen: "192.168.1.10:80,81"}, b: {listen: "192.168.1.10:82"}, c: {listen: "127.0.0.1:83"}, d: {listen: 84}'
    expect(block(configuration({services: services.replace('80,81"}', '80,81", port: same}')}), 'virtual_ipaddress {')).toEqual([
      '192.168.1.10/32 dev eth0',
    ])
  })

  test('names twenty addresses in what it says, and moves all', () => {
    const services = `web: {port: 80, listen: [${Array.from({length: 45}, (_, index) => `"192.168.1.${index + 100}:80"`).join()}]}`
    const lines = configuration({services})
    const addresses = Array.from({length: 45}, (_, index) => `192.168.1.${index + 100}/32 dev eth0`)
    expect(block(lines, 'virtual_ipaddress {')).toEqual(addresses.slice(0, 20))
    expect(block(lines, 'virtual_ipaddress_excluded {')).toEqual(addresses.slice(20))
    expect(configuration({}).join()).not.toContain('excluded')
  })

  test('keeps its password to root', () => {
    const modes = (highAvailability: string) =>
      compilePair({highAvailability})
        .artifacts.filter(({path}) => path.endsWith('keepalived.conf'))
        .map(({mode}) => mode)
    expect(modes('routerId: 51, password: {env: VRRP_PASSWORD}')).toEqual([0o600, 0o600])
    expect(modes('routerId: 51')).toEqual([0o644, 0o644])
  })
})

describe('engines', () => {
  const balanced = 'files: {engine: balance, listen: "192.168.1.10:445", check: none}'
  const script = (pair: Pair) => linesOf(pair, 'lb1/check-engine.sh')

  test('are looked after, each that clients of the address come to', () => {
    const lines = configuration({services: `web: {listen: "192.168.1.10:80"}, ${balanced}`})
    expect(block(lines, 'track_script {')).toEqual(['check_haproxy', 'check_balance'])
    expect(lines).toContain('script "/etc/keepalived/check-engine.sh haproxy"')
    expect(block(configuration({services: balanced}), 'track_script {')).toEqual(['check_balance'])
  })

  test('have to listen where clients come in, and not elsewhere', () => {
    const services =
      'a: {listen: ["192.168.1.10:80", "127.0.0.1:81", "*:82", "[::]:83", "[2001:db8::10]:20000-20010"], port: same, check: none}'
    const lines = script({services})
    expect(lines.slice(lines.indexOf('set -- \\') + 1, lines.indexOf(';;'))).toEqual([
      '192.168.1.10:80 \\',
      '0.0.0.0:82 \\',
      "'[::]':83 \\",
      "'[2001:db8::10]':20000",
    ])
  })

  test('include the page of statistics', () => {
    expect(script({more: 'haproxy: {stats: {listen: "192.168.1.10:8404"}}'}).join(' ')).toContain('192.168.1.10:8404')
  })
})

describe('programs that are told of a change', () => {
  const hooks = (lines: readonly string[]) => lines.filter(line => line.startsWith('notify'))

  test('are told of every one, or of those that they are for', () => {
    expect(hooks(configuration({highAvailability: 'routerId: 51, notify: /etc/keepalived/notify.sh'}))).toEqual([
      'notify /etc/keepalived/notify.sh',
    ])
    const notify = '{stop: /s, fault: /f, backup: /b, master: /opt/our+own/m-1.sh}'
    expect(hooks(configuration({highAvailability: `routerId: 51, notify: ${notify}`}, 'lb2'))).toEqual([
      'notify_master /opt/our+own/m-1.sh',
      'notify_backup /b',
      'notify_fault /f',
      'notify_stop /s',
    ])
    expect(hooks(configuration({}))).toEqual([])
  })

  test('are told once where addresses of both kinds move together', () => {
    const lines = configuration({services: six, highAvailability: 'routerId: 51, notify: {any: /n, master: /m}'})
    expect(hooks(lines)).toEqual(['notify /n', 'notify_master /m'])
    expect(lines.indexOf('notify /n')).toBeGreaterThan(lines.indexOf('vrrp_sync_group all {'))
  })

  test.each([
    ['relative/path.sh'],
    ['"/n with.sh arguments"'],
    ["'/n\"'"],
    ['/n$HOME'],
    ['"/n\\n/x"'],
    ['/folder/'],
    ['{master: n.sh}'],
    ['[/n]'],
  ])('are not %s', notify => {
    const {findings, artifacts} = compilePair({highAvailability: `routerId: 51, notify: ${notify}`})
    expect(findings.map(({severity, path}) => `${severity} ${path}`)).toEqual([expect.stringMatching(/^error .*notify/)])
    expect(artifacts).toEqual([])
  })
})

test('what keepalived leaves behind when it is killed goes with its unit', () => {
  expect(linesOf({services: six}, 'lb2/keepalived.service.conf')).toEqual([
    '[Service]',
    'ExecStopPost=-/sbin/ip address delete 192.168.1.10/32 dev ens3',
    'ExecStopPost=-/sbin/ip address delete 2001:db8::10/128 dev ens3',
    'Restart=on-failure',
    'RestartSec=1',
  ])
})

test.each([
  ['without a word of the pair nothing moves the address', 'peersPort: 10001', ['LB135 "192.168.1.10:80"']],
  ['a literal password is as long as it is', 'routerId: 51, password: nine chars', ['LB202 password', 'LB603 nine chars']],
  ['a variable of a shell is no password', 'routerId: 51, password: "${VRRP}"', ['LB603 "${VRRP}"']],
  ['41s is too long for version 3', 'routerId: 51, advertInterval: 41s', ['LB264 41s', 'LB602 41s']],
  ['5ms is too short', 'routerId: 51, advertInterval: 5ms', ['LB602 5ms']],
  ['15ms is no hundredth', 'routerId: 51, advertInterval: 15ms', ['LB602 15ms']],
  ['version 2 goes to 255s', 'routerId: 51, password: {env: P}, advertInterval: 255s', ['LB264 255s']],
  ['and not beyond', 'routerId: 51, password: {env: P}, advertInterval: 256s', ['LB264 256s', 'LB601 256s']],
])('%s', (_, highAvailability, found) => {
  expect(shortly(compilePair({highAvailability}).findings)).toEqual(found)
})

describe('what the kernel balances', () => {
  const services = 'web: {engine: lvs, forward: dr, listen: "192.168.1.10:80"}'
  const file = 'lb1/keepalived.conf'

  test('is known to the other one too', () => {
    expect(linesOf({services}, file)).toContain('lvs_sync_daemon eth0 ipv4')
    expect(linesOf({}, file).join()).not.toContain('lvs_sync_daemon')
  })

  test('is remembered as long as it is told', () => {
    expect(linesOf({services, more: 'lvs: {timeouts: {udp: 10s, tcp: 1h}}'}, file)).toContain('lvs_timeouts tcp 3600 udp 10')
    expect(linesOf({services}, file).join()).not.toContain('lvs_timeouts')
  })
})

import {spawnSync} from 'node:child_process'
import {describe, expect, test} from '@jest/globals'
import {hostVerifiers} from '../../../src/targets/host/verify.ts'
import {compileTexts, fileOf} from '../../support/compiling.ts'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {compilePair, linesOf} from '../keepalived/pair.ts'

const kernel = 'lb1/90-lbgen.conf'
const rules = 'lb1/lbgen.nft'
const loader = 'lb1/lbgen-nftables.service'

describe('the kernel', () => {
  test('lets engines listen on addresses that are elsewhere', () => {
    expect(linesOf({}, kernel)).toEqual(['net.ipv4.ip_nonlocal_bind = 1'])
    expect(linesOf({services: 'web: {listen: "[2001:db8::10]:80"}'}, kernel)).toEqual(['net.ipv6.ip_nonlocal_bind = 1'])
  })

  test('is left alone where nothing listens there', () => {
    const alone = compileTexts(
      'lbgen: 1\nname: a\nloadBalancers: {lb1: 10.0.0.1}\nnodes: {n1: 10.0.0.2}\nservices: {web: {listen: "10.0.0.9:80"}}\n',
    )
    expect(alone.artifacts.map(({path}) => path)).toEqual(['lb1/haproxy.cfg'])
  })

  test('opens nothing itself, and forwards what nodes answer', () => {
    const services = 'web: {engine: lvs, forward: nat, listen: "192.168.1.10:80"}'
    expect(linesOf({services}, kernel)).toEqual([
      'net.ipv4.ip_forward = 1',
      'net.ipv4.conf.all.send_redirects = 0',
      'net.ipv4.conf.default.send_redirects = 0',
      'net/ipv4/conf/eth0/send_redirects = 0',
      'net.ipv4.vs.expire_nodest_conn = 1',
    ])
  })

  test('lets go of connections to a node that is taken out, where it balances itself', () => {
    const services = 'web: {engine: lvs, forward: dr, listen: "192.168.1.10:80"}'
    for (const more of ['', 'lvs: {manager: ldirectord}']) {
      expect(linesOf({services, more}, kernel)).toEqual(['net.ipv4.vs.expire_nodest_conn = 1'])
      expect(linesOf({services, more}, 'lb2/lbgen-modules.conf')).toEqual(['ip_vs'])
    }
    expect(linesOf({}, kernel).join()).not.toContain('.vs.')
    expect(linesOf({}, 'lb1/lbgen-modules.conf')).toEqual([])
  })

  test('has the module of that setting before it is set', () => {
    const {artifacts} = compilePair({services: 'web: {engine: lvs, forward: dr, listen: "192.168.1.10:80"}'})
    const [settings, modules] = [kernel, 'lb1/lbgen-modules.conf'].map(wanted => artifacts.find(({path}) => path === wanted))
    expect(modules?.install).toMatch(/^\/etc\/modules-load\.d\/.*\.conf$/)
    expect(settings?.check).toContain('-e')
    expect(settings?.reload).toEqual(['sh', '-c', 'modprobe ip_vs && sysctl -p /etc/sysctl.d/90-lbgen.conf'])
  })
})

describe('the firewall', () => {
  const more = 'host: {firewall: true, sshPort: 2222}'

  test('is there when it is asked for', () => {
    expect(linesOf({}, rules)).toEqual([])
    expect(linesOf({more}, rules)).toEqual(expect.arrayContaining(['policy drop', 'tcp dport 2222 accept']))
  })

  test('opens what the services listen on', () => {
    const services = `
      web: {mode: http, port: 80, listen: ["192.168.1.10:80", {address: "2001:db8::10", port: 81, redirect: {to: "https://a/"}}]},
      range: {listen: {address: "*", ports: "20000-20010"}, port: same, check: none},
      dns: {engine: lvs, forward: dr, protocol: udp, listen: "192.168.1.10:53"}`
    const statistics = `${more}\nhaproxy: {stats: {listen: "127.0.0.1:8404"}}`
    expect(linesOf({services, more: statistics}, rules)).toEqual(
      expect.arrayContaining([
        'ip daddr 192.168.1.10 tcp dport 80 accept',
        'ip6 daddr 2001:db8::10 tcp dport 81 accept',
        'tcp dport 20000-20010 accept',
        'ip daddr 192.168.1.10 udp dport 53 accept',
        'ip daddr 127.0.0.1 tcp dport 8404 accept',
      ]),
    )
  })

  test('lets the other load balancer in, where they have something to say', () => {
    const services = 'web: {listen: "192.168.1.10:80", persistence: source}'
    const peers = 'ip saddr 192.168.1.12 tcp dport 10000 accept'
    expect(linesOf({services, more}, rules)).toEqual(expect.arrayContaining([peers, 'ip saddr 192.168.1.12 meta l4proto 112 accept']))
    expect(linesOf({more}, rules)).not.toContain(peers)
  })

  test('lets in what the kernels of a pair tell each other of their connections', () => {
    const services = 'web: {engine: lvs, forward: dr, listen: "192.168.1.10:80"}'
    expect(linesOf({services, more}, rules)).toContain('ip saddr 192.168.1.12 udp dport 8848 accept')
    expect(linesOf({services, more: `${more}\nlvs: {manager: ldirectord}`}, rules).join()).not.toContain('8848')
  })

  test('lets a group in where VRRP has no address to speak to', () => {
    expect(linesOf({services: 'web: {listen: "[2001:db8::10]:80"}', more}, rules)).toContain('ip6 daddr ff02::12 meta l4proto 112 accept')
  })
})

describe('what loads the rules', () => {
  const marked = 'web: {engine: lvs, forward: dr, firewallMark: 1, port: same, listen: ["192.168.1.10:80", "192.168.1.10:443"]}'
  const starts = (pair: Parameters<typeof linesOf>[0]): readonly string[] =>
    linesOf(pair, loader).filter(line => line.startsWith('ExecStart='))

  test('is there where there are any, of whichever target', () => {
    expect(linesOf({}, loader)).toEqual([])
    expect(starts({more: 'host: {firewall: true}'})).toEqual(['ExecStart=/usr/sbin/nft -f /etc/nftables.d/lbgen.nft'])
    expect(starts({services: marked})).toEqual(['ExecStart=/usr/sbin/nft -f /etc/nftables.d/lbgen-marks.nft'])
    expect(starts({services: marked, more: 'host: {firewall: true}'})).toHaveLength(2)
  })

  test('leaves the rules of the machine where they are, and comes after them', () => {
    const {artifacts} = compilePair({services: marked, more: 'host: {firewall: true}'})
    expect(artifacts.map(({install}) => install)).not.toContain('/etc/nftables.conf')
    const lines = linesOf({more: 'host: {firewall: true}'}, loader)
    expect(lines).toEqual(
      expect.arrayContaining([
        'PartOf=nftables.service',
        'ReloadPropagatedFrom=nftables.service',
        'ExecStop=-/usr/sbin/nft delete table inet lbgen',
      ]),
    )
  })
})

describe('connections from clients’ addresses', () => {
  const services = 'web: {listen: "192.168.1.10:80", clientAddress: transparent}'
  const more = 'haproxy: {user: root, group: root}'

  test('have a way back, whether there is a firewall or not', () => {
    expect(linesOf({services, more}, rules)).toContain('meta l4proto tcp socket transparent 1 meta mark set 27746')
    expect(linesOf({services, more}, 'lb1/lbgen-transparent.service')).toEqual(
      expect.arrayContaining([
        'ExecStart=/sbin/ip -4 rule add fwmark 27746 lookup 27746',
        'ExecStart=/sbin/ip -4 route replace local default dev lo table 27746',
      ]),
    )
    expect(linesOf({services, more}, kernel)).toContain('net.ipv4.ip_forward = 1')
  })
})

describe.each(hostVerifiers.map(verifier => [verifier.title, verifier] as const))('%s', (_, verifier) => {
  test('takes no failure for a good file', () => {
    expect(verifier.explain({exitCode: 1, stdout: '', stderr: 'out of order'})).toMatchObject([{severity: 'error'}])
    expect(verifier.explain({exitCode: 1, stdout: '', stderr: 'unshare: unshare failed'})).toMatchObject([{severity: 'hint'}])
    expect(verifier.explain({exitCode: 0, stdout: '', stderr: ''})).toEqual([])
  })
})

test('the line of a rule, a setting and a unit is found', () => {
  const [nft, sysctl, systemd] = hostVerifiers
  const stderr = 'n.bad:15:39-39: Error: syntax error, unexpected newline\n    ct state acept\n         ^\n'
  expect(nft?.explain({exitCode: 1, stdout: '', stderr})).toMatchObject([{line: 15, text: 'syntax error, unexpected newline'}])
  const unknown = 'sysctl: cannot stat /proc/sys/net/ipv4/nope: No such file or directory\n'
  expect(sysctl?.explain({exitCode: 1, stdout: '', stderr: unknown.replace('nope', 'conf/eth0.7/send_redirects')})).toEqual([])
  expect(sysctl?.explain({exitCode: 1, stdout: '', stderr: unknown.replace('nope', 'vs/expire_nodest_conn')})).toEqual([])
  expect(sysctl?.explain({exitCode: 1, stdout: '', stderr: unknown})).toMatchObject([{text: expect.stringContaining('net/ipv4/nope')}])
  const key =
    "/tmp/a/lbgen-transparent.service:9: Unknown key name 'Exec' in section 'Service', ignoring.\n/lib/systemd/system/x.service:1: no\n"
  expect(systemd?.explain({exitCode: 0, stdout: '', stderr: key})).toMatchObject([{line: 9}])
})

describeEngine('nft', hasProgram('nft'), () => {
  test('loads the rules twice, and leaves one table of each', () => {
    const services = 'web: {listen: "192.168.1.10:80", clientAddress: transparent, persistence: source}'
    const pair = {services, more: 'haproxy: {user: root, group: root}\nhost: {firewall: true}'}
    const text = compilePair(pair)
      .artifacts.filter(({path}) => path === rules)
      .map(fileOf)
      .join('')
    const script = 'rules=$(cat); for turn in 1 2; do printf "%s\\n" "$rules" | nft -f - || exit; done; nft list tables'
    const {stdout, stderr} = spawnSync('unshare', ['--net', '--map-root-user', 'sh', '-c', script], {input: text, encoding: 'utf8'})
    expect({stdout, stderr}).toEqual({stdout: 'table inet lbgen\ntable inet lbgen_transparent\n', stderr: ''})
  })
})

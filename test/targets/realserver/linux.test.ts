import {describe, expect, test} from '@jest/globals'
import {direct, fileOf, names, render, translated, tunnelled} from './render.ts'

const address = '192.168.1.31'

/** The lines of a function of a script, without comments. */
const bodyOf = (script: string, name: string): readonly string[] =>
  (new RegExp(`^${name}\\(\\) \\{\\n([^]*?)^\\}`, 'm').exec(script)?.[1] ?? '')
    .split('\n')
    .map(line => line.trim())
    .filter(line => line !== '' && line !== 'return 0' && !line.startsWith('#'))

describe('direct routing', () => {
  const rendered = render({n1: address}, {web: direct, names})
  const script = fileOf(rendered, 'realserver.sh')

  test('gives the node every address of its services once, alone, and keeps it from answering ARP first', () => {
    expect(bodyOf(script, 'each_address')).toEqual(['"$1" lo 192.168.1.20/32', '"$1" lo 192.168.1.21/32'])
    expect(bodyOf(script, 'each_setting')).toEqual(['"$1" net/ipv4/conf/all/arp_ignore 1 0', '"$1" net/ipv4/conf/all/arp_announce 2 0'])
    const order = bodyOf(script, 'start')
    expect(order.indexOf('each_setting settle')).toBeLessThan(order.indexOf('each_address add_address'))
    expect(order.indexOf('each_address add_address')).toBeLessThan(order.indexOf('each_left_setting others restore_setting'))
  })

  test('gives it an IPv4 address that is written in an IPv6 one as what it is, and none for every address', () => {
    const services = {
      mapped: {forward: 'dr', listen: '[::ffff:192.168.1.20]:80'},
      every: {forward: 'dr', firewallMark: 1, listen: '0.0.0.0:81'},
    }
    expect(bodyOf(fileOf(render({n1: address}, services), 'realserver.sh'), 'each_address')).toEqual(['"$1" lo 192.168.1.20/32'])
  })

  test('has a file for sysctl.d that says the same, and a unit', () => {
    expect(fileOf(rendered, '90-lbgen-arp.conf').match(/^[^#\n].*$/gm)).toEqual([
      'net.ipv4.conf.all.arp_ignore = 1',
      'net.ipv4.conf.all.arp_announce = 2',
    ])
    expect(fileOf(rendered, 'lbgen-realserver.service')).toContain('\nExecStart=/usr/local/sbin/lbgen-realserver.sh start\n')
    expect([...rendered.files.keys()]).toEqual(['n1/90-lbgen-arp.conf', 'n1/realserver.sh', 'n1/lbgen-realserver.service'])
    // The script alone settles it now: it could not undo what something else has set before.
    expect(rendered.reloads.get('n1/90-lbgen-arp.conf')).toBeUndefined()
    expect(rendered.reloads.get('n1/realserver.sh')).toEqual(['/usr/local/sbin/lbgen-realserver.sh', 'start'])
  })

  test('says how to see whether it works', () => {
    expect(script).toContain('#   arping -b -c 3 -I eth0 192.168.1.20 ')
    expect(script).toContain('#   ipvsadm -Lnc ')
  })

  test('takes another interface for the addresses', () => {
    const other = fileOf(render({n1: {address, loopback: 'dummy0'}}, {web: direct}), 'realserver.sh')
    expect(bodyOf(other, 'each_address')).toEqual(['"$1" dummy0 192.168.1.20/32', '"$1" dummy0 192.168.1.21/32'])
  })

  test('has no duplicate address detection for IPv6', () => {
    const six = render({n1: '2001:db8::31'}, {web: {forward: 'dr', listen: '[2001:db8::20]:80'}})
    expect(bodyOf(fileOf(six, 'realserver.sh'), 'each_address')).toEqual(['"$1" lo 2001:db8::20/128'])
    expect(fileOf(six, '90-lbgen-arp.conf').match(/^[^#\n].*$/gm)).toEqual([
      'net/ipv6/conf/lo/dad_transmits = 0',
      'net/ipv6/conf/lo/accept_dad = 0',
    ])
  })
})

test('a tunnel ends in a device of its own, whose packets come from elsewhere', () => {
  const rendered = render({n1: address}, {web: tunnelled})
  const script = fileOf(rendered, 'realserver.sh')
  expect(bodyOf(script, 'each_tunnel')).toEqual(['"$1" ipip tunl0'])
  expect(bodyOf(script, 'each_address')).toEqual(['"$1" tunl0 192.168.1.22/32'])
  expect(bodyOf(script, 'each_setting').slice(2)).toEqual(['"$1" net/ipv4/conf/tunl0/rp_filter 2 0'])
  expect(bodyOf(script, 'start').slice(1, 4)).toEqual(['each_tunnel make_tunnel', 'each_setting settle', 'each_tunnel raise_tunnel'])
  expect(fileOf(rendered, '90-lbgen-arp.conf')).toContain('\n-net.ipv4.conf.tunl0.rp_filter = 2\n')
  expect(fileOf(rendered, '90-lbgen-arp.conf')).not.toContain('conf.all.rp_filter')
  expect(script).toContain('by 20 bytes')
})

test('a setting of a device that a module brings may come too early', () => {
  const rendered = render({n1: '2001:db8::31'}, {web: {forward: 'tun', listen: '[2001:db8::20]:80'}})
  expect(fileOf(rendered, '90-lbgen-arp.conf').match(/^[^#\n].*$/gm)).toEqual([
    '-net/ipv6/conf/ip6tnl0/dad_transmits = 0',
    '-net/ipv6/conf/ip6tnl0/accept_dad = 0',
  ])
})

test('an address that comes both ways is on the tunnel, where both reach it', () => {
  const both = render({n1: address}, {web: {...tunnelled, listen: '192.168.1.20:443'}, plain: {forward: 'dr', listen: '192.168.1.20:80'}})
  expect(bodyOf(fileOf(both, 'realserver.sh'), 'each_address')).toEqual(['"$1" tunl0 192.168.1.20/32'])
  expect(bodyOf(fileOf(both, 'realserver.sh'), 'each_tunnel')).toEqual(['"$1" ipip tunl0'])
})

describe('translation', () => {
  const gatewaysOf = (rendered: ReturnType<typeof render>): readonly string[] => bodyOf(fileOf(rendered, 'realserver.sh'), 'each_gateway')

  test('leads back by the gateway that is written, by the interface that is written', () => {
    expect(gatewaysOf(render({n1: {address, gateway: '192.168.1.9', interface: 'ens3'}}, {web: translated}))).toEqual([
      '"$1" -4 0 192.168.1.9 dev ens3',
    ])
  })

  test('else by the floating address on the network of the node', () => {
    expect(gatewaysOf(render({n1: address}, {web: {...translated, listen: ['10.0.0.5:80', '192.168.1.23:80'], port: 80}}))).toEqual([
      '"$1" -4 0 192.168.1.23',
    ])
  })

  test('but never by one that the node has itself', () => {
    expect(gatewaysOf(render({n1: address}, {plain: direct, web: translated}))).toEqual(['"$1" -4 0 192.168.1.23'])
  })

  test('else by the only load balancer', () => {
    const alone = {loadBalancers: {lb1: '192.168.1.11'}, highAvailability: {}}
    expect(gatewaysOf(render({n1: address}, {web: {forward: 'nat', listen: '10.0.0.5:80'}}, alone))).toEqual(['"$1" -4 0 192.168.1.11'])
  })

  test('in IPv6 too', () => {
    const six = {forward: 'nat', listen: '[2001:db8:0:1::20]:80'}
    expect(gatewaysOf(render({n1: '2001:db8:0:1::31'}, {web: six}, {highAvailability: {routerId: 20, prefixLength: 64}}))).toEqual([
      '"$1" -6 1 2001:db8:0:1::20',
    ])
  })

  test('needs no address and no settings', () => {
    const {files} = render({n1: address}, {web: translated})
    expect([...files.keys()]).toEqual(['n1/realserver.sh', 'n1/lbgen-realserver.service'])
  })
})

describe('redirect', () => {
  test('is a rule for each address and protocol, and no address', () => {
    const nft = fileOf(render({n1: {address, redirect: 'nftables'}}, {web: direct, names}), 'realserver.sh')
    expect(nft).toContain('\nfilter=nftables\n')
    expect(bodyOf(nft, 'each_redirect')).toEqual(['"$1" tcp 192.168.1.20', '"$1" udp 192.168.1.20', '"$1" tcp 192.168.1.21'])
    expect(bodyOf(nft, 'each_address')).toEqual([])
    expect(bodyOf(nft, 'each_foreign')).toEqual(['"$1" 192.168.1.20', '"$1" 192.168.1.21'])
    const iptables = fileOf(render({n1: {address, redirect: 'iptables'}}, {web: direct}), 'realserver.sh')
    expect(iptables).toContain('\nfilter=iptables\n')
    expect(bodyOf(iptables, 'each_redirect')).toEqual(['"$1" tcp 192.168.1.20', '"$1" tcp 192.168.1.21'])
  })
})

describe('boot', () => {
  test('by systemd-networkd is a file of addresses', () => {
    const {files, reloads} = render({n1: {address, boot: 'systemd-networkd'}}, {web: direct})
    expect([...files.keys()]).toEqual(['n1/90-lbgen-arp.conf', 'n1/10-lbgen-lo.network'])
    expect(reloads.get('n1/90-lbgen-arp.conf')).toEqual(['sysctl', '-e', '-p', '/etc/sysctl.d/90-lbgen-arp.conf'])
    expect(files.get('n1/10-lbgen-lo.network')?.match(/^[^#\n].*$/gm)).toEqual([
      '[Match]',
      'Name=lo',
      '[Address]',
      'Address=192.168.1.20/32',
      '[Address]',
      'Address=192.168.1.21/32',
    ])
  })

  test('by ifupdown is a file of addresses', () => {
    const {files} = render({n1: {address, boot: 'ifupdown'}}, {web: {forward: 'dr', listen: '192.168.1.20:80'}})
    expect([...files.keys()]).toEqual(['n1/90-lbgen-arp.conf', 'n1/interfaces.lbgen'])
    expect(files.get('n1/interfaces.lbgen')?.match(/^[^#\n].*$/gm)).toEqual([
      'auto lo:lbgen0',
      'iface lo:lbgen0 inet manual',
      '    up ip addr add 192.168.1.20/32 dev lo',
      '    down ip addr del 192.168.1.20/32 dev lo',
    ])
  })
})

test('a node in no service of the kernel gets nothing', () => {
  const {files} = render({n1: address, n2: '192.168.1.32'}, {web: {...direct, nodes: ['n2']}})
  expect([...files.keys()].every(path => path.startsWith('n2/'))).toBe(true)
})

test('an IPv4 address inside an IPv6 one is an IPv4 address of the node', () => {
  const web = {forward: 'dr', listen: ['[::ffff:192.168.1.20]:80', '192.168.1.20:81'], port: 'same'}
  const script = fileOf(render({n1: '192.168.1.31'}, {web}), 'realserver.sh')
  expect(script.match(/"\$1" lo .*/g)).toEqual(['"$1" lo 192.168.1.20/32'])
  expect(script).toContain('"$1" net/ipv4/conf/all/arp_ignore 1')
})

import {spawnSync} from 'node:child_process'
import {mkdtempSync, readFileSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import {describeEngine, describeKernel, hasProgram} from '../../support/engines.ts'
import {direct, names, render, translated, tunnelled} from './render.ts'

const folder = mkdtempSync(join(tmpdir(), 'lbgen-realserver-'))
afterAll(() => rmSync(folder, {recursive: true}))

const address = '192.168.1.31'
const six = {forward: 'dr', listen: '[2001:db8::20]:80'}

/** Every kind of script there is. */
const scripts: Readonly<Record<string, string>> = Object.fromEntries(
  (
    [
      ['direct', {address}, {web: direct, names}],
      ['direct-6', {address: '2001:db8::31'}, {web: six}],
      ['tunnel', {address}, {web: tunnelled}],
      ['tunnel-6', {address: '2001:db8::31'}, {web: {...six, forward: 'tun'}}],
      ['gateway', {address, interface: 'v0'}, {web: translated}],
      ['same', {address, interface: 'v0'}, {web: {...translated, listen: '192.168.1.20:80'}}],
      ['all', {address}, {web: direct, tunnelled, translated}],
      ['nftables', {address, redirect: 'nftables'}, {web: direct, names}],
      ['iptables', {address, redirect: 'iptables'}, {web: direct, names}],
      ['freebsd', {address, os: 'freebsd'}, {web: direct, translated}],
      ['freebsd-6', {address: '2001:db8::31', os: 'freebsd'}, {web: six}],
      ['solaris', {address, os: 'solaris'}, {web: direct, translated}],
      ...(['freebsd', 'solaris'] as const).flatMap(
        os =>
          [
            [`${os}-dr`, {address, os}, {web: direct}],
            [`${os}-nat`, {address, os}, {web: {...translated, listen: '192.168.1.20:80'}}],
          ] as const,
      ),
    ] as const
  ).map(([name, node, services]) => {
    const file = join(folder, name)
    writeFileSync(file, render({n1: node}, services).files.get('n1/realserver.sh') ?? '')
    return [name, file]
  }),
)

const run = (program: string, ...args: readonly string[]): {readonly status: number | null; readonly said: string} => {
  const {status, stdout, stderr} = spawnSync(program, args, {encoding: 'utf8', timeout: 60_000})
  return {status, said: stdout + stderr}
}

describe.each(Object.entries(scripts))('the script for %s', (_, file) => {
  describeEngine('shellcheck', hasProgram('shellcheck'), () => {
    test('is clean', () => {
      expect(run('shellcheck', '--severity=style', file)).toEqual({status: 0, said: ''})
    })
  })

  for (const shell of [['dash'], ['busybox', 'sh'], ['bash', '--posix']]) {
    const [program = '', ...args] = shell
    describeEngine(shell.join(' '), hasProgram(program), () => {
      test('can read it', () => {
        expect(run(program, ...args, '-n', file)).toEqual({status: 0, said: ''})
      })
    })
  }
})

/** What a node is, without what comes and goes by itself. The bare tables that iptables leaves behind hold no rule. */
const driver = `
set -u
mount -t tmpfs none /run
ip link set lo up
ip link add v0 type veth peer name v1
sysctl -qw net.ipv6.conf.v0.disable_ipv6=1 net.ipv6.conf.v1.disable_ipv6=1
ip link set v0 up
ip link set v1 up
ip addr add 192.168.1.31/24 dev v0
ip route add default via 192.168.1.1 dev v0 src 192.168.1.31
ip route add default via 192.168.1.2 dev v0 metric 100
snapshot() {
  ip -o addr | sed 's/ tentative//; s/valid_lft.*//'
  ip route
  ip -6 route show default
  grep -r . /proc/sys/net/ipv4/conf /proc/sys/net/ipv6/conf/lo 2>/dev/null
  nft list ruleset 2>/dev/null | grep -E 'redirect|jump|lbgen|LBGEN'
}
mark() { echo "=== $1"; }
`

/** Runs commands on a node in a network of its own; what they print, by the marks between. */
function onNode(commands: string): ReadonlyMap<string, string> {
  const {stdout} = spawnSync('unshare', ['-nm', 'sh', '-c', `${driver}${commands}`], {encoding: 'utf8', timeout: 60_000})
  return new Map(
    stdout
      .split(/^=== /m)
      .slice(1)
      .map(part => [part.slice(0, part.indexOf('\n')), part.slice(part.indexOf('\n') + 1)] as const),
  )
}

const kinds = ['direct', 'direct-6', 'gateway', 'nftables', 'iptables', 'tunnel', 'tunnel-6'] as const

/** What a kind needs besides `ip`, and whether it is here; a device of a tunnel is in each new network where the kernel has its module. */
const hasDevice = (device: string): boolean => run('unshare', '-n', 'ip', 'link', 'show', device).status === 0
const needs: Readonly<Record<string, readonly [name: string, isHere: () => boolean, describeWhere?: typeof describeEngine]>> = {
  nftables: ['nft', () => hasProgram('nft')],
  iptables: ['iptables', () => hasProgram('iptables')],
  tunnel: ['ipip', () => hasDevice('tunl0'), describeKernel],
  'tunnel-6': ['ip6_tunnel', () => hasDevice('ip6tnl0'), describeKernel],
}

describeEngine('a network namespace', run('unshare', '-nm', 'ip', 'link').status === 0 && hasProgram('nft'), () => {
  describe.each(kinds)('%s', kind => {
    const [need, isHere, describeWhere = describeEngine] = needs[kind] ?? ['ip', () => hasProgram('ip')]
    describeWhere(need, isHere(), () => {
      const file = scripts[kind]
      const said = (shell: string): ReadonlyMap<string, string> =>
        onNode(`
          mark before; snapshot
          mark status-before; ${shell} ${file} status >/dev/null; echo $?
          mark start; ${shell} ${file} start 2>&1; echo $?
          mark once; snapshot
          mark status-once; ${shell} ${file} status; echo $?
          mark again; ${shell} ${file} start 2>&1; echo $?
          mark twice; snapshot
          mark stop; ${shell} ${file} stop; ${shell} ${file} status >/dev/null; echo $?
          ${shell} ${file} start
          mark undo; ${shell} ${file} undo 2>&1; echo $?
          mark after; snapshot
          mark status-after; ${shell} ${file} status >/dev/null; echo $?
          mark undo-again; ${shell} ${file} undo 2>&1; echo $?
          mark left; ls /run
        `)

      test.each(['dash', 'busybox sh'].filter(shell => hasProgram(shell.split(' ')[0] ?? '')))(
        'starts as often as one likes, says how it is, and leaves the node as it was, under %s',
        shell => {
          const on = said(shell)
          expect(on.get('status-before')).toBe('3\n')
          expect(on.get('start')).toBe('0\n')
          expect(on.get('status-once')).toBe('All is as it shall be.\n0\n')
          expect(on.get('once')).not.toBe(on.get('before'))
          expect(on.get('again')).toBe('0\n')
          expect(on.get('twice')).toBe(on.get('once'))
          // A gateway stays: without it the machine would be alone.
          expect(on.get('stop')).toBe(kind === 'gateway' ? '0\n' : '3\n')
          expect(on.get('undo')).toBe('0\n')
          expect(on.get('after')).toBe(on.get('before'))
          expect(on.get('status-after')).toBe('3\n')
          expect(on.get('undo-again')).toBe('0\n')
          expect(on.get('left')).toBe('')
        },
      )
    })
  })

  test('what is no longer wanted goes at the next start, and what was there before stays', () => {
    const later = join(folder, 'later')
    writeFileSync(later, render({n1: address}, {web: {forward: 'dr', listen: '192.168.1.21:80'}}).files.get('n1/realserver.sh') ?? '')
    const on = onNode(`
      ip addr add 192.168.1.21/32 dev lo
      sh ${scripts['direct']} start
      mark first; ip -o -4 addr show dev lo | awk '{print $4}'
      sh ${later} start
      mark second; ip -o -4 addr show dev lo | awk '{print $4}'
      sh ${later} undo
      mark third; ip -o -4 addr show dev lo | awk '{print $4}'
    `)
    expect(on.get('first')).toBe('127.0.0.1/8\n192.168.1.21/32\n192.168.1.20/32\n')
    expect(on.get('second')).toBe('127.0.0.1/8\n192.168.1.21/32\n')
    expect(on.get('third')).toBe('127.0.0.1/8\n192.168.1.21/32\n')
  })

  // What changes is `forward`, or `redirect`, of the very same address in one of them.
  const ways = ['direct', 'direct-6', 'gateway', 'same', 'nftables', 'iptables'] as const
  const switches = ways.flatMap(one => ways.filter(other => other !== one).map(other => [one, other] as const))
  test.each(switches.filter(pair => !(pair.includes('gateway') && pair.includes('same'))))(
    'from %s to %s: says what is left, and leaves no more than the second alone would, nor anything after undo',
    (one, other) => {
      const fresh = onNode(`sh ${scripts[other]} start; mark fresh; snapshot`)
      const on = onNode(`
      mark before; snapshot
      sh ${scripts[one]} start
      mark status-before; sh ${scripts[other]} status; echo $?
      mark start; sh ${scripts[other]} start 2>&1; echo $?
      mark switched; snapshot
      mark status; sh ${scripts[other]} status; echo $?
      sh ${scripts[one]} start
      mark undo; sh ${scripts[other]} undo 2>&1; echo $?
      mark after; snapshot
      mark left; ls /run
    `)
      expect(on.get('status-before')).toMatch(/^left from an earlier start: .*[^]*\n3\n$/m)
      expect(on.get('start')).toBe('0\n')
      expect(on.get('switched')).toBe(fresh.get('fresh'))
      expect(on.get('status')).toBe('All is as it shall be.\n0\n')
      expect(on.get('undo')).toBe('0\n')
      expect(on.get('after')).toBe(on.get('before'))
      expect(on.get('left')).toBe('')
    },
  )

  test('an address of services that the node must not have is complained of, whoever gave it', () => {
    const on = onNode(`
      sh ${scripts['gateway']} start
      ip addr add 192.168.1.23/32 dev lo
      mark status; sh ${scripts['gateway']} status; echo $?
    `)
    expect(on.get('status')).toBe('this machine has the address 192.168.1.23, which is for the load balancers alone\n3\n')
  })

  test('settings that the machine has started with are undone too, and their file is named', () => {
    const on = onNode(`
      mount -t tmpfs none /etc/sysctl.d
      touch /etc/sysctl.d/90-lbgen-arp.conf
      sysctl -qw net.ipv4.conf.all.arp_ignore=1 net.ipv4.conf.all.arp_announce=2
      sh ${scripts['direct']} start
      mark unused; sh ${scripts['gateway']} status
      mark undo; sh ${scripts['direct']} undo; cat /proc/sys/net/ipv4/conf/all/arp_ignore /proc/sys/net/ipv4/conf/all/arp_announce
    `)
    expect(on.get('unused')).toContain('/etc/sysctl.d/90-lbgen-arp.conf has no use any more: remove it\n')
    expect(on.get('undo')).toBe('Remove /etc/sysctl.d/90-lbgen-arp.conf too: it settles the same when the machine starts.\n0\n0\n')
  })

  describeEngine('arping', hasProgram('arping'), () => {
    /** How many answers another machine gets that asks for a service's address. */
    const answersAfter = (commands: string): number => {
      const on = onNode(`
        ip netns add client
        ip link set v1 netns client
        ip -n client link set v1 up
        ip -n client addr add 192.168.1.50/24 dev v1
        ${commands}
        mark asked; ip netns exec client arping -b -c 2 -w 4 -I v1 192.168.1.20
        ip netns del client
      `)
      expect(on.get('asked')).toContain('ARPING 192.168.1.20')
      return (on.get('asked') ?? '').match(/reply from/g)?.length ?? 0
    }

    test.each(['direct', 'nftables'] as const)('nobody on the node answers ARP for a service, set up as %s', kind => {
      expect(answersAfter('ip addr add 192.168.1.20/32 dev lo')).toBeGreaterThan(0)
      expect(answersAfter(`sh ${scripts[kind]} start`)).toBe(0)
    })
  })
})

/** Programs in the place of FreeBSD's and Solaris': each keeps what it is told in a file, in the forms that they take and no other. */
const fakes = `
addresses=$PWD/addresses gateway=$PWD/gateway
ifconfig() {
  case $*/$# in
    lo0/1 | -a/1) sed 's/.*/\tinet & netmask 0xffffffff/' "$addresses" ;;
    "lo0 inet "*" netmask 255.255.255.255 alias/6") echo "$3" >>"$addresses" ;;
    "lo0 inet addif "*"/32 up/5") echo "\${4%/32}" >>"$addresses" ;;
    "lo0 inet "*" -alias/4") sed -i "/^$3$/d" "$addresses" ;;
    "lo0 inet removeif "*/4) sed -i "/^$4$/d" "$addresses" ;;
    *) echo "ifconfig $*" >&2; return 64 ;;
  esac
}
route() {
  case $* in
    "-n get -inet default") sed 's/^/    gateway: /' "$gateway" | head -n 1 ;;
    "add -inet default "*) echo "$4" >>"$gateway" ;;
    "change -inet default "*) echo "$4" >"$gateway" ;;
    "delete -inet default "*) sed -i "/^$4$/d" "$gateway" ;;
    "delete -inet default") : >"$gateway" ;;
    *) echo "route $*" >&2; return 64 ;;
  esac
}
`

test('rc.conf can be read whatever the loopback interface is called', () => {
  const file = join(folder, 'rc.conf')
  const {files} = render({n1: {address, os: 'freebsd', loopback: 'lo0.1'}}, {web: direct})
  writeFileSync(file, files.get('n1/realserver.rc.conf') ?? '')
  const read = run('sh', '-c', `. ${file}; echo "$ifconfig_lo0_1_aliases"`)
  expect(read).toEqual({status: 0, said: ' inet 192.168.1.20/32 inet 192.168.1.21/32\n'})
})

const played = (name: string): string =>
  readFileSync(scripts[name] ?? '', 'utf8').replace('state=/var/run/lbgen-realserver', `state=$PWD/state${fakes}`)

describe.each(['freebsd', 'solaris'] as const)('the script for %s, with its programs played', kind => {
  test.each([
    ['a gateway of before', '192.168.1.1\n'],
    ['no gateway before', ''],
  ])('starts twice as once and undoes all, with %s', (_, before) => {
    const home = mkdtempSync(join(folder, kind))
    writeFileSync(join(home, 'script'), played(kind))
    writeFileSync(join(home, 'addresses'), '127.0.0.1\n')
    writeFileSync(join(home, 'gateway'), before)
    const said = (action: string): string => {
      const {status, stdout, stderr} = spawnSync('sh', ['script', action], {cwd: home, encoding: 'utf8'})
      return `${stdout}${stderr}${status}`
    }
    const now = (): readonly string[] => ['addresses', 'gateway'].map(name => readFileSync(join(home, name), 'utf8'))
    const started = ['127.0.0.1\n192.168.1.20\n192.168.1.21\n', '192.168.1.23\n']
    expect(said('status')).toMatch(/3$/)
    expect(said('start')).toBe('0')
    expect(now()).toEqual(started)
    expect(said('status')).toBe('All is as it shall be.\n0')
    expect(said('start')).toBe('0')
    expect(now()).toEqual(started)
    expect(said('stop')).toBe('0')
    expect(now()).toEqual(['127.0.0.1\n', '192.168.1.23\n'])
    expect(said('start')).toBe('0')
    expect(said('undo')).toBe('0')
    expect(now()).toEqual(['127.0.0.1\n', before])
    expect(said('undo')).toBe('0')
  })

  test.each([
    ['dr', 'nat'],
    ['nat', 'dr'],
  ])('from %s to %s: says what is left, takes it away, and undoes all', (one, other) => {
    const home = mkdtempSync(join(folder, kind))
    const write = (way: string): void => writeFileSync(join(home, 'script'), played(`${kind}-${way}`))
    writeFileSync(join(home, 'addresses'), '127.0.0.1\n')
    writeFileSync(join(home, 'gateway'), '192.168.1.1\n')
    const said = (action: string): string => {
      const {status, stdout, stderr} = spawnSync('sh', ['script', action], {cwd: home, encoding: 'utf8'})
      return `${stdout}${stderr}${status}`
    }
    const now = (): readonly string[] => ['addresses', 'gateway'].map(name => readFileSync(join(home, name), 'utf8'))
    write(one)
    expect(said('start')).toBe('0')
    write(other)
    expect(said('status')).toMatch(/^left from an earlier start: .*$[^]*3$/m)
    expect(said('start')).toBe('0')
    expect(said('status')).toBe('All is as it shall be.\n0')
    expect(now()).toEqual(
      other === 'nat' ? ['127.0.0.1\n', '192.168.1.20\n'] : ['127.0.0.1\n192.168.1.20\n192.168.1.21\n', '192.168.1.1\n'],
    )
    expect(said('undo')).toBe('0')
    expect(now()).toEqual(['127.0.0.1\n', '192.168.1.1\n'])
    write(one)
    expect(said('start')).toBe('0')
    write(other)
    expect(said('undo')).toBe('0')
    expect(now()).toEqual(['127.0.0.1\n', '192.168.1.1\n'])
  })
})

test('a node of FreeBSD takes back what it did for direct routing before it gets a gateway', () => {
  const home = mkdtempSync(join(folder, 'becomes'))
  const now = (): readonly string[] => ['addresses', 'gateway'].map(name => readFileSync(join(home, name), 'utf8'))
  writeFileSync(join(home, 'addresses'), '127.0.0.1\n')
  writeFileSync(join(home, 'gateway'), '192.168.1.1\n')
  const start = (services: Parameters<typeof render>[1], action = 'start'): void => {
    const script = render({n1: {address, os: 'freebsd'}}, services).files.get('n1/realserver.sh') ?? ''
    writeFileSync(join(home, 'script'), script.replace('state=/var/run/lbgen-realserver', `state=$PWD/state${fakes}`))
    expect(spawnSync('sh', ['script', action], {cwd: home, encoding: 'utf8'}).status).toBe(0)
  }
  start({web: direct})
  start({web: translated})
  expect(now()).toEqual(['127.0.0.1\n', '192.168.1.23\n'])
  start({web: translated}, 'undo')
  expect(now()).toEqual(['127.0.0.1\n', '192.168.1.1\n'])
})

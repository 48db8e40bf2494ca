import {expect, test} from '@jest/globals'
import {describeGuest, measured} from '../support/lab/available.ts'
import {
  applyFiles,
  crowd,
  expectAlone,
  expectCard,
  expectShares,
  patient,
  stateOf,
  tableOf,
  uncrowd,
  untilNodes,
  untilServes,
} from '../support/lab/ipvs.ts'
import type {Host} from '../support/lab/host.ts'
import {startKeepalived} from '../support/lab/keepalived.ts'
import {labs} from '../support/lab/lab.ts'
import {hasAddress} from '../support/lab/pair.ts'
import {until} from '../support/traffic/wait.ts'

const script = '/usr/local/sbin/lbgen-realserver.sh'

/** A guest that is busy answers late: none of its nodes shall be taken out for that. */
const check = 'interval: 1s, timeout: 5s, fall: 2'

const direct = `
lbgen: 1
name: direct
loadBalancers: {lb1: {address: 192.168.1.11, interface: eth0}, lb2: {address: 192.168.1.12, interface: eth0}}
highAvailability: {routerId: 51, prefixLength: 24, advertInterval: 3s}
nodes:
  web1: {address: 192.168.1.21, weight: 1, redirect: iptables}
  web2: {address: 192.168.1.22, weight: 2, redirect: nftables}
  web3: {address: 192.168.1.23, weight: 3}
defaults: {check: {${check}}}
services:
  web: {engine: lvs, forward: dr, listen: "192.168.1.10:80"}
  shop: {engine: lvs, forward: dr, firewallMark: 7, listen: "192.168.1.10:81-82", port: same, persistence: source}
  talk: {engine: lvs, forward: dr, listen: "192.168.1.10:90"}
`

const translated = `
lbgen: 1
name: translated
loadBalancers: {lb1: {address: 10.10.0.2, interface: eth0}}
nodes:
  web1: {address: 10.10.0.11, weight: 1}
  web2: {address: 10.10.0.12, weight: 2}
  spare: 10.10.0.13
services:
  web:
    engine: lvs
    forward: nat
    listen: 10.9.0.2:80
    port: 8080
    check: {type: http, path: /health, ${check}}
    nodes: [web1, web2, {node: spare, backup: true}]
  hashed:
    engine: lvs
    forward: nat
    listen: 10.9.0.2:81
    port: 8080
    balance: source
    check: {type: http, path: /health, ${check}}
    nodes: [{node: web1, state: drain}, web2]
  names: {engine: lvs, forward: nat, protocol: udp, listen: "10.9.0.2:53", nodes: [web1, web2], check: {type: tcp, port: 8080, ${check}}}
`

const tunnelled = `
lbgen: 1
name: tunnelled
loadBalancers: {lb1: {address: 192.168.1.11, interface: eth0}}
nodes: {web1: {address: 192.168.2.21, weight: 1}, web2: {address: 192.168.2.22, weight: 2}}
services:
  web: {engine: lvs, forward: tun, listen: "192.168.1.10:80", check: {${check}}}
`

const answers = (client: Host, url: string): Promise<boolean> =>
  client.ask(url).then(
    () => true,
    () => false,
  )

/** Whom the nodes of a service saw: asked often enough to reach each of them. */
async function sourcesOf(client: Host, url: string): Promise<readonly string[]> {
  const sources = new Set<string>()
  for (let time = 0; time < 6; time++) sources.add((await client.ask(url, patient)).source)
  return [...sources]
}

/** Who serves clients of several addresses, in order. */
async function servedTo(client: Host, addresses: readonly string[], url: string): Promise<readonly string[]> {
  const nodes = new Set<string>()
  for (const from of addresses) for (const node of Object.keys(await client.count(url, 1, {...patient, from}))) nodes.add(node)
  return [...nodes].toSorted()
}

describeGuest(['ipvsadm', 'keepalived', 'nft'], () => {
  const open = labs('guest')

  test('direct routing: shares, the way of packets, a dead node, a dead load balancer', async () => {
    const start = Date.now()
    const lab = await open()
    const clients = ['192.168.1.101', '192.168.1.102', '192.168.1.103']
    const [{artifacts}, client] = await Promise.all([
      lab.install(direct),
      lab.host('client', {eth0: clients.map(address => `${address}/24`)}),
    ])
    const [lb1, lb2] = [lab.at('lb1'), lab.at('lb2')]
    const nodes = ['web1', 'web2', 'web3'].map(lab.at)
    const [web1, web2, web3] = [lab.at('web1'), lab.at('web2'), lab.at('web3')]
    const before = await Promise.all(nodes.map(stateOf))
    // As at its boot: `undo` takes that back too.
    await web3.run('sysctl', '-qp', '/etc/sysctl.d/90-lbgen-arp.conf')
    await Promise.all(nodes.map(node => applyFiles(node, artifacts)))
    await Promise.all(nodes.map(node => node.run(script, 'status')))
    for (const node of nodes) for (const port of [80, 81, 82]) await node.play(port)
    for (const node of nodes) await node.play(90, {kind: 'talk'})
    for (const host of [lb1, lb2]) await applyFiles(host, artifacts)
    const first = await startKeepalived(lb1)
    await until('lb1 has the address', () => hasAddress(lb1, '192.168.1.10'), 60_000)
    const second = await startKeepalived(lb2)
    await untilNodes(lb1, first, 9)
    await untilNodes(lb2, second, 9)
    await until('the service answers', () => answers(client, 'http://192.168.1.10/'), 60_000)
    // In the order in which the nodes came.
    expect((await tableOf(lb2)).toSorted()).toEqual((await tableOf(lb1)).toSorted())
    const stands = Date.now() - start

    const shares = await client.count('http://192.168.1.10/', 300, patient)
    const sources = await sourcesOf(client, 'http://192.168.1.10/')
    const cards = await expectCard(client, '192.168.1.10', lb1)
    const pairs: string[][] = []
    for (const from of clients) {
      const pair: string[] = []
      for (const port of [81, 82, 81]) pair.push((await client.ask(`http://192.168.1.10:${port}/`, {from, ...patient})).node)
      pairs.push(pair)
    }
    expectShares(shares, {web1: 50, web2: 100, web3: 150})
    expect(sources).toEqual([clients[0]])
    expect(pairs.map(pair => new Set(pair).size)).toEqual([1, 1, 1])

    const talk = await client.talk('tcp://192.168.1.10:90', 6)
    const partners = await talk.ask()
    expect([...new Set(partners)].toSorted()).toEqual(['web1', 'web2', 'web3'])
    // The kernel tells of a connection when it knows it for a while.
    for (let time = 0; time < 5; time++) expect(await talk.ask()).toEqual(partners)
    await crowd(client, 'http://192.168.1.10/')
    await web2.run(script, 'undo')
    expect([await stateOf(web2), await web2.run('nft', 'list', 'ruleset')]).toEqual([before[1], ''])
    await web2.powerOff()
    const noticed = await untilNodes(lb1, first, 6)
    await untilNodes(lb2, second, 6)
    const without = await client.count('http://192.168.1.10/', 60, patient)
    expect(Object.keys(without).toSorted()).toEqual(['web1', 'web3'])

    expect(await talk.ask()).toEqual(partners.map(node => (node === 'web2' ? 'ECONNRESET' : node)))

    await uncrowd(client)
    const outage = await client.watch('http://192.168.1.10/', {everyMs: 100, patienceMs: 2000})
    await lb1.powerOff()
    await until('lb2 has the address', () => hasAddress(lb2, '192.168.1.10'), 60_000)
    await until('the service answers', () => answers(client, 'http://192.168.1.10/'), 60_000)
    const {outages} = await outage.end()
    const after = await client.count('http://192.168.1.10/', 60, patient)
    expect(Object.keys(after).toSorted()).toEqual(['web1', 'web3'])
    await expectCard(client, '192.168.1.10', lb2)
    // lb2 has not seen them begin: it was told of them.
    expect(await talk.ask()).toEqual(partners.map(node => (node === 'web2' ? 'closed' : node)))
    await talk.end()

    await Promise.all([web1, web3].map(node => node.run(script, 'undo')))
    expect([await stateOf(web1), await stateOf(web3)]).toEqual([before[0], before[2]])
    expect(await web1.run('iptables', '-t', 'nat', '-S')).not.toContain('LBGEN')
    measured(
      `DR stands after ${stands} ms: ${JSON.stringify(shares)}, ARP from ${cards.join(', ')}, marks ${JSON.stringify(pairs)}; ` +
        `a dead node is out after ${noticed} ms, a dead load balancer costs ${outages.join(' + ')} ms; ${Date.now() - start} ms in all`,
    )
  }, 600_000)

  test('NAT: shares over another port, in TCP and UDP, and a node in reserve', async () => {
    const start = Date.now()
    const lab = await open()
    const clients = Array.from({length: 12}, (_, index) => `10.9.0.${10 + index}`)
    const [{artifacts}, client] = await Promise.all([
      lab.install(translated, {interfaces: {lb1: {eth1: '10.9.0.2/24'}}}),
      lab.host('client', {eth0: clients.map(address => `${address}/24`)}),
    ])
    const lb1 = lab.at('lb1')
    const nodes = ['web1', 'web2', 'spare'].map(lab.at)
    await Promise.all(nodes.map(node => node.run('ip', 'route', 'add', 'default', 'via', '10.10.0.1')))
    const before = await Promise.all(nodes.map(stateOf))
    await Promise.all([...nodes, lb1].map(host => applyFiles(host, artifacts)))
    for (const node of nodes) {
      await node.play(8080)
      await node.play(53, {kind: 'udp'})
    }
    const keepalived = await startKeepalived(lb1)
    await untilNodes(lb1, keepalived, 6)
    await until('the service answers', () => answers(client, 'http://10.9.0.2/'), 60_000)
    const stands = Date.now() - start

    const shares = await client.count('http://10.9.0.2/', 300, patient)
    const datagrams = await client.count('udp://10.9.0.2:53', 60, patient)
    const sources = [...(await sourcesOf(client, 'http://10.9.0.2/')), ...(await sourcesOf(client, 'udp://10.9.0.2:53'))]
    expectShares(shares, {web1: 100, web2: 200})
    expectShares(datagrams, {web1: 20, web2: 40})
    expect(sources).toEqual(['10.9.0.10', '10.9.0.10'])

    const hashed = () => servedTo(client, clients, 'http://10.9.0.2:81/')
    expect(await hashed()).toEqual(['web2'])
    // Without the flag the hash leads some of them to the node that is drained.
    await lb1.run('ipvsadm', '-E', '-t', '10.9.0.2:81', '-s', 'sh')
    expect(await hashed()).toEqual(['nobody', 'web2'])

    const [web1, web2] = [lab.at('web1'), lab.at('web2')]
    await crowd(client, 'http://10.9.0.2/')
    await web2.setStatus(8080, {'/health': 503})
    const [one, two, spare] = ['10.10.0.11:8080', '10.10.0.12:8080', '10.10.0.13:8080'] as const
    await untilServes(lb1, keepalived, [one], [two, spare])
    await expectAlone(client, 'http://10.9.0.2/', 'web1')
    await web1.setStatus(8080, {'/health': 503})
    await untilServes(lb1, keepalived, [spare], [one, two])
    await expectAlone(client, 'http://10.9.0.2/', 'spare')
    await web1.setStatus(8080, {})
    await untilServes(lb1, keepalived, [one], [two, spare])
    await expectAlone(client, 'http://10.9.0.2/', 'web1')

    await Promise.all(nodes.map(node => node.run(script, 'status')))
    await Promise.all(nodes.map(node => node.run(script, 'undo')))
    expect(await Promise.all(nodes.map(stateOf))).toEqual(before)
    measured(
      `NAT stands after ${stands} ms: ${JSON.stringify(shares)}, UDP ${JSON.stringify(datagrams)}, seen ${sources.join(', ')}; ${Date.now() - start} ms in all`,
    )
  }, 600_000)

  test('tunnels to nodes of another network', async () => {
    const start = Date.now()
    const lab = await open()
    const [{artifacts}, client, router] = await Promise.all([
      lab.install(tunnelled, {interfaces: {lb1: {eth0: ['192.168.1.11/24', '192.168.1.10/24']}}}),
      lab.host('client', {eth0: '192.168.1.101/24'}),
      lab.host('router', {eth0: '192.168.1.1/24', eth1: '192.168.2.1/24'}),
    ])
    const lb1 = lab.at('lb1')
    const [web1, web2] = [lab.at('web1'), lab.at('web2')]
    await Promise.all([
      router.run('sysctl', '-qw', 'net.ipv4.ip_forward=1'),
      lb1.run('ip', 'route', 'add', '192.168.2.0/24', 'via', '192.168.1.1'),
      ...[web1, web2].map(node =>
        node.shell(`ip route add default via 192.168.2.1
          sysctl -qw net.ipv4.conf.all.rp_filter=1 net.ipv4.conf.default.rp_filter=1 net.ipv4.conf.eth0.rp_filter=1`),
      ),
    ])
    const before1 = await stateOf(web1)
    await applyFiles(web1, artifacts)
    // One kernel is below all of them: to the others, it has the module already.
    const before2 = await stateOf(web2)
    await applyFiles(web2, artifacts)
    for (const node of [web1, web2]) await node.play(80)
    await applyFiles(lb1, artifacts)
    const keepalived = await startKeepalived(lb1)
    await untilNodes(lb1, keepalived, 2)
    await until('the service answers', () => answers(client, 'http://192.168.1.10/'), 60_000)
    const stands = Date.now() - start

    const shares = await client.count('http://192.168.1.10/', 300, patient)
    const sources = await sourcesOf(client, 'http://192.168.1.10/')
    const cards = await expectCard(client, '192.168.1.10', lb1)
    const long = await client.ask('http://192.168.1.10/', {headers: {long: 'x'.repeat(6000)}, ...patient})
    expectShares(shares, {web1: 100, web2: 200})
    expect(sources).toEqual(['192.168.1.101'])
    expect(long.headers?.['long']).toHaveLength(6000)

    await crowd(client, 'http://192.168.1.10/')
    await web2.stopPlaying(80)
    const noticed = await untilNodes(lb1, keepalived, 1)
    await expectAlone(client, 'http://192.168.1.10/', 'web1')
    await web2.play(80)
    const back = await untilNodes(lb1, keepalived, 2)

    await Promise.all([web1, web2].map(node => node.run(script, 'status')))
    await web2.run(script, 'undo')
    expect(await stateOf(web2)).toBe(before2)
    await web1.run(script, 'undo')
    expect(await stateOf(web1)).toBe(before1)
    measured(
      `TUN stands after ${stands} ms: ${JSON.stringify(shares)}, ARP from ${cards.join(', ')}; a deaf node is out after ${noticed} ms ` +
        `and back after ${back} ms; ${Date.now() - start} ms in all`,
    )
  }, 600_000)
})

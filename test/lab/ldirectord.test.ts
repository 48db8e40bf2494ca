import {expect, test} from '@jest/globals'
import {describeGuest, measured} from '../support/lab/available.ts'
import {applyFiles, crowd, expectAlone, expectCard, expectShares, patient, untilNodes, untilServes} from '../support/lab/ipvs.ts'
import {labs} from '../support/lab/lab.ts'

const spec = `
lbgen: 1
name: direct
loadBalancers: {lb1: {address: 192.168.1.11, interface: eth0}}
nodes:
  web1: {address: 192.168.1.21, weight: 1}
  web2: {address: 192.168.1.22, weight: 2}
  spare: 192.168.1.23
defaults: {check: {interval: 1s, timeout: 10s, fall: 2}}
services:
  web:
    engine: lvs
    forward: dr
    listen: 192.168.1.10:80
    check: {type: http, path: /health}
    nodes: [web1, web2, {node: spare, backup: true}]
  shop: {engine: lvs, forward: dr, firewallMark: 7, listen: "192.168.1.10:81-82", port: same, persistence: source, nodes: [web1, web2]}
lvs: {manager: ldirectord}
`

describeGuest(['ipvsadm', 'ldirectord', 'nft'], () => {
  const open = labs('guest')

  test('ldirectord: shares, marks, a deaf node, and one in reserve', async () => {
    const start = Date.now()
    const lab = await open()
    const clients = ['192.168.1.101', '192.168.1.102', '192.168.1.103']
    const [{artifacts}, client] = await Promise.all([
      lab.install(spec, {interfaces: {lb1: {eth0: ['192.168.1.11/24', '192.168.1.10/24']}}}),
      lab.host('client', {eth0: clients.map(address => `${address}/24`)}),
    ])
    const [lb1, web1, web2] = [lab.at('lb1'), lab.at('web1'), lab.at('web2')]
    const nodes = [web1, web2, lab.at('spare')]
    await Promise.all(nodes.map(node => applyFiles(node, artifacts)))
    for (const node of nodes) for (const port of [80, 81, 82]) await node.play(port)
    await applyFiles(lb1, artifacts)
    const manager = await lb1.start('ldirectord', '-d', '/etc/ha.d/ldirectord.cf', 'start')
    await untilNodes(lb1, manager, 4)
    const stands = Date.now() - start

    const shares = await client.count('http://192.168.1.10/', 300, patient)
    const pairs: string[][] = []
    for (const from of clients) {
      const pair: string[] = []
      for (const port of [81, 82, 81]) pair.push((await client.ask(`http://192.168.1.10:${port}/`, {from, ...patient})).node)
      pairs.push(pair)
    }
    expectShares(shares, {web1: 100, web2: 200})
    expect(pairs.map(pair => new Set(pair).size)).toEqual([1, 1, 1])
    await expectCard(client, '192.168.1.10', lb1)

    await crowd(client, 'http://192.168.1.10/')
    for (const port of [80, 81]) await web2.stopPlaying(port)
    const [one, spare] = ['192.168.1.21:80', '192.168.1.23:80'] as const
    const noticed = await untilServes(lb1, manager, [one], ['192.168.1.22', spare])
    await expectAlone(client, 'http://192.168.1.10/', 'web1')
    await web1.setStatus(80, {'/health': 503})
    await untilServes(lb1, manager, [spare], [one, '192.168.1.22'])
    await expectAlone(client, 'http://192.168.1.10/', 'spare')
    measured(
      `ldirectord stands after ${stands} ms: ${JSON.stringify(shares)}, marks ${JSON.stringify(pairs)}; a deaf node is out after ${noticed} ms; ${Date.now() - start} ms in all`,
    )
  }, 600_000)
})

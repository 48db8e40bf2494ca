import {expect, test} from '@jest/globals'
import {describeGuest, measured} from '../support/lab/available.ts'
import {applyFiles, expectAlone, expectCard, expectShares, tableOf, untilNodes} from '../support/lab/ipvs.ts'
import {labs} from '../support/lab/lab.ts'
import {until} from '../support/traffic/wait.ts'

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
    await lb1.run('nft', '-f', '/etc/nftables.d/lbgen-marks.nft')
    const manager = await lb1.start('ldirectord', '-d', '/etc/ha.d/ldirectord.cf', 'start')
    const knows = async (node: string): Promise<boolean> => (await tableOf(lb1)).some(line => line.includes(`-r ${node}`))
    await untilNodes(lb1, manager, 4)
    const stands = Date.now() - start

    const shares = await client.count('http://192.168.1.10/', 300)
    const pairs: string[][] = []
    for (const from of clients) {
      const asked = [81, 82, 81].map(port => client.ask(`http://192.168.1.10:${port}/`, {from}))
      pairs.push((await Promise.all(asked)).map(({node}) => node))
    }
    expectShares(shares, {web1: 100, web2: 200})
    expect(pairs.map(pair => new Set(pair).size)).toEqual([1, 1, 1])
    await expectCard(client, '192.168.1.10', lb1)

    for (const port of [80, 81]) await web2.stopPlaying(port)
    const noticed = await until('web2 is out', async () => !(await knows('192.168.1.22')), 60_000)
    await expectAlone(client, 'http://192.168.1.10/', 'web1')
    await web1.setStatus(80, {'/health': 503})
    await until('the spare serves alone', async () => (await knows('192.168.1.23:80')) && !(await knows('192.168.1.21:80')), 60_000)
    await expectAlone(client, 'http://192.168.1.10/', 'spare')
    measured(
      `ldirectord stands after ${stands} ms: ${JSON.stringify(shares)}, marks ${JSON.stringify(pairs)}; a deaf node is out after ${noticed} ms; ${Date.now() - start} ms in all`,
    )
  }, 240_000)
})

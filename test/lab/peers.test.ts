import {expect, test} from '@jest/globals'
import {describeLab, measured} from '../support/lab/available.ts'
import {startHaproxy} from '../support/lab/haproxy.ts'
import {labs} from '../support/lab/lab.ts'
import {until} from '../support/traffic/wait.ts'

const spec = `
lbgen: 1
name: peers
loadBalancers: {lb1: 192.168.1.11, lb2: 192.168.1.12}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22, web3: 192.168.1.23}
services:
  web: {listen: 192.168.1.10:80, persistence: source, check: {interval: 200ms}}
haproxy: {version: "2.6"}
`

const first = '192.168.1.101'
const clients = [first, ...[102, 103, 104, 105, 106].map(number => `192.168.1.${number}`)]

describeLab([], () => {
  const open = labs()

  test('clients keep their nodes when their load balancer dies and the other takes its address over', async () => {
    const lab = await open()
    await lab.install(spec)
    const [lb1, lb2] = [lab.at('lb1'), lab.at('lb2')]
    const client = await lab.host('client', {eth0: clients.map(address => `${address}/24`)})
    for (const name of ['web1', 'web2', 'web3']) await lab.at(name).play(80)
    for (const host of [lb1, lb2]) await host.run('sysctl', '-qw', 'net.ipv4.ip_nonlocal_bind=1')
    await lb1.addAddress('192.168.1.10/24')
    const [, second] = await Promise.all([startHaproxy(lb1), startHaproxy(lb2)])
    const askAll = async (): Promise<Readonly<Record<string, string>>> => {
      const nodes: Record<string, string> = {}
      // Not in the order of round robin, which would give each the same node again.
      for (const from of clients.toReversed()) nodes[from] = (await client.ask('http://192.168.1.10/', {from})).node
      return nodes
    }

    for (const from of clients) await client.ask('http://192.168.1.10/', {from})
    const before = await askAll()
    expect(new Set(Object.values(before)).size).toBe(3)
    await until('lb2 knows all clients', async () => (await second.command('show table web')).includes(`used:${clients.length}\n`))
    const watch = await client.watch('http://192.168.1.10/', {from: first})
    await lb1.powerOff()
    await lb2.addAddress('192.168.1.10/24')
    const after = await askAll()
    const {asked, lost, outages, nodes} = await watch.end()
    measured(`${lost} of ${asked} questions lost in ${outages.join(' + ') || 0} ms; ${JSON.stringify(after)}`)
    expect(after).toEqual(before)
    expect(Object.keys(nodes)).toEqual([before[first]])
    expect(Math.max(...outages)).toBeLessThan(10_000)
  }, 60_000)
})

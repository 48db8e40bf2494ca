import {expect, test} from '@jest/globals'
import {describeGuest, measured} from '../support/lab/available.ts'
import {applyFiles, cardOf, crowd, expectAlone, expectShares, patient, stateOf, untilNodes} from '../support/lab/ipvs.ts'
import {startKeepalived} from '../support/lab/keepalived.ts'
import {labs} from '../support/lab/lab.ts'
import {until} from '../support/traffic/wait.ts'

const spec = `
lbgen: 1
name: sixth
loadBalancers: {lb1: {address: "2001:db8::11", interface: eth0}, lb2: {address: "2001:db8::12", interface: eth0}}
highAvailability: {routerId: 51, prefixLength: 64}
nodes: {web1: {address: "2001:db8::21", weight: 1}, web2: {address: "2001:db8::22", weight: 2}}
services:
  web: {engine: lvs, forward: dr, listen: "[2001:db8::10]:80", check: {interval: 1s, timeout: 5s, fall: 2}}
`

const script = '/usr/local/sbin/lbgen-realserver.sh'

describeGuest(['ipvsadm', 'keepalived'], () => {
  const open = labs('guest')

  test('direct routing of IPv6', async () => {
    const start = Date.now()
    const lab = await open()
    const [{artifacts}, client] = await Promise.all([lab.install(spec), lab.host('client', {eth0: '2001:db8::101/64'})])
    const [lb1, web1, web2] = [lab.at('lb1'), lab.at('web1'), lab.at('web2')]
    const before = await Promise.all([web1, web2].map(stateOf))
    await Promise.all([web1, web2].map(node => applyFiles(node, artifacts)))
    for (const node of [web1, web2]) await node.play(80)
    await applyFiles(lb1, artifacts)
    const keepalived = await startKeepalived(lb1)
    await until('lb1 has the address', async () => (await lb1.run('ip', '-6', 'addr')).includes('2001:db8::10/'), 60_000)
    // Checks from the service's address would never be answered: the nodes have it too.
    expect(await lb1.run('ip', '-6', 'route', 'get', '2001:db8::21')).toContain(' src 2001:db8::11 ')
    await untilNodes(lb1, keepalived, 2)
    const stands = Date.now() - start

    const shares = await client.count('http://[2001:db8::10]/', 300, patient)
    const {source} = await client.ask('http://[2001:db8::10]/', patient)
    const neighbours = await client.run('ip', '-6', 'neigh', 'show', '2001:db8::10')
    expectShares(shares, {web1: 100, web2: 200})
    expect(source).toBe('2001:db8::101')
    expect(neighbours).toContain(`lladdr ${await cardOf(lb1)} `)
    await crowd(client, 'http://[2001:db8::10]/')
    await web2.powerOff()
    const noticed = await untilNodes(lb1, keepalived, 1)
    await expectAlone(client, 'http://[2001:db8::10]/', 'web1')
    await web1.run(script, 'status')
    await web1.run(script, 'undo')
    expect(await stateOf(web1)).toBe(before[0])
    measured(
      `IPv6 DR stands after ${stands} ms: ${JSON.stringify(shares)}; a dead node is out after ${noticed} ms; ${Date.now() - start} ms in all`,
    )
  }, 600_000)
})

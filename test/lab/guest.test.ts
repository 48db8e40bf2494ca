import {expect, test} from '@jest/globals'
import {describeGuest, measured} from '../support/lab/available.ts'
import {patient} from '../support/lab/ipvs.ts'
import {labs} from '../support/lab/lab.ts'

describeGuest(['ipvsadm'], () => {
  const open = labs('guest')

  test('IPVS shares connections in turn', async () => {
    const start = Date.now()
    const lab = await open()
    const booted = Date.now() - start
    const [director, client, ...nodes] = await Promise.all([
      lab.host('lb1', {eth0: '10.9.0.2/24', eth1: '10.10.0.2/24'}),
      lab.host('client', {eth0: '10.9.0.10/24'}),
      ...['web1', 'web2'].map((name, index) => lab.host(name, {eth0: `10.10.0.${11 + index}/24`})),
    ])
    for (const node of nodes) {
      await node.play(80)
      await node.run('ip', 'route', 'add', 'default', 'via', '10.10.0.2')
    }
    await director.shell(`modprobe ip_vs
      sysctl -qw net.ipv4.ip_forward=1
      ipvsadm -A -t 10.9.0.2:80 -s rr
      ipvsadm -a -t 10.9.0.2:80 -r 10.10.0.11:80 -m
      ipvsadm -a -t 10.9.0.2:80 -r 10.10.0.12:80 -m`)
    const stands = Date.now() - start
    const shares = await client.count('http://10.9.0.2/', 60, patient)
    measured(
      `the guest answers after ${booted} ms, the lab stands after ${stands} ms, ${JSON.stringify(shares)} after ${Date.now() - start} ms`,
    )
    expect(shares).toEqual({web1: 30, web2: 30})
  }, 300_000)
})

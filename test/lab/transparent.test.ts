import {expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {describeLab, measured} from '../support/lab/available.ts'
import {startHaproxy} from '../support/lab/haproxy.ts'
import {labs} from '../support/lab/lab.ts'

const spec = (haproxy: string): string => `
lbgen: 1
name: transparent
loadBalancers: {lb1: 192.168.1.10}
nodes: {files1: 192.168.1.21}
services:
  files: {listen: 10.9.0.10:445, clientAddress: transparent}
haproxy: {${haproxy}}
`

// Older ones must stay root for it; newer ones keep the right alone.
const settings = {'2.6': 'version: "2.6", user: root', '3.4': 'version: "3.4"'}

describeLab(['nft'], () => {
  const open = labs()

  describeHaproxies(Object.keys(settings), ({release, program}) => {
    test('a node sees the clients themselves with the files that LB411 names; without them, no client gets an answer', async () => {
      const lab = await open()
      await lab.install(spec(release === '2.6' ? settings['2.6'] : settings['3.4']), {
        interfaces: {lb1: {eth1: '10.9.0.10/24'}},
      })
      const clients = ['10.9.0.101', '10.9.0.102']
      const client = await lab.host('client', {eth0: clients.map(address => `${address}/24`)})
      const node = lab.at('files1')
      await node.run('ip', 'route', 'add', 'default', 'via', '192.168.1.10')
      await node.play(445, {kind: 'tcp'})
      await startHaproxy(lab.at('lb1'), program)
      const seen = (): Promise<readonly string[]> =>
        Promise.all(
          clients.map(from =>
            client.ask('tcp://10.9.0.10:445', {from, patienceMs: 3000}).then(
              ({source}) => source,
              () => 'nobody',
            ),
          ),
        )
      const before = await seen()

      // What LB411 names, as systemd and the boot would take it up.
      const lb1 = lab.at('lb1')
      await lb1.run('sysctl', '-qp', '/etc/sysctl.d/90-lbgen.conf')
      for (const name of ['lbgen-nftables', 'lbgen-transparent']) {
        const unit = await lb1.read(`/etc/systemd/system/${name}.service`)
        for (const [, command = ''] of unit.matchAll(/^ExecStart=(.+)$/gm)) await lb1.shell(command)
      }
      const after = await seen()
      measured(`HAProxy ${release}: the node of ${clients.join(' and ')} sees ${before.join(', ')}; with its files ${after.join(', ')}`)
      expect({before, after}).toEqual({before: ['nobody', 'nobody'], after: clients})
    }, 60_000)
  })
})

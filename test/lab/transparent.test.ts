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

describeLab(['iptables'], () => {
  const open = labs()

  describeHaproxies(Object.keys(settings), ({release, program}) => {
    test('a node sees the clients themselves where LB411 was heeded; where not, no client gets an answer', async () => {
      const lab = await open()
      const {findings} = await lab.install(spec(release === '2.6' ? settings['2.6'] : settings['3.4']), {
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

      const hint = findings.find(({code}) => code === 'LB411')?.hint ?? ''
      const commands = [...hint.matchAll(/`([^`]+)`/g)].map(([, command = '']) => command)
      for (const command of commands) await lab.at('lb1').shell(command)
      const after = await seen()
      measured(
        `HAProxy ${release}: the node of ${clients.join(' and ')} sees ${before.join(', ')}; after ${commands.length} commands ${after.join(', ')}`,
      )
      expect({before, after}).toEqual({before: ['nobody', 'nobody'], after: clients})
    }, 60_000)
  })
})

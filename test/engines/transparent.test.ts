import {expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {hear} from '../support/traffic/clients.ts'
import {labs} from '../support/traffic/lab.ts'
import {playTcp} from '../support/traffic/nodes.ts'

const open = labs()

const spec = (address: string): string => `
lbgen: 1
name: transparent
loadBalancers: {lb1: 192.168.1.10}
nodes: {files1: 192.168.1.21}
services:
  files: {listen: 192.168.1.10:445, clientAddress: ${address}}
`

// Only root may speak from other machines' addresses. On one machine, the answers need no route to come back.
const asRoot = process.getuid?.() === 0 ? test : test.skip

describeHaproxies(['2.6', '3.4'], engine => {
  asRoot.each([
    ['transparent', 'the client'],
    ['hidden', 'the load balancer'],
  ])('%s: the node sees %s', async (address, who) => {
    const lab = open(engine, spec(address))
    await lab.play(445, playTcp)
    await lab.start()
    for (const client of [7, 8]) {
      const door = lab.door(445, client)
      const seen = (await hear(door)).trim().split(' ')[2]
      expect(seen === door.from ? 'the client' : 'the load balancer').toBe(who)
    }
  })
})

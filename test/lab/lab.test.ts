import {expect, test} from '@jest/globals'
import {describeLab, measured} from '../support/lab/available.ts'
import {startHaproxy} from '../support/lab/haproxy.ts'
import {labs} from '../support/lab/lab.ts'

const spec = `
lbgen: 1
name: split
loadBalancers: {lb1: 192.168.1.10}
nodes:
  web1: {address: 192.168.1.21, weight: 77}
  web2: {address: 192.168.1.22, weight: 179}
services:
  web: {listen: 192.168.1.10:80, mode: http}
`

describeLab([], () => {
  const open = labs()

  test('a cluster at its own addresses shares 256 requests as its weights say', async () => {
    const start = Date.now()
    const lab = await open()
    await lab.install(spec)
    const client = await lab.host('client', {eth0: '192.168.1.100/24'})
    for (const name of ['web1', 'web2']) await lab.at(name).play(80)
    await startHaproxy(lab.at('lb1'))
    const stands = Date.now() - start
    const shares = await client.count('http://192.168.1.10/', 256)
    measured(`the lab stands after ${stands} ms, ${JSON.stringify(shares)} after ${Date.now() - start} ms`)
    expect(shares).toEqual({web1: 77, web2: 179})
  }, 60_000)
})

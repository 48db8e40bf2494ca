import {describe, expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {askNode, whoAnswers} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {playHttp, playTcp} from '../support/traffic/nodes.ts'
import {isSure} from '../support/traffic/peers.ts'
import {until} from '../support/traffic/wait.ts'

const open = labs()

const spec = (loadBalancers: string, fields: string): string => `
lbgen: 1
name: peers
loadBalancers: {${loadBalancers}}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22, web3: 192.168.1.23}
services:
  web: {listen: 192.168.1.10:80, check: {interval: 100ms, fall: 2, rise: 2}, ${fields}}
`
const alone = 'lb1: 192.168.1.1'
const pair = 'lb1: 192.168.1.1, lb2: 192.168.1.2'

type Entry = Pick<Lab, 'door' | 'command'>

interface Kind {
  readonly fields: string
  readonly play: Parameters<Lab['play']>[1]
  /** Which node the client of that number gets, from 1 on. */
  readonly knock: (entry: Entry, client: number) => Promise<string>
}

const kinds = {
  source: {fields: 'persistence: source', play: playTcp, knock: ({door}, client) => whoAnswers(door(80, client))},
  header: {
    fields: 'mode: http, persistence: {type: header, name: X-User}',
    play: (name, place) => playHttp(name, place),
    knock: async ({door}, client) => (await askNode({...door(80), headers: {'x-user': `user${client}`}})).node,
  },
  'forwarded-for': {
    fields: 'mode: http, persistence: forwarded-for',
    play: (name, place) => playHttp(name, place),
    knock: async ({door}, client) => (await askNode({...door(80), headers: {'x-forwarded-for': `2001:db8::${client}`}})).node,
  },
} as const satisfies Readonly<Record<string, Kind>>

const remembers = (entry: Entry, clients: number): Promise<number> =>
  until(`${clients} clients are known`, async () => (await entry.command('show table web')).includes(`used:${clients}\n`))

describeHaproxies(['2.2', '2.6', '3.4'], engine => {
  describe.each(Object.entries(kinds))('by %s', (_name, {fields, play, knock}) => {
    const openFor = async (loadBalancers: string): Promise<Lab> => {
      const lab = open(engine, spec(loadBalancers, fields))
      await lab.play(80, play)
      await lab.start()
      return lab
    }

    test('a client that changes the load balancer keeps its node', async () => {
      const lab = await openFor(pair)
      const other = await lab.startOther('lb2')
      expect([await knock(lab, 1), await knock(lab, 2), await knock(lab, 3)]).toEqual(['web1', 'web2', 'web3'])
      await remembers(other, 3)
      // Round robin alone would begin with web1.
      expect([await knock(other, 3), await knock(other, 2), await knock(other, 1)]).toEqual(['web3', 'web2', 'web1'])
      expect(await knock(other, 4)).toBe('web1')
      await remembers(lab, 4)
      expect([await knock(lab, 4), await knock(lab, 4)]).toEqual(['web1', 'web1'])
    })

    test('a load balancer that comes back learns what the other one knows', async () => {
      const lab = await openFor(pair)
      expect([await knock(lab, 1), await knock(lab, 2)]).toEqual(['web1', 'web2'])
      const other = await lab.startOther('lb2')
      await remembers(other, 2)
      await lab.stop()
      expect([await knock(other, 2), await knock(other, 1)]).toEqual(['web2', 'web1'])
    })
  })

  describe('a reload', () => {
    const {fields, play, knock} = kinds.source
    const openFor = async (loadBalancers: string): Promise<Lab> => {
      const lab = open(engine, spec(loadBalancers, fields))
      await lab.play(80, play)
      await lab.start()
      await isSure(lab)
      return lab
    }

    test.each([
      ['a lone load balancer', alone],
      ['one of two', pair],
    ])(
      'of %s keeps every client at its node',
      async (_who, loadBalancers) => {
        const lab = await openFor(loadBalancers)
        expect([await knock(lab, 1), await knock(lab, 2), await knock(lab, 3)]).toEqual(['web1', 'web2', 'web3'])
        await lab.reload()
        await remembers(lab, 3)
        expect([await knock(lab, 3), await knock(lab, 2), await knock(lab, 1)]).toEqual(['web3', 'web2', 'web1'])
      },
      30_000,
    )

    test('without one of the nodes leaves the clients of the others where they are', async () => {
      const lab = await openFor(alone)
      expect([await knock(lab, 1), await knock(lab, 2), await knock(lab, 3)]).toEqual(['web1', 'web2', 'web3'])
      await lab.reload(one => {
        const {web1: _gone, ...nodes} = one.nodes ?? {}
        return {...one, nodes}
      })
      // The new process learns them from the old one, which may take a moment.
      await remembers(lab, 3)
      expect([await knock(lab, 3), await knock(lab, 2)]).toEqual(['web3', 'web2'])
    }, 30_000)
  })
})

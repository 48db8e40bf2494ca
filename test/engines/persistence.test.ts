import {describe, expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {ask, askNode, whoAnswers} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {type HttpBehaviour, playHttp, playTcp} from '../support/traffic/nodes.ts'
import {sleep, until} from '../support/traffic/wait.ts'

const open = labs()

const spec = (fields: string): string => `
lbgen: 1
name: persistence
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22, web3: 192.168.1.23}
services:
  web: {listen: 192.168.1.10:80, check: {interval: 100ms, fall: 2, rise: 2}, ${fields}}
`

describeHaproxies(['2.2', '2.6', '3.4'], engine => {
  describe('by source', () => {
    /** Which node each of the clients gets, three times over. */
    async function rounds(lab: Lab, clients: readonly number[]): Promise<readonly (readonly string[])[]> {
      const seen: string[][] = []
      for (const client of clients) {
        const nodes = []
        for (let round = 0; round < 3; round++) nodes.push(await whoAnswers(lab.door(80, client)))
        seen.push(nodes)
      }
      return seen
    }
    const openFor = async (persistence: string): Promise<Lab> => {
      const lab = open(engine, spec(`persistence: ${persistence}`))
      await lab.play(80, playTcp)
      await lab.start()
      return lab
    }

    test('one client meets one node, and each client its own', async () => {
      const lab = await openFor('source')
      expect(await rounds(lab, [1, 2, 3])).toEqual([
        ['web1', 'web1', 'web1'],
        ['web2', 'web2', 'web2'],
        ['web3', 'web3', 'web3'],
      ])
    })

    test('without it every connection goes on to the next', async () => {
      const lab = await openFor('none')
      expect(await rounds(lab, [1])).toEqual([['web1', 'web2', 'web3']])
    })

    test('with a mask all clients of a network are one', async () => {
      const lab = await openFor('{type: source, mask: 24}')
      expect(await rounds(lab, [1, 2, 3])).toEqual(Array.from({length: 3}, () => ['web1', 'web1', 'web1']))
    })

    test('who was away for longer than the time-out is a new client', async () => {
      const lab = await openFor('{type: source, timeout: 1s}')
      const first = await whoAnswers(lab.door(80, 1))
      await whoAnswers(lab.door(80, 2))
      expect(await whoAnswers(lab.door(80, 1))).toBe(first)
      await sleep(2500)
      expect(await whoAnswers(lab.door(80, 1))).not.toBe(first)
    })

    test('when its node goes down, a client moves, and stays where it has moved to', async () => {
      const lab = await openFor('source')
      const first = await whoAnswers(lab.door(80, 1))
      await lab.kill(first)
      await until('the node is down', async () => (await lab.states())[`web/${first}`] === 'DOWN')
      const next = await whoAnswers(lab.door(80, 1))
      expect([first, next]).toEqual(['web1', 'web2'])
      await lab.play(80, playTcp, [first])
      await until('the node is up', async () => (await lab.states())[`web/${first}`] === 'UP')
      expect(await whoAnswers(lab.door(80, 1))).toBe(next)
    })
  })
})

describeHaproxies(['2.6', '3.4'], engine => {
  describe('by cookie', () => {
    const openFor = async (persistence: string, behaviour: HttpBehaviour = {}): Promise<Lab> => {
      const lab = open(engine, spec(`mode: http, persistence: ${persistence}`))
      await lab.play(80, (name, place) => playHttp(name, place, behaviour))
      await lab.start()
      return lab
    }
    const cookieOf = async (lab: Lab, cookie?: string): Promise<readonly string[]> =>
      (await ask({...lab.door(80), ...(cookie !== undefined && {headers: {cookie}})})).headers['set-cookie'] ?? []
    const sendThrice = async (lab: Lab, cookie: string): Promise<readonly string[]> => {
      const nodes = []
      for (let round = 0; round < 3; round++) nodes.push((await askNode({...lab.door(80), headers: {cookie}})).node)
      return nodes
    }

    test('inserted: set once, hidden from scripts and from the node, and obeyed', async () => {
      const lab = await openFor('cookie')
      expect(await cookieOf(lab)).toEqual(['SERVERID=web1; path=/; HttpOnly'])
      expect(await cookieOf(lab, 'SERVERID=web2')).toEqual([])
      expect(await sendThrice(lab, 'SERVERID=web3')).toEqual(['web3', 'web3', 'web3'])
      const heard = await askNode({...lab.door(80), headers: {cookie: 'a=1; SERVERID=web3; b=2'}})
      expect(heard.headers['cookie']).toBe('a=1; b=2')
      // A cookie of somebody else's binds to nobody.
      expect(new Set(await sendThrice(lab, 'SERVERID=nobody'))).toEqual(new Set(['web1', 'web2', 'web3']))
    })

    test('inserted with a name, a limit and over TLS alone', async () => {
      const lab = await openFor('{type: cookie, name: SRV, maxIdle: 30m, maxLife: 12h, secure: true, httpOnly: false}')
      const [cookie = ''] = await cookieOf(lab)
      expect(cookie).toMatch(/^SRV=web1\|[\w+/]{5}\|[\w+/]{5}; path=\/; Secure$/)
    })

    test('the application’s, with the node before it', async () => {
      const lab = await openFor('{type: cookie, name: JSESSIONID, method: prefix}', {headers: {'set-cookie': 'JSESSIONID=abc; Path=/'}})
      expect(await cookieOf(lab)).toEqual(['JSESSIONID=web1~abc; Path=/'])
      expect(await sendThrice(lab, 'JSESSIONID=web2~abc')).toEqual(['web2', 'web2', 'web2'])
      expect((await askNode({...lab.door(80), headers: {cookie: 'JSESSIONID=web2~abc'}})).headers['cookie']).toBe('JSESSIONID=abc')
    })

    test('the application’s, overwritten', async () => {
      const lab = await openFor('{type: cookie, name: NODE, method: rewrite}', {headers: {'set-cookie': 'NODE=any; Path=/'}})
      expect(await cookieOf(lab)).toEqual(['NODE=web1; Path=/'])
      expect(await sendThrice(lab, 'NODE=web2')).toEqual(['web2', 'web2', 'web2'])
    })

    test('a node that is down loses its clients to another, with a new cookie', async () => {
      const lab = await openFor('cookie')
      await lab.kill('web2')
      await until('web2 is down', async () => (await lab.states())['web/web2'] === 'DOWN')
      expect((await cookieOf(lab, 'SERVERID=web2'))[0]).toMatch(/^SERVERID=web[13];/)
    })
  })
})

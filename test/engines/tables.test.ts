import {describe, expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {askNode, hear, resume} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {playHttp, playTcp, playTlsSessions} from '../support/traffic/nodes.ts'
import {brokersCookie, connectionRequest} from '../support/traffic/remote-desktop.ts'
import {until} from '../support/traffic/wait.ts'

const open = labs()

const spec = (fields: string): string => `
lbgen: 1
name: tables
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22, web3: 192.168.1.23}
services:
  web: {listen: 192.168.1.10:80, check: {interval: 100ms, fall: 2, rise: 2}, ${fields}}
`

interface Kind {
  readonly fields: string
  readonly play: Parameters<Lab['play']>[1]
  /** What clients are told apart by. */
  readonly keys: readonly string[]
  /** Which node a client with a key gets. */
  readonly knock: (lab: Lab, key: string) => Promise<string>
}

const byHeader =
  (name: string, value = (key: string): string => key): Kind['knock'] =>
  async (lab, key) =>
    (await askNode({...lab.door(80), headers: {[name]: value(key)}})).node

const knockAtDesktop: Kind['knock'] = async (lab, cookie) => (await hear(lab.door(80), connectionRequest(cookie))).split(' ')[0] ?? ''

const kinds: Readonly<Record<string, Kind>> = {
  'application-cookie': {
    fields: 'mode: http, persistence: application-cookie',
    play: (name, place) => playHttp(name, place),
    keys: ['0123', '4567', '89ab'],
    knock: byHeader('cookie', key => `a=b; JSESSIONID=${key}`),
  },
  header: {
    fields: 'mode: http, persistence: {type: header, name: X-User}',
    play: (name, place) => playHttp(name, place),
    keys: ['anna, of sales', 'anna', 'bert'],
    knock: byHeader('x-user'),
  },
  'forwarded-for': {
    fields: 'mode: http, persistence: forwarded-for',
    play: (name, place) => playHttp(name, place),
    keys: ['198.51.100.1', '198.51.100.2', '2001:db8::7'],
    knock: byHeader('x-forwarded-for', key => `203.0.113.${key.length}, ${key}`),
  },
  'rdp-cookie': {
    fields: 'persistence: rdp-cookie',
    play: playTcp,
    keys: ['mstshash=anna', 'mstshash=bert', 'mstshash=carl'],
    knock: knockAtDesktop,
  },
}

const openFor = async (engine: Parameters<typeof open>[0], {fields, play}: Pick<Kind, 'fields' | 'play'>): Promise<Lab> => {
  const lab = open(engine, spec(fields))
  await lab.play(80, play)
  await lab.start()
  return lab
}

const isNow = (lab: Lab, node: string, state: string): Promise<number> =>
  until(`${node} is ${state}`, async () => (await lab.states())[`web/${node}`] === state)

describeHaproxies(['2.2', '2.6', '3.4'], engine => {
  describe.each(Object.entries(kinds))('by %s', (_name, kind) => {
    test('one client meets one node, and each client its own', async () => {
      const lab = await openFor(engine, kind)
      const seen = []
      for (const key of kind.keys) seen.push([await kind.knock(lab, key), await kind.knock(lab, key), await kind.knock(lab, key)])
      expect(seen).toEqual([
        ['web1', 'web1', 'web1'],
        ['web2', 'web2', 'web2'],
        ['web3', 'web3', 'web3'],
      ])
      const again = []
      for (const key of kind.keys.toReversed()) again.push(await kind.knock(lab, key))
      expect(again).toEqual(['web3', 'web2', 'web1'])
    })

    test('when its node goes down, a client moves, and stays where it has moved to', async () => {
      const lab = await openFor(engine, kind)
      const [key = ''] = kind.keys
      expect(await kind.knock(lab, key)).toBe('web1')
      await lab.kill('web1')
      await isNow(lab, 'web1', 'DOWN')
      const next = await kind.knock(lab, key)
      expect(['web2', 'web3']).toContain(next)
      await lab.play(80, kind.play, ['web1'])
      await isNow(lab, 'web1', 'UP')
      expect([await kind.knock(lab, key), await kind.knock(lab, key)]).toEqual([next, next])
    })
  })

  describe('by application-cookie', () => {
    const play: Kind['play'] = (name, place) => playHttp(name, place, {headers: {'set-cookie': `JSESSIONID=of-${name}; Path=/`}})
    const kind = {fields: 'mode: http, persistence: application-cookie', play}

    test('whoever set the cookie gets the client', async () => {
      const lab = await openFor(engine, kind)
      // Each has given its session to somebody.
      for (const node of ['web1', 'web2', 'web3']) expect((await askNode(lab.door(80))).node).toBe(node)
      const seen = []
      for (const node of ['web3', 'web1', 'web2']) seen.push(await byHeader('cookie')(lab, `JSESSIONID=of-${node}`))
      expect(seen).toEqual(['web3', 'web1', 'web2'])
    })

    test('a session in the path counts as well', async () => {
      const lab = await openFor(engine, kind)
      for (const node of ['web1', 'web2', 'web3']) expect((await askNode(lab.door(80))).node).toBe(node)
      const seen = []
      for (const path of [
        '/shop;jsessionid=of-web2',
        '/shop;jsessionid=of-web2?page=1&of=3',
        '/shop/a;jsessionid=of-web1',
        '/shop;x=1;jsessionid=of-web3',
      ])
        seen.push((await askNode({...lab.door(80), path})).node)
      expect(seen).toEqual(['web2', 'web2', 'web1', 'web3'])
    })
  })

  test('forwarded-for: what a client made up does not count, and who comes without it goes where there is room', async () => {
    const lab = await openFor(engine, {fields: 'mode: http, persistence: forwarded-for', play: (name, place) => playHttp(name, place)})
    const knock = byHeader('x-forwarded-for')
    expect(await knock(lab, '198.51.100.1')).toBe('web1')
    expect(await knock(lab, '198.51.100.99, 198.51.100.1')).toBe('web1')
    expect(await knock(lab, '198.51.100.1, 198.51.100.2')).toBe('web2')
    const without = []
    for (let round = 0; round < 3; round++) without.push((await askNode(lab.door(80))).node)
    expect(new Set(without)).toEqual(new Set(['web1', 'web2', 'web3']))
  })

  describe('by rdp-cookie', () => {
    const kind = {fields: 'port: 80, persistence: rdp-cookie', play: playTcp}

    test('who says no name is not kept waiting', async () => {
      const lab = await openFor(engine, kind)
      const start = Date.now()
      const seen = []
      for (let round = 0; round < 3; round++) seen.push((await hear(lab.door(80), connectionRequest())).split(' ')[0])
      expect(seen).toEqual(['web1', 'web2', 'web3'])
      expect(Date.now() - start).toBeLessThan(3000)
    })

    test('a broker’s word goes before', async () => {
      const lab = await openFor(engine, kind)
      expect(await knockAtDesktop(lab, 'mstshash=anna')).toBe('web1')
      const {port} = lab.door(80)
      expect(await knockAtDesktop(lab, brokersCookie(lab.nodeAddress('web3'), port))).toBe('web3')
      expect(await knockAtDesktop(lab, brokersCookie(lab.nodeAddress('web2'), port))).toBe('web2')
      expect(await knockAtDesktop(lab, 'mstshash=anna')).toBe('web1')
    })
  })

  describe('by tls-session-id', () => {
    const openTls = async (): Promise<{readonly lab: Lab; readonly play: Kind['play']}> => {
      const lab = open(engine, spec('persistence: tls-session-id'))
      const play: Kind['play'] = (name, place) => playTlsSessions(name, place, lab.certificates.server)
      await lab.play(80, play)
      await lab.start()
      return {lab, play}
    }

    test('a client that comes back resumes its session at its node', async () => {
      const {lab} = await openTls()
      const first = []
      for (let client = 0; client < 3; client++) first.push(await resume(lab.door(80)))
      expect(first.map(({node}) => node)).toEqual(['web1', 'web2', 'web3'])
      for (const {node, session} of first.toReversed()) {
        for (let round = 0; round < 3; round++) expect(await resume(lab.door(80), session)).toMatchObject({node, isReused: true})
      }
    })

    test('when its node goes down, a client gets a session at another, and stays there', async () => {
      const {lab, play} = await openTls()
      const {node, session} = await resume(lab.door(80))
      expect(node).toBe('web1')
      await lab.kill('web1')
      await isNow(lab, 'web1', 'DOWN')
      const moved = await resume(lab.door(80), session)
      expect(['web2', 'web3']).toContain(moved.node)
      expect(moved.isReused).toBe(false)
      await lab.play(80, play, ['web1'])
      await isNow(lab, 'web1', 'UP')
      for (let round = 0; round < 3; round++) {
        expect(await resume(lab.door(80), moved.session)).toMatchObject({node: moved.node, isReused: true})
      }
    })
  })
})

const sharing = (own: string, other: string): string => `
lbgen: 1
name: tables
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22, web3: 192.168.1.23}
services:
  web: {listen: 192.168.1.10:80, nodes: [web1, web2, web3], check: {interval: 100ms, fall: 2, rise: 2}, ${own}}
  twin: {listen: 192.168.1.10:81, nodes: [web3, web1, web2], check: {interval: 100ms, fall: 2, rise: 2}, ${other}}
`

interface Shared {
  readonly own: string
  readonly other: string
  readonly play: Kind['play']
  readonly knock: (lab: Lab, port: 80 | 81, client: number) => Promise<string>
}

const shared: Readonly<Record<string, Shared>> = {
  source: {
    own: 'persistence: source',
    other: 'persistence: {type: source, with: web}',
    play: playTcp,
    knock: async (lab, port, client) => (await hear(lab.door(port, client))).split(' ')[0] ?? '',
  },
  header: {
    own: 'mode: http, persistence: {type: header, name: X-User}',
    other: 'mode: http, persistence: {type: header, name: X-User, with: web}',
    play: (name, place) => playHttp(name, place),
    knock: async (lab, port, client) => (await askNode({...lab.door(port), headers: {'x-user': `user${client}`}})).node,
  },
}

// Before 2.0 tables know nodes by numbers: a HAProxy of that time shows that these are right.
const releases = ['1.5', '1.9', '2.0'].filter(release => process.env[`LBGEN_HAPROXY_${release.replace('.', '_')}`] !== undefined)

describeHaproxies([...releases, '2.2', '2.6', '3.4'], engine => {
  describe.each(Object.entries(shared))(
    'a table by %s of two services with their nodes in another order',
    (_name, {own, other, play, knock}) => {
      const openIt = async (): Promise<Lab> => {
        const lab = open(engine, sharing(own, other))
        await lab.play([80, 81], play)
        await lab.start()
        return lab
      }

      test('leads a client to one node in both, whichever it comes to first', async () => {
        const lab = await openIt()
        for (const [client, first, second] of [
          [1, 80, 81],
          [2, 81, 80],
          [3, 80, 81],
          [4, 81, 80],
        ] as const) {
          const node = await knock(lab, first, client)
          expect([await knock(lab, second, client), await knock(lab, first, client), await knock(lab, second, client)]).toEqual([
            node,
            node,
            node,
          ])
        }
        const nodes = []
        for (const client of [1, 2, 3, 4]) nodes.push(await knock(lab, 80, client))
        expect(new Set(nodes).size).toBeGreaterThan(1)
      })

      test('takes a client of a node that is down to another, in both', async () => {
        const lab = await openIt()
        const first = await knock(lab, 80, 1)
        await lab.kill(first)
        await until('the node is down', async () => {
          const states = await lab.states()
          return states[`web/${first}`] === 'DOWN' && states[`twin/${first}`] === 'DOWN'
        })
        const next = await knock(lab, 81, 1)
        expect(next).not.toBe(first)
        expect([await knock(lab, 80, 1), await knock(lab, 81, 1)]).toEqual([next, next])
      })
    },
  )
})

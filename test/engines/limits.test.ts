import {describe, expect, test} from '@jest/globals'
import {type Socket, connect, createServer} from 'node:net'
import {describeHaproxies} from '../support/engines.ts'
import {askNode} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {type Place, type PlayedNode, listen, playHttp} from '../support/traffic/nodes.ts'
import {sleep, until} from '../support/traffic/wait.ts'

const open = labs()

const spec = (fields: string): string => `
lbgen: 1
name: limits
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
services:
  web: {listen: 192.168.1.10:80, check: none, ${fields}}
`

/** Says who it is, and keeps the connection for as long as the client does. */
const playKeeper = (name: string, place: Place): Promise<PlayedNode> =>
  listen(
    createServer(socket => void socket.on('error', () => undefined).write(name)),
    place,
  )

interface Client {
  readonly node: string
  /** Hangs up, and waits until HAProxy has noticed. */
  readonly leave: () => Promise<void>
}

/** A client that stays; rejects when nobody answers within the time. */
async function stay(lab: Lab, patienceMs = 5000): Promise<Client> {
  const {host, port} = lab.door(80)
  const socket: Socket = connect({host, port})
  const node = await new Promise<string>((resolve, reject) => {
    socket.setTimeout(patienceMs, () => socket.destroy(new Error('Nobody answers.')))
    socket.on('error', reject).once('data', (bytes: Buffer) => resolve(bytes.toString()))
  })
  socket.setTimeout(0)
  const atNode = async (): Promise<number> => {
    const line = (await lab.command('show stat')).split('\n').find(each => each.startsWith(`web,${node},`))
    return Number(line?.split(',')[4])
  }
  const leave = async (): Promise<void> => {
    const before = await atNode()
    socket.destroy()
    await until('the client has left', async () => (await atNode()) < before)
  }
  return {node, leave}
}

describeHaproxies(['2.6', '3.4'], engine => {
  const openFor = async (fields: string): Promise<Lab> => {
    const lab = open(engine, spec(fields))
    await lab.play(80, playKeeper)
    await lab.start()
    return lab
  }

  test('leastconn: a client goes where the fewest are, whose turn it may be', async () => {
    const lab = await openFor('balance: leastconn')
    const first = await stay(lab)
    for (let round = 0; round < 4; round++) {
      const next = await stay(lab)
      expect(new Set([first.node, next.node])).toEqual(new Set(['web1', 'web2']))
      await next.leave()
    }
  })

  test('first: one node is filled after the other', async () => {
    const lab = await openFor('balance: first, limits: {maxConnectionsPerNode: 2}')
    const clients = [await stay(lab), await stay(lab), await stay(lab)]
    expect(clients.map(({node}) => node)).toEqual(['web1', 'web1', 'web2'])
    await clients[0]?.leave()
    expect((await stay(lab)).node).toBe('web1')
  })

  test('maxConnections: who comes beyond it waits at the door until another leaves', async () => {
    const lab = await openFor('limits: {maxConnections: 2}')
    const [first] = [await stay(lab), await stay(lab)]
    await expect(stay(lab, 300)).rejects.toThrow('Nobody answers.')
    const [third] = await Promise.all([stay(lab), first.leave()])
    expect(third.node).toMatch(/^web[12]$/)
  })

  test('a node’s own maxConnections comes before that of all nodes', async () => {
    const lab = await openFor('nodes: [{node: web1, maxConnections: 3}, web2], limits: {maxConnectionsPerNode: 1}')
    const nodes = []
    for (let client = 0; client < 4; client++) nodes.push((await stay(lab)).node)
    expect(nodes.toSorted()).toEqual(['web1', 'web1', 'web1', 'web2'])
    await expect(stay(lab, 300)).rejects.toThrow('Nobody answers.')
  })

  describe('maxQueuePerNode', () => {
    /** Where four clients get to, one soon after the other, whose cookie says web1, which serves one at a time. */
    async function whereBoundGo(limits: string): Promise<readonly string[]> {
      const fields = `mode: http, persistence: cookie, limits: {maxConnectionsPerNode: 1${limits}}`
      const lab = open(engine, spec(fields))
      await lab.play(80, (name, place) => playHttp(name, place, {wait: () => sleep(1000)}))
      await lab.start()
      const bound = {...lab.door(80), headers: {cookie: 'SERVERID=web1'}}
      // HAProxy's threads count together, but each a moment later.
      const nodes = await Promise.all(
        Array.from({length: 4}, async (_, client) => {
          await sleep(client * 80)
          return (await askNode(bound)).node
        }),
      )
      return nodes.toSorted()
    }

    test('who would have to wait behind so many goes to another node', async () => {
      expect(await whereBoundGo(', maxQueuePerNode: 1')).toEqual(['web1', 'web1', 'web2', 'web2'])
    })

    test('without it all wait for theirs', async () => {
      expect(await whereBoundGo('')).toEqual(['web1', 'web1', 'web1', 'web1'])
    })
  })
})

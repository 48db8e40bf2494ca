import {describe, expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {ask, askNode, hear} from '../support/traffic/clients.ts'
import {example, labs} from '../support/traffic/lab.ts'
import {playEcho, playHttp, playTcp} from '../support/traffic/nodes.ts'
import {sleep, until} from '../support/traffic/wait.ts'

const open = labs()
const minimal = example('minimal')
const service = (fields: string): string => minimal.replace('mode: http,', `mode: http, ${fields},`)

describeHaproxies(['2.2', '2.6', '3.0', '3.2', '3.4'], engine => {
  test('serves in turn', async () => {
    const lab = open(engine, minimal)
    await lab.play(80, playHttp)
    await lab.start()
    const answers = []
    for (let index = 0; index < 4; index++) answers.push((await askNode({...lab.door(80), path: '/a?b=%41'})).node)
    expect(answers).toEqual(['web1', 'web2', 'web1', 'web2'])
    expect(await askNode({...lab.door(80), path: '/a?b=%41'})).toMatchObject({url: '/a?b=%41', encrypted: false})
  })
})

describeHaproxies(['2.6', '3.4'], engine => {
  describe('timeouts.client', () => {
    const spec = (timeout: string): string =>
      minimal.replace('mode: http, listen: 192.168.1.10:80', `listen: 192.168.1.10:80, timeouts: {client: ${timeout}, server: ${timeout}}`)

    test('cuts a connection on which nothing is said', async () => {
      const lab = open(engine, spec('300ms'))
      await lab.play(80, (_name, place) => playEcho(place))
      await lab.start()
      const start = Date.now()
      expect(await hear(lab.door(80), 'hello')).toBe('hello')
      const ms = Date.now() - start
      console.log(`HAProxy ${engine.release}: client 300 ms: cut after ${ms} ms`)
      expect(ms).toBeGreaterThan(250)
      expect(ms).toBeLessThan(3000)
    })

    test('leaves a connection alone for as long as it says', async () => {
      const lab = open(engine, spec('5s'))
      await lab.play(80, (_name, place) => playEcho(place))
      await lab.start()
      const ended = await Promise.race([hear(lab.door(80), 'hello').then(() => true), sleep(1000).then(() => false)])
      expect(ended).toBe(false)
    })
  })

  describe('states', () => {
    const withState = (fields: string): string => minimal.replace('web1: 192.168.1.21', `web1: {address: 192.168.1.21, ${fields}}`)

    test('a drained node takes no new clients, and keeps those that a cookie binds to it', async () => {
      const cookies = {'set-cookie': 'app=1; Path=/'}
      const drained = open(engine, withState('state: drain').replace('mode: http,', 'mode: http, persistence: cookie,'))
      await drained.play(80, (name, place) => playHttp(name, place, {headers: cookies}))
      await drained.start()
      const fresh = await Promise.all(Array.from({length: 6}, async () => (await askNode(drained.door(80))).node))
      expect(new Set(fresh)).toEqual(new Set(['web2']))
      expect((await askNode({...drained.door(80), headers: {cookie: 'SERVERID=web1'}})).node).toBe('web1')
      expect((await drained.states())['web/web1']).toBe('UP')
    })

    test('a node in maintenance takes nobody, cookie or not', async () => {
      const lab = open(engine, withState('state: maintenance').replace('mode: http,', 'mode: http, persistence: cookie,'))
      await lab.play(80, playHttp)
      await lab.start()
      expect((await lab.states())['web/web1']).toBe('MAINT')
      const bound = await Promise.all(
        Array.from({length: 4}, async () => (await askNode({...lab.door(80), headers: {cookie: 'SERVERID=web1'}})).node),
      )
      expect(new Set(bound)).toEqual(new Set(['web2']))
    })

    test('a backup serves when no other node does, and no longer', async () => {
      const spec = service('nodes: [{node: web1, backup: true}, web2], check: {interval: 100ms, fall: 2, rise: 2}')
      const lab = open(engine, spec)
      await lab.play(80, playHttp)
      await lab.start()
      const who = async (): Promise<ReadonlySet<string>> =>
        new Set(await Promise.all(Array.from({length: 6}, async () => (await askNode(lab.door(80))).node)))
      expect(await who()).toEqual(new Set(['web2']))
      await lab.kill('web2')
      await until('web2 is down', async () => (await lab.states())['web/web2'] === 'DOWN')
      expect(await who()).toEqual(new Set(['web1']))
      await lab.play(80, playHttp, ['web2'])
      await until('web2 is up', async () => (await lab.states())['web/web2'] === 'UP')
      expect(await who()).toEqual(new Set(['web2']))
    }, 20_000)
  })

  describe('limits', () => {
    /** How many requests a node had at once at most, of six that come at the same time and each take a moment. */
    async function mostAtOnce(spec: string): Promise<{readonly most: number; readonly statuses: readonly number[]}> {
      const lab = open(engine, spec)
      let [now, most] = [0, 0]
      const wait = async (): Promise<void> => {
        most = Math.max(most, ++now)
        await sleep(150)
        now--
      }
      await lab.play(80, (name, place) => playHttp(name, place, {wait}), ['web1'])
      await lab.start()
      const replies = await Promise.all(Array.from({length: 6}, () => ask(lab.door(80))))
      return {most, statuses: replies.map(({status}) => status)}
    }
    const one = 'nodes: [web1], check: none'
    const six = [200, 200, 200, 200, 200, 200]

    test('maxConnectionsPerNode has the others wait', async () => {
      expect(await mostAtOnce(service(`${one}, limits: {maxConnectionsPerNode: 2}`))).toEqual({most: 2, statuses: six})
    })

    test('without it they come all at once', async () => {
      expect(await mostAtOnce(service(one))).toEqual({most: 6, statuses: six})
    })

    test('who waits longer than timeouts.queue is turned away', async () => {
      const {statuses} = await mostAtOnce(service(`${one}, limits: {maxConnectionsPerNode: 1}, timeouts: {queue: 50ms}`))
      expect(new Set(statuses)).toEqual(new Set([200, 503]))
    })
  })
})

describeHaproxies(['2.6'], engine => {
  test('statistics ask for the password that stands in the environment', async () => {
    const stats =
      'haproxy: {stats: {listen: 192.168.1.10:8404, path: /stats, user: admin, password: {env: LBGEN_TEST_PASSWORD}, prometheus: true}}'
    const lab = open(engine, `${minimal}${stats}\n`)
    await lab.start()
    const door = lab.door(8404)
    expect((await ask({...door, path: '/stats'})).status).toBe(401)
    // The password is the one that checks use in the place of secrets.
    const authorization = (password: string): string => `Basic ${Buffer.from(`admin:${password}`).toString('base64')}`
    expect((await ask({...door, path: '/stats', headers: {authorization: authorization('wrong')}})).status).toBe(401)
    expect((await ask({...door, path: '/stats', headers: {authorization: authorization('stand-in')}})).status).toBe(200)
    expect((await ask({...door, path: '/metrics'})).body).toContain('haproxy_server_weight')
  })

  test('several ports and ranges of one listener each keep their own', async () => {
    const spec = minimal.replace('mode: http, listen: 192.168.1.10:80', 'listen: "192.168.1.10:7000,7010-7012", port: same')
    const lab = open(engine, spec)
    await lab.play([7000, 7010, 7011, 7012], playTcp)
    await lab.start()
    for (const port of [7000, 7010, 7011, 7012]) expect((await hear(lab.door(port))).split(' ')[1]).toBe(String(lab.door(port).port))
    await expect(hear(lab.door(7013))).rejects.toThrow('ECONNREFUSED')
  })
})

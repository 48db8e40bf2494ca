import {describe, expect, test} from '@jest/globals'
import {gunzipSync} from 'node:zlib'
import {describeHaproxies} from '../support/engines.ts'
import {ask, askBytes, hear, whoAnswers} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {type HttpBehaviour, playHttp, playTcp} from '../support/traffic/nodes.ts'
import {sleep} from '../support/traffic/wait.ts'

const open = labs()

const spec = (mode: string, fields: string, listen = '80'): string => `
lbgen: 1
name: limits
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21}
services:
  web: {mode: ${mode}, listen: [${listen}], port: 80, check: none, ${fields}}
`

describeHaproxies(['2.2', '2.6', '3.4'], engine => {
  const openHttp = async (fields: string, behaviour: HttpBehaviour = {}, listen = '80'): Promise<Lab> => {
    const lab = open(engine, spec('http', fields, listen))
    await lab.play(80, (name, place) => playHttp(name, place, behaviour))
    await lab.start()
    return lab
  }

  describe('rateLimit of requests', () => {
    const statuses = async (lab: Lab, client: number, count: number): Promise<readonly number[]> => {
      const seen: number[] = []
      for (let index = 0; index < count; index++) seen.push((await ask(lab.door(80, client))).status)
      return seen
    }
    const times = (count: number, status: number): readonly number[] => Array.from({length: count}, () => status)

    test('lets the hundredth in and not the one after it, and counts another client apart', async () => {
      const lab = await openHttp('rateLimit: {requests: 100, per: 1m}, persistence: source')
      expect(await statuses(lab, 1, 103)).toEqual([...times(100, 200), ...times(3, 429)])
      expect(await statuses(lab, 2, 3)).toEqual(times(3, 200))
    }, 30_000)

    test('lets the client in again after a silent period', async () => {
      const lab = await openHttp('rateLimit: {requests: 3, per: 2s}')
      expect(await statuses(lab, 1, 5)).toEqual([...times(3, 200), ...times(2, 429)])
      // HAProxy looks for what to forget once a second.
      await sleep(4500)
      expect(await statuses(lab, 1, 3)).toEqual(times(3, 200))
    }, 20_000)

    test('counts every request of a connection', async () => {
      const lab = await openHttp('rateLimit: {requests: 2, per: 1m}')
      const request = (end: string): string => `GET / HTTP/1.1\r\nhost: a\r\n${end}\r\n`
      const heard = await hear(lab.door(80), `${request('')}${request('')}${request('connection: close\r\n')}`)
      expect(heard.match(/HTTP\/1\.1 \d+/g)).toEqual(['HTTP/1.1 200', 'HTTP/1.1 200', 'HTTP/1.1 429'])
    })

    test('goes by the client that the PROXY protocol names, IPv6 too', async () => {
      const lab = await openHttp('rateLimit: {requests: 1, per: 1m}', {}, '{port: 80, acceptProxy: true}')
      const status = async (proxied: string): Promise<string | undefined> =>
        /HTTP\/1\.1 (\d+)/.exec(
          await hear(lab.door(80), `PROXY ${proxied} 5555 80\r\nGET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n`),
        )?.[1]
      const [four, other, six] = ['TCP4 203.0.113.9 192.0.2.1', 'TCP4 203.0.113.10 192.0.2.1', 'TCP6 2001:db8::9 2001:db8::1']
      const seen = [four, four, other, six, six].map(proxied => () => status(proxied ?? ''))
      const found = []
      for (const one of seen) found.push(await one())
      expect(found).toEqual(['200', '429', '200', '200', '429'])
    })
  })

  describe('rateLimit of connections', () => {
    test.each([
      ['where they begin', '80', ''],
      ['once the proxy has said whose they are', '{port: 80, acceptProxy: true}', 'PROXY TCP4 203.0.113.9 192.0.2.1 5555 80\r\n'],
    ])('refuses one too many, %s', async (_, listen, words) => {
      const lab = open(engine, spec('tcp', 'rateLimit: {requests: 3, per: 1m}', listen))
      await lab.play(80, playTcp)
      await lab.start()
      const who = async (client: number, said: string): Promise<string> =>
        said === '' ? whoAnswers(lab.door(80, client)) : ((await hear(lab.door(80, client), said).catch(() => '')).split(' ')[0] ?? '')
      const seen: string[] = []
      for (let index = 0; index < 5; index++) seen.push(await who(1, words))
      expect(seen).toEqual(['web1', 'web1', 'web1', '', ''])
      expect(await who(2, words.replace('203.0.113.9', '203.0.113.10'))).toBe('web1')
    })
  })

  describe('compression', () => {
    const accept = {'accept-encoding': 'gzip'}

    test('is for who asks for it', async () => {
      const lab = await openHttp('compression: true', {body: 'all is well. '.repeat(200)})
      const packed = await askBytes({...lab.door(80), headers: accept})
      expect(packed.headers['content-encoding']).toBe('gzip')
      expect(packed.body.length).toBeLessThan(1000)
      expect(gunzipSync(packed.body).toString()).toBe('all is well. '.repeat(200))
      const plain = await ask(lab.door(80))
      expect({encoding: plain.headers['content-encoding'], body: plain.body}).toEqual({
        encoding: undefined,
        body: 'all is well. '.repeat(200),
      })
    })

    test('is for the types that it is meant for, and off unless asked for', async () => {
      const image = {body: 'all is well. '.repeat(200), headers: {'content-type': 'image/jpeg'}}
      const other = await openHttp('compression: true', image)
      expect((await ask({...other.door(80), headers: accept})).headers).not.toHaveProperty('content-encoding')
      const wanted = await openHttp('compression: {types: [image/]}', image)
      expect((await askBytes({...wanted.door(80), headers: accept})).headers['content-encoding']).toBe('gzip')
      const off = await openHttp('compression: false', {body: image.body})
      expect((await ask({...off.door(80), headers: accept})).headers).not.toHaveProperty('content-encoding')
    })

    test('keeps the wish from the node with offload alone', async () => {
      const lab = await openHttp('compression: {types: [image/], offload: true}')
      expect((await ask({...lab.door(80), headers: accept})).body).not.toContain('accept-encoding')
      const shared = await openHttp('compression: {types: [image/]}')
      expect((await ask({...shared.door(80), headers: accept})).body).toContain('"accept-encoding":"gzip"')
    })
  })
})

import {describe, expect, test} from '@jest/globals'
import {type Engine, bygone, describeHaproxies, describeNamedHaproxies} from '../support/engines.ts'
import {ask, hear, whoAnswers} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {playHttp, playTcp} from '../support/traffic/nodes.ts'

const open = labs()

const spec = (services: string): string => `
lbgen: 1
name: limits
loadBalancers: {lb1: 192.168.1.10}
nodes: {one: 192.168.1.21, two: 192.168.1.22}
defaults: {check: none}
services:
${services}
`

const limit = (requests: number): string => `rateLimit: {requests: ${requests}, per: 1m}`

/** Two services, of which the first leads those who ask for /in to the second, and the second those who ask for /out to the first. */
const both = (outer: string, inner: string): string =>
  spec(`  outer: {mode: http, listen: [80], nodes: [one], port: 80, routes: [{when: {pathPrefix: /in}, service: inner}], ${outer}}
  inner: {mode: http, nodes: [two], port: 80, ${inner}}`)

const openHttp = async (engine: Engine, text: string): Promise<Lab> => {
  const lab = open(engine, text)
  await lab.play(80, playHttp)
  await lab.start()
  return lab
}

/** The statuses of requests one after the other, each a port and a path. */
const statuses = async (lab: Lab, client: number, requests: readonly (readonly [number, string])[]): Promise<readonly number[]> => {
  const seen: number[] = []
  for (const [port, path] of requests) seen.push((await ask({...lab.door(port, client), path})).status)
  return seen
}

/** What holds wherever routes can be counted. */
const countsRoutes = (engine: Engine): void => {
  test('a service without a listener has its limit for those who come by routes, and for nobody else', async () => {
    const lab = await openHttp(engine, both('stats: false', limit(2)))
    const [inside, outside] = [[80, '/in'] as const, [80, '/'] as const]
    expect(await statuses(lab, 1, [inside, outside, inside, outside, inside, outside, inside])).toEqual([200, 200, 200, 200, 429, 200, 429])
    expect(await statuses(lab, 2, [inside, inside, inside])).toEqual([200, 200, 429])
  })

  test('every request of a connection counts, wherever it is routed to', async () => {
    const lab = await openHttp(engine, both(limit(9), limit(1)))
    const request = (path: string, end = ''): string => `GET ${path} HTTP/1.1\r\nhost: a\r\n${end}\r\n`
    const paths = ['/in', '/', '/', '/in']
    const heard = await hear(lab.door(80), paths.map((path, index) => request(path, index < 3 ? '' : 'connection: close\r\n')).join(''))
    expect(heard.match(/HTTP\/1\.[01] \d+/g)?.map(line => line.slice(9))).toEqual(['200', '200', '200', '429'])
  })

  test('connections count as well', async () => {
    const lab = open(
      engine,
      spec(`  outer: {listen: [80], nodes: [one], port: 80, routes: [{when: {source: 192.168.1.101}, service: inner}]}
  inner: {nodes: [two], port: 80, ${limit(2)}}`),
    )
    await lab.play(80, playTcp)
    await lab.start()
    const who = async (client: number): Promise<readonly string[]> => {
      const seen: string[] = []
      for (let index = 0; index < 4; index++) seen.push(await whoAnswers(lab.door(80, client)))
      return seen
    }
    expect(await who(1)).toEqual(['two', 'two', '', ''])
    expect(await who(2)).toEqual(['one', 'one', 'one', 'one'])
  })
}

/** What holds wherever a back end knows by which front end a client came. */
const countsAllWays = (engine: Engine): void => {
  test('one client who comes by listeners and by routes is one client, and no request counts twice', async () => {
    const lab = await openHttp(engine, both('stats: false', `listen: [81], ${limit(4)}`))
    const [own, routed] = [[81, '/'] as const, [80, '/in'] as const]
    expect(await statuses(lab, 1, [own, routed, own, routed, own, routed])).toEqual([200, 200, 200, 200, 429, 429])
    expect(await statuses(lab, 2, [routed, routed, own, own, routed, own])).toEqual([200, 200, 200, 200, 429, 429])
  })

  test('services that lead to each other count each for itself', async () => {
    const back = 'routes: [{when: {path: /out}, service: outer}]'
    const lab = await openHttp(engine, both(limit(3), `listen: [81], ${limit(2)}, ${back}`))
    const [in80, out81] = [[80, '/in'] as const, [81, '/out'] as const]
    // The first counts for both; the second by the front end of `inner` and the back end of `outer`.
    expect(await statuses(lab, 1, [in80, out81, [80, '/'], [80, '/']])).toEqual([200, 200, 200, 429])
    expect(await statuses(lab, 2, [in80, in80, in80, [80, '/']])).toEqual([200, 200, 429, 429])
    expect(await statuses(lab, 3, [out81, out81, out81, in80])).toEqual([200, 200, 429, 429])
  })

  test('one connection who comes by both is counted once each time', async () => {
    const lab = open(
      engine,
      spec(`  outer: {listen: [80], nodes: [one], port: 80, routes: [{when: {source: 192.168.1.101}, service: inner}]}
  inner: {listen: [81], nodes: [two], port: 80, ${limit(3)}}`),
    )
    await lab.play(80, playTcp)
    await lab.start()
    const seen: string[] = []
    for (const port of [80, 81, 81, 81, 80]) seen.push(await whoAnswers(lab.door(port, 1)))
    expect(seen).toEqual(['two', 'two', 'two', '', ''])
  })
}

const countsRedirects = (engine: Engine): void => {
  test.each([
    ['http', 'beside the nodes', '80, '],
    ['http', 'alone', ''],
  ])('listeners of an %s service that only redirect have its limit, %s', async (mode, _, listen) => {
    const redirect = '{port: 82, redirect: {to: "https://www.example.com/"}}'
    const lab = await openHttp(engine, spec(`  web: {mode: ${mode}, listen: [${listen}${redirect}], nodes: [one], port: 80, ${limit(2)}}`))
    const requests = [82, listen === '' ? 82 : 80, 82].map(port => [port, '/'] as const)
    expect(await statuses(lab, 1, requests)).toEqual([301, listen === '' ? 301 : 200, engine.release === '1.5' ? 403 : 429])
    expect(await statuses(lab, 2, [[82, '/']])).toEqual([301])
  })

  test('and those beside a tcp service', async () => {
    const lab = open(
      engine,
      spec(`  web: {listen: [80, {port: 82, redirect: {to: "https://www.example.com/"}}], nodes: [one], port: 80, ${limit(2)}}`),
    )
    await lab.play(80, playTcp)
    await lab.start()
    expect(await whoAnswers(lab.door(80, 1))).toBe('one')
    expect(await statuses(lab, 1, [[82, '/']])).toEqual([301])
    expect(await whoAnswers(lab.door(80, 1))).toBe('')
    await expect(ask(lab.door(82, 1))).rejects.toThrow()
    expect(await statuses(lab, 2, [[82, '/']])).toEqual([301])
  })
}

describeHaproxies(['2.2', '2.6', '3.4'], engine => {
  describe('routes', () => countsRoutes(engine))
  describe('routes and listeners', () => countsAllWays(engine))
  describe('redirects', () => countsRedirects(engine))
})

const since = (release: string): readonly string[] => bygone.slice(bygone.indexOf(release))

describeNamedHaproxies(since('1.6'), countsRoutes)
describeNamedHaproxies(since('1.8'), countsAllWays)
describeNamedHaproxies(since('1.5'), countsRedirects)

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {ask, whoAnswers} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {type Place, playHttp, playListener, playSilence, playTcp} from '../support/traffic/nodes.ts'
import {until} from '../support/traffic/wait.ts'

const open = labs()
const folder = mkdtempSync(join(tmpdir(), 'lbgen-fallback-'))
afterAll(() => rmSync(folder, {recursive: true, force: true}))

const page = (status: number): string => {
  const file = join(folder, `${status}.http`)
  writeFileSync(file, `HTTP/1.1 ${status} Sorry\r\nContent-Type: text/html\r\nContent-Length: 4\r\nConnection: close\r\n\r\nsoon`)
  return file
}

const spec = (fields: string, services = ''): string => `
lbgen: 1
name: fallback
loadBalancers: {lb1: 192.168.1.10}
nodes: {one: 192.168.1.11, two: 192.168.1.12, spare: 192.168.1.13, sorry: 192.168.1.14}
services:
  web: {listen: 192.168.1.10:80, nodes: [one, two, {node: spare, backup: true}], check: {interval: 100ms, fall: 1, rise: 1}, ${fields}}
${services}
`

describeHaproxies(['2.6', '3.4'], engine => {
  const down = async (lab: Lab, names: readonly string[], service = 'web'): Promise<void> => {
    for (const name of names) await lab.kill(name)
    await until('they are down', async () => {
      const states = await lab.states()
      return names.every(name => states[`${service}/${name}`] === 'DOWN')
    })
  }

  describe('a server', () => {
    const openFor = async (fields: string): Promise<Lab> => {
      const lab = open(engine, spec(`fallback: {address: 192.168.1.14, port: 80}, ${fields}`))
      await lab.play(80, playTcp)
      await lab.start()
      return lab
    }

    test.each(['persistence: none', 'persistence: source'])(
      'serves after the last backup node, and no longer than that: %s',
      async fields => {
        const lab = await openFor(fields)
        const answers = async (): Promise<ReadonlySet<string>> =>
          new Set(await Promise.all([1, 2, 3, 4].map(client => whoAnswers(lab.door(80, client)))))
        expect(await answers()).toEqual(new Set(['one', 'two']))
        await down(lab, ['one'])
        expect(await answers()).toEqual(new Set(['two']))
        await down(lab, ['two'])
        expect(await answers()).toEqual(new Set(['spare']))
        await down(lab, ['spare'])
        expect(await answers()).toEqual(new Set(['sorry']))
        await lab.play(80, playTcp, ['one'])
        await until('one is up', async () => (await lab.states())['web/one'] === 'UP')
        expect(await answers()).toEqual(new Set(['one']))
      },
    )
  })

  describe('for http', () => {
    const openFor = async (fields: string, services?: string): Promise<Lab> => {
      const lab = open(engine, spec(`mode: http, ${fields}`, services))
      await lab.play(80, playHttp)
      await lab.start()
      return lab
    }
    const answer = async (lab: Lab, path = '/'): Promise<string> => {
      const {status, headers, body} = await ask({...lab.door(80), path})
      return [status, headers.location ?? (body.startsWith('{') ? '' : body)].join(' ').trim()
    }

    test.each([
      ['a redirect', '{redirect: "https://status.example.com/a%20b"}', '302 https://status.example.com/a%20b'],
      ['a page', `{page: ${page(503)}}`, '503 soon'],
      ['a page with a status of its own', `{page: ${page(200)}, status: 200}`, '200 soon'],
      ['a page as a bad gateway', `{page: ${page(502)}, status: 502}`, '502 soon'],
    ])('%s, when no node is up and only then', async (_, fallback, expected) => {
      const lab = await openFor(`fallback: ${fallback}`)
      expect(await answer(lab)).toBe('200')
      await down(lab, ['one', 'two'])
      expect(await answer(lab)).toBe('200')
      await down(lab, ['spare'])
      expect(await answer(lab)).toBe(expected)
      await lab.play(80, playHttp, ['two'])
      await until('two is up', async () => (await lab.states())['web/two'] === 'UP')
      expect(await answer(lab)).toBe('200')
    })

    test.each([
      [502, (_: string, place: Place) => playListener(place)],
      [504, (_: string, place: Place) => playSilence(place)],
    ])('a page with the status %i is not for a node that breaks its answer', async (status, how) => {
      const lab = open(engine, spec(`mode: http, timeouts: {server: 300ms}, fallback: {page: ${page(status)}, status: ${status}}`))
      await lab.play(80, how)
      await lab.start()
      expect(await answer(lab)).toMatch(new RegExp(`^${status} .*<h1>`, 's'))
    })

    test('a node’s own 503 is the node’s', async () => {
      const lab = open(engine, spec(`mode: http, fallback: {page: ${page(503)}}`))
      await lab.play(80, (name, place) => playHttp(name, place, {status: () => 503}))
      await lab.start()
      expect(await answer(lab)).toBe('503')
    })

    test('it goes with the service to which a route leads', async () => {
      const lab = await openFor(
        'routes: [{when: {path: /a}, service: inner}]',
        '  inner: {mode: http, nodes: [sorry], port: 80, check: {interval: 100ms, fall: 1}, fallback: {redirect: "https://status.example.com/"}}',
      )
      expect(await answer(lab, '/a')).toBe('200')
      await down(lab, ['sorry'], 'inner')
      expect(await answer(lab, '/a')).toBe('302 https://status.example.com/')
      expect(await answer(lab, '/')).toBe('200')
    })
  })
})

import {describe, expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {ask, hear, whoAnswers} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {playHttp, playTcp} from '../support/traffic/nodes.ts'

const open = labs()

const spec = (services: string): string => `
lbgen: 1
name: access
loadBalancers: {lb1: 192.168.1.10}
nodes: {web: 192.168.1.11}
defaults: {check: none}
services:
${services}
`

describeHaproxies(['2.6', '3.4'], engine => {
  const openTcp = async (access: string): Promise<Lab> => {
    const lab = open(engine, spec(`  web: {listen: 192.168.1.10:80, access: ${access}}`))
    await lab.play(80, playTcp)
    await lab.start()
    return lab
  }
  const letIn = async (lab: Lab, clients: readonly number[]): Promise<readonly boolean[]> => {
    const seen = []
    for (const client of clients) seen.push((await whoAnswers(lab.door(80, client))) === 'web')
    return seen
  }

  describe('a tcp service', () => {
    test('deny: they are turned away, and nobody else', async () => {
      expect(await letIn(await openTcp('{deny: [192.168.1.107, "2001:db8::/32"]}'), [7, 8])).toEqual([false, true])
    })

    test('allow: nobody else is let in', async () => {
      expect(await letIn(await openTcp('{allow: 192.168.1.104/30}'), [3, 4, 7, 8])).toEqual([false, true, true, false])
    })

    test('deny counts before allow', async () => {
      expect(await letIn(await openTcp('{allow: 192.168.1.104/30, deny: 192.168.1.107}'), [3, 4, 7])).toEqual([false, true, false])
    })
  })

  describe('an http service', () => {
    const openHttp = async (services: string): Promise<Lab> => {
      const lab = open(engine, spec(services))
      await lab.play(80, playHttp)
      await lab.start()
      return lab
    }
    const statusOf = (lab: Lab, port: number, client: number, path = '/'): Promise<number> =>
      ask({...lab.door(port, client), path}).then(
        ({status}) => status,
        () => 0,
      )

    test('whoever is refused finds nobody, on redirecting listeners either', async () => {
      const listen = '[192.168.1.10:80, {address: 192.168.1.10, port: 81, redirect: {to: "https://www.example.com/"}}]'
      const lab = await openHttp(`  web: {mode: http, listen: ${listen}, access: {deny: 192.168.1.107}}`)
      expect([await statusOf(lab, 80, 7), await statusOf(lab, 80, 8), await statusOf(lab, 81, 7), await statusOf(lab, 81, 8)]).toEqual([
        0, 200, 0, 301,
      ])
    })

    test('behind the PROXY protocol it is the address that this tells', async () => {
      const lab = await openHttp(
        '  web: {mode: http, listen: {address: 192.168.1.10, port: 80, acceptProxy: true}, access: {allow: 203.0.113.0/24}}',
      )
      const words = 'GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'
      const by = (address: string): Promise<string> =>
        hear(lab.door(80), `PROXY TCP4 ${address} 192.0.2.1 5555 80\r\n${words}`).catch(() => '')
      expect(await by('203.0.113.9')).toContain('200 OK')
      expect(await by('203.0.114.9')).toBe('')
    })

    test('it guards a service against those too who come by the routes of another', async () => {
      const lab = await openHttp(`  web: {mode: http, listen: 192.168.1.10:80, routes: [{when: {path: /a}, service: inner}]}
  inner: {mode: http, port: 80, access: {deny: 192.168.1.107}}`)
      expect([await statusOf(lab, 80, 7, '/a'), await statusOf(lab, 80, 7), await statusOf(lab, 80, 8, '/a')]).toEqual([403, 200, 200])
    })
  })
})

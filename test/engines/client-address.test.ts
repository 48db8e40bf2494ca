import {describe, expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {askNode, hear} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {playHttp, playListener} from '../support/traffic/nodes.ts'

const open = labs()

const spec = (fields: string, listen = '192.168.1.10:80'): string => `
lbgen: 1
name: addresses
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21}
services:
  web: {listen: ${listen}, port: 80, check: none, ${fields}}
`

describeHaproxies(['2.2', '2.6', '3.4'], engine => {
  describe('by header', () => {
    const openFor = async (address: string): Promise<Lab> => {
      const lab = open(engine, spec(`mode: http, clientAddress: ${address}`))
      await lab.play(80, playHttp)
      await lab.start()
      return lab
    }

    test('the node gets the client’s address, and none that the client made up', async () => {
      const lab = await openFor('header')
      const door = lab.door(80, 7)
      expect((await askNode(door)).headers['x-forwarded-for']).toBe(door.from)
      expect((await askNode({...door, headers: {'x-forwarded-for': '203.0.113.9, 10.0.0.1'}})).headers['x-forwarded-for']).toBe(door.from)
    })

    test('hidden: what the client says goes through', async () => {
      const lab = await openFor('hidden')
      expect((await askNode(lab.door(80))).headers['x-forwarded-for']).toBeUndefined()
      expect((await askNode({...lab.door(80), headers: {'x-forwarded-for': '203.0.113.9'}})).headers['x-forwarded-for']).toBe('203.0.113.9')
    })
  })

  describe('by the PROXY protocol', () => {
    const openFor = async (address: string): Promise<Lab> => {
      const lab = open(engine, spec(`clientAddress: ${address}`))
      await lab.play(80, (_name, place) => playListener(place))
      await lab.start()
      return lab
    }
    const hex = (text: string): string => Buffer.from(text).toString('hex')

    test('version 1 is a line of text before the client’s words', async () => {
      const lab = await openFor('proxy-protocol')
      const {host, port, from = ''} = lab.door(80, 7)
      const heard = Buffer.from(await hear({host, port, from}, 'hello'), 'hex').toString()
      expect(heard).toMatch(new RegExp(`^PROXY TCP4 ${from} ${host} \\d+ ${port}\r\n`))
    })

    test('version 2 is in binary', async () => {
      const lab = await openFor('proxy-protocol-v2')
      const {host, port, from = ''} = lab.door(80, 7)
      const bytes = Buffer.from(await hear({host, port, from}, 'hello'), 'hex')
      expect(bytes.subarray(0, 12).toString('hex')).toBe(hex('\r\n\r\n\0\r\nQUIT\n'))
      // Version 2 and PROXY; TCP over IPv4; then both addresses and ports.
      expect([bytes[12], bytes[13]]).toEqual([0x21, 0x11])
      const address = (at: number): string => [...bytes.subarray(at, at + 4)].join('.')
      expect([address(16), address(20), bytes.readUInt16BE(26)]).toEqual([from, host, port])
    })

    test('hidden: the node hears the client’s words alone', async () => {
      const lab = await openFor('hidden')
      expect(await hear(lab.door(80), 'hello')).toBe(hex('hello'))
    })
  })

  describe('acceptProxy', () => {
    const listen = '{address: 192.168.1.10, port: 80, acceptProxy: true}'
    const words = 'GET / HTTP/1.1\r\nhost: a\r\nconnection: close\r\n\r\n'
    const openIt = async (): Promise<Lab> => {
      const lab = open(engine, spec('mode: http, clientAddress: header', listen))
      await lab.play(80, playHttp)
      await lab.start()
      return lab
    }

    test('believes whoever stands before it', async () => {
      const lab = await openIt()
      expect(await hear(lab.door(80), `PROXY TCP4 203.0.113.9 192.0.2.1 5555 80\r\n${words}`)).toContain('"x-forwarded-for":"203.0.113.9"')
    })

    test('and turns away who says nothing of the kind', async () => {
      const lab = await openIt()
      expect(await hear(lab.door(80), words).catch(() => '')).not.toContain('200 OK')
    })
  })
})

import {describe, expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {ask, askNode, hear} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {type HttpBehaviour, playHttp} from '../support/traffic/nodes.ts'

const open = labs()

const spec = (fields: string, listen = '80', more = ''): string => `
lbgen: 1
name: headers
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21}
certificates: {main: {file: /etc/haproxy/main.pem}}
services:
  web: {mode: http, listen: [${listen}], port: 80, check: none, ${fields}}
${more}
`

describeHaproxies(['2.2', '2.6', '3.4'], engine => {
  const openFor = async (text: string, behaviour: HttpBehaviour = {}): Promise<Lab> => {
    const lab = open(engine, text)
    await lab.play(80, (name, place) => playHttp(name, place, behaviour))
    await lab.start()
    return lab
  }

  describe('requestHeaders', () => {
    const changes = `{set: {X-Site: "100% of 'it', a \\"b\\" c#d %[src] \\\\n"}, add: {X-Via: lbgen}, remove: [X-Secret]}`

    test('reach the node: set replaces, add adds, remove removes; the others go through', async () => {
      const lab = await openFor(spec(`requestHeaders: ${changes}`))
      const {headers} = await askNode({
        ...lab.door(80),
        headers: {'x-site': 'forged', 'x-via': 'client', 'x-secret': 'told', 'x-other': 'kept'},
      })
      expect(headers).toMatchObject({'x-site': `100% of 'it', a "b" c#d %[src] \\n`, 'x-via': 'client, lbgen', 'x-other': 'kept'})
      expect(headers).not.toHaveProperty('x-secret')
    })

    test('are changed in every request of a connection', async () => {
      const lab = await openFor(spec(`requestHeaders: ${changes}`))
      const request = (end: string): string => `GET / HTTP/1.1\r\nhost: a\r\nx-secret: told\r\nX-SECRET: again\r\n${end}\r\n`
      const heard = await hear(lab.door(80), `${request('')}${request('connection: close\r\n')}`)
      expect(heard.match(/"x-via":"lbgen"/g)).toHaveLength(2)
      expect(heard).not.toContain('told')
      expect(heard).not.toContain('again')
    })
  })

  describe('responseHeaders', () => {
    const changes = '{set: {X-Frame-Options: DENY}, add: {Vary: Origin}, remove: [Server]}'
    const headers = {server: 'node/1.0', 'x-frame-options': 'ALLOWALL', vary: 'Cookie', 'x-other': 'kept'}

    test('reach the client: set replaces, add adds, remove removes; the others go through', async () => {
      const lab = await openFor(spec(`responseHeaders: ${changes}`), {headers})
      const reply = await ask(lab.door(80))
      expect(reply.headers).toMatchObject({'x-frame-options': 'DENY', vary: 'Cookie, Origin', 'x-other': 'kept'})
      expect(reply.headers).not.toHaveProperty('server')
    })

    test('and stand in what HAProxy says itself', async () => {
      const lab = await openFor(spec(`responseHeaders: ${changes}`))
      await lab.kill('web1')
      const reply = await ask(lab.door(80))
      expect({status: reply.status, frames: reply.headers['x-frame-options']}).toEqual({status: 503, frames: 'DENY'})
    })
  })

  describe('responseHeaders where there are routes', () => {
    const headersOf = (name: string): string => `responseHeaders: {set: {X-Site: ${name}}, add: {X-Via: ${name}}}`
    const listen = '80, {port: 443, tls: main}, {port: 82, redirect: {to: "https://www.example.com/"}}'
    const routes = 'routes: [{when: {path: /api}, service: api}, {when: {path: /old}, redirect: /new}, {when: {path: /no}, deny: 403}]'
    const api = (fields: string): string => `  api: {mode: http, nodes: [web1], port: 80, check: none, ${fields}}`
    const text = (fields = '', inner = ''): string =>
      spec(`${routes}, ${headersOf('web')}${fields}`, listen, api(`${headersOf('api')}${inner}`))
    const said = async (lab: Lab, port: number, path: string, client = 1): Promise<readonly unknown[]> => {
      const {status, headers} = await ask({...lab.door(port, client), path, ...(port === 443 && {tls: {}})})
      return [status, headers['x-site'], headers['x-via'], headers['strict-transport-security']].filter(one => one !== undefined)
    }

    test('are those of the service that answers, each once', async () => {
      const lab = await openFor(text(), {headers: {'x-site': 'node'}})
      expect(await said(lab, 80, '/')).toEqual([200, 'web', 'web'])
      expect(await said(lab, 80, '/api')).toEqual([200, 'api', 'api'])
      expect(await said(lab, 80, '/old')).toEqual([301, 'web', 'web'])
      expect(await said(lab, 80, '/no')).toEqual([403, 'web', 'web'])
      expect(await said(lab, 82, '/')).toEqual([301, 'web', 'web'])
    })

    test('stand in what the front end and the back ends refuse', async () => {
      const lab = await openFor(text(', rateLimit: {requests: 4, per: 1m}, hsts: true', ', rateLimit: {requests: 1, per: 1m}'))
      expect(await said(lab, 80, '/api')).toEqual([200, 'api', 'api'])
      expect(await said(lab, 80, '/api')).toEqual([429, 'api', 'api'])
      expect(await said(lab, 82, '/')).toEqual([301, 'web', 'web'])
      expect(await said(lab, 443, '/')).toEqual([200, 'web', 'web', 'max-age=31536000'])
      expect(await said(lab, 443, '/')).toEqual([429, 'web', 'web', 'max-age=31536000'])
      expect(await said(lab, 443, '/api')).toEqual([429, 'web', 'web', 'max-age=31536000'])
      expect(await said(lab, 82, '/')).toEqual([429, 'web', 'web'])
    })

    test('stand in errors of a service that has listeners of its own beside routes to it', async () => {
      const lab = await openFor(text('', ', listen: [81], rateLimit: {requests: 2, per: 1m}'))
      expect(await said(lab, 81, '/')).toEqual([200, 'api', 'api'])
      expect(await said(lab, 80, '/api')).toEqual([200, 'api', 'api'])
      expect(await said(lab, 81, '/')).toEqual([429, 'api', 'api'])
      expect(await said(lab, 80, '/api')).toEqual([429, 'api', 'api'])
      await lab.kill('web1')
      expect(await said(lab, 81, '/', 2)).toEqual([503, 'api', 'api'])
    })
  })

  describe('clientAddress: header', () => {
    const tls = '{port: 443, tls: main}'
    const forged = {'x-forwarded-for': '203.0.113.9', 'X-FORWARDED-PROTO': 'gopher'}

    test('tells who asks, by what scheme, whatever they say', async () => {
      const lab = await openFor(spec('clientAddress: header', `80, ${tls}`))
      const plain = {...lab.door(80, 7), headers: forged}
      const encrypted = {...lab.door(443, 8), headers: forged, tls: {}}
      expect((await askNode(plain)).headers).toMatchObject({'x-forwarded-for': plain.from, 'x-forwarded-proto': 'http'})
      expect((await askNode(encrypted)).headers).toMatchObject({'x-forwarded-for': encrypted.from, 'x-forwarded-proto': 'https'})
    })

    test('lets no forged line through, in no spelling and in no request of a connection', async () => {
      const lab = await openFor(spec('clientAddress: header'))
      const lines =
        'X-Forwarded-For: 203.0.113.9\r\nx-forwarded-for: 203.0.113.10\r\nX-Forwarded-Proto: https\r\nx-forwarded-proto:https\r\n'
      const request = (end: string): string => `GET / HTTP/1.1\r\nhost: a\r\n${lines}${end}\r\n`
      const door = lab.door(80, 7)
      const heard = await hear(door, `${request('')}${request('connection: close\r\n')}`)
      expect(heard.match(/"x-forwarded-for":"[^"]*","x-forwarded-proto":"[^"]*"/g)).toEqual(
        [1, 2].map(() => `"x-forwarded-for":"${door.from}","x-forwarded-proto":"http"`),
      )
      expect(heard).not.toContain('203.0.113')
    })

    test('says nothing of the scheme where only another program knows it', async () => {
      const lab = await openFor(spec('clientAddress: header', '{port: 80, acceptProxy: true}'))
      const lines = 'GET / HTTP/1.1\r\nhost: a\r\nx-forwarded-proto: https\r\nconnection: close\r\n\r\n'
      const heard = await hear(lab.door(80), `PROXY TCP4 203.0.113.9 192.0.2.1 5555 443\r\n${lines}`)
      expect(heard).toContain('"x-forwarded-for":"203.0.113.9"')
      expect(heard).not.toContain('x-forwarded-proto')
    })
  })

  describe('hsts', () => {
    const listen = '80, {port: 443, tls: main}, {port: 444, tls: main, redirect: {to: "https://www.example.com/"}}'
    const header = 'strict-transport-security'

    test('is said over TLS alone, in the place of what a node says', async () => {
      const lab = await openFor(spec('hsts: {maxAge: 730d, includeSubDomains: true}', listen), {headers: {[header]: 'max-age=1'}})
      expect((await ask({...lab.door(443), tls: {}})).headers[header]).toBe('max-age=63072000; includeSubDomains')
      expect((await ask({...lab.door(444), tls: {}})).headers).toMatchObject({
        [header]: 'max-age=63072000; includeSubDomains',
        location: 'https://www.example.com/',
      })
    })

    test('is not said in plain text, nor where it is off', async () => {
      const lab = await openFor(spec('hsts: true', listen))
      expect((await ask(lab.door(80))).headers).not.toHaveProperty(header)
      const off = await openFor(spec('hsts: false', listen, 'defaults: {hsts: true}'))
      expect((await ask({...off.door(443), tls: {}})).headers).not.toHaveProperty(header)
    })
  })
})

import {describe, expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {type Reply, ask, askNode, hear, shakeHands, whoAnswers} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {playHttp, playTcp, playTls} from '../support/traffic/nodes.ts'

const open = labs()

const spec = (services: string): string => `
lbgen: 1
name: routes
loadBalancers: {lb1: 192.168.1.10}
nodes: {web: 192.168.1.11, api: 192.168.1.12, more: 192.168.1.13}
certificates: {web: {file: /etc/haproxy/certs/web.pem}}
defaults: {check: none}
services:
${services}
`

const http = (routes: string, fields = ''): string =>
  spec(`  web:
    mode: http
    listen: [192.168.1.10:80, {address: 192.168.1.10, port: 443, tls: web}]
    nodes: [web]
    port: 80
    routes:
${routes}
${fields}
  api: {mode: http, nodes: [api], port: 80}
  more: {mode: http, nodes: [more], port: 80}`)

describeHaproxies(['2.6', '3.4'], engine => {
  const openHttp = async (routes: string, fields?: string): Promise<Lab> => {
    const lab = open(engine, http(routes, fields))
    await lab.play(80, playHttp)
    await lab.start()
    return lab
  }
  /** The node that answers, or the status and where to of what HAProxy itself answers. */
  const answer = async (lab: Lab, path: string, headers: Readonly<Record<string, string>> = {}, client?: number): Promise<string> => {
    const {status, headers: said, body}: Reply = await ask({...lab.door(80, client), path, headers})
    // The cast: nodes.ts wrote it.
    return body.startsWith('{') ? (JSON.parse(body) as {node: string}).node : [status, said.location].filter(Boolean).join(' ')
  }

  describe('conditions', () => {
    test('host: whatever the port and the case, and no longer name', async () => {
      const lab = await openHttp(`      - {when: {host: [api.example.com, "*.api.example.com"]}, service: api}`)
      const by = (host: string): Promise<string> => answer(lab, '/', {host})
      expect(await by('api.example.com')).toBe('api')
      expect(await by('API.Example.Com:8080')).toBe('api')
      expect(await by('api.example.com.')).toBe('api')
      expect(await by('a.b.api.example.com:80')).toBe('api')
      expect(await by('xapi.example.com')).toBe('web')
      expect(await by('api.example.com.evil.org')).toBe('web')
      expect(await by('apiXexample.com')).toBe('web')
    })

    test('path: whole, as a beginning, as a regular expression; the query is none of it', async () => {
      const lab = await openHttp(`      - {when: {path: [/login, /logout]}, service: api}
      - {when: {pathPrefix: /img/}, service: more}
      - {when: {pathRegex: "^/user/[0-9]+$"}, deny: 410}`)
      expect(await answer(lab, '/login')).toBe('api')
      expect(await answer(lab, '/logout?a=/img/')).toBe('api')
      expect(await answer(lab, '/login/x')).toBe('web')
      expect(await answer(lab, '/img/a.png')).toBe('more')
      expect(await answer(lab, '/images')).toBe('web')
      expect(await answer(lab, '/user/77')).toBe('410')
      expect(await answer(lab, '/user/77/x')).toBe('web')
    })

    test('header: there at all, or with one of some values', async () => {
      const lab = await openHttp(
        `      - {when: {header: [{name: X-Canary}, {name: X-Site, value: [main site, "-x", "}"]}]}, service: api}`,
      )
      expect(await answer(lab, '/', {'x-canary': 'a', 'x-site': 'main site'})).toBe('api')
      expect(await answer(lab, '/', {'x-canary': 'a', 'x-site': 'other, -x'})).toBe('api')
      expect(await answer(lab, '/', {'x-canary': 'a', 'x-site': '}'})).toBe('api')
      expect(await answer(lab, '/', {'x-canary': 'a', 'x-site': 'main'})).toBe('web')
      expect(await answer(lab, '/', {'x-site': '-x'})).toBe('web')
    })

    test('source, with more networks than one line holds', async () => {
      const many = Array.from({length: 150}, (_, index) => `10.${index}.0.0/16`).join(', ')
      const lab = await openHttp(`      - {when: {source: [${many}, 192.168.1.107]}, service: api}`)
      expect(await answer(lab, '/', {}, 7)).toBe('api')
      expect(await answer(lab, '/', {}, 8)).toBe('web')
    })

    test('all of one `when` must hold', async () => {
      const lab = await openHttp(`      - {when: {host: api.example.com, pathPrefix: /v1/, method: [GET]}, service: api}`)
      expect(await answer(lab, '/v1/x', {host: 'api.example.com'})).toBe('api')
      expect(await answer(lab, '/v2/x', {host: 'api.example.com'})).toBe('web')
      expect(await answer(lab, '/v1/x', {host: 'example.com'})).toBe('web')
      expect(
        await hear(lab.door(80), 'POST /v1/x HTTP/1.1\r\nhost: api.example.com\r\nconnection: close\r\ncontent-length: 0\r\n\r\n'),
      ).toContain('"node":"web"')
    })

    test('sni where TLS ends', async () => {
      const lab = await openHttp(`      - {when: {sni: "*.example.com"}, service: api}`)
      const by = async (servername: string): Promise<string> => (await askNode({...lab.door(443), tls: {servername}})).node
      expect(await by('A.example.com')).toBe('api')
      expect(await by('example.com')).toBe('web')
      expect(await answer(lab, '/')).toBe('web')
    })
  })

  test('the first route that holds decides, whatever each one does', async () => {
    const lab = await openHttp(`      - {when: {pathPrefix: /a/}, service: api}
      - {when: {pathPrefix: /a/b}, deny: 403}
      - {when: {pathPrefix: /c/d}, redirect: {to: "https://www.example.com/x%20y", code: 308}}
      - {when: {pathPrefix: /c}, service: more}
      - {when: {pathPrefix: /e}, deny: 429}
      - {when: {pathPrefix: /e/f}, redirect: /moved}
      - {when: {pathPrefix: /g}, redirect: /moved}
      - {when: {path: /}, service: more}
      - {deny: 404}`)
    expect(await answer(lab, '/a/b')).toBe('api')
    expect(await answer(lab, '/c/d')).toBe('308 https://www.example.com/x%20y')
    expect(await answer(lab, '/c/e')).toBe('more')
    expect(await answer(lab, '/e/f')).toBe('429')
    expect(await answer(lab, '/g')).toBe('301 /moved')
    expect(await answer(lab, '/')).toBe('more')
    expect(await answer(lab, '/other')).toBe('404')
  })

  test('each request of one connection is routed anew', async () => {
    const lab = await openHttp(`      - {when: {path: /a}, service: api}
      - {when: {path: /b}, deny: 403}`)
    const request = (path: string, end = ''): string => `GET ${path} HTTP/1.1\r\nhost: a\r\n${end}\r\n`
    const heard = await hear(lab.door(80), request('/a') + request('/') + request('/b', 'connection: close\r\n'))
    expect([...heard.matchAll(/"node":"(\w+)"|^HTTP\/1.1 (403)/gm)].map(([, node, status]) => node ?? status)).toEqual([
      'api',
      'web',
      '403',
    ])
  })

  test('what a node learns of the client is its own service’s', async () => {
    const lab = open(
      engine,
      spec(`  web: {mode: http, listen: 192.168.1.10:80, nodes: [web], routes: [{when: {path: /a}, service: api}, {when: {path: /b}, service: more}]}
  api: {mode: http, nodes: [api], port: 80, clientAddress: header}
  more: {mode: http, nodes: [more], port: 80}`),
    )
    await lab.play(80, playHttp)
    await lab.start()
    const door = lab.door(80, 7)
    expect((await askNode({...door, path: '/a'})).headers['x-forwarded-for']).toBe(door.from)
    expect((await askNode({...door, path: '/b'})).headers['x-forwarded-for']).toBeUndefined()
  })

  describe('a tcp service', () => {
    const tcp = (routes: string): string =>
      spec(`  tls: {listen: 192.168.1.10:443, nodes: [web], routes: [${routes}]}
  mail: {nodes: [api], port: 443}`)

    test('goes by the name in TLS that it passes on', async () => {
      const lab = open(
        engine,
        tcp('{when: {sni: ["mail.example.com", "*.mail.example.com"]}, service: mail}, {when: {sni: no.example.com}, deny: 403}'),
      )
      await lab.play(443, (name, place) => playTls(name, place, lab.certificates.server))
      await lab.start()
      const by = async (servername: string): Promise<string> =>
        (await shakeHands(lab.door(443), {servername, hears: true})).heard.split(' ')[0] ?? ''
      expect(await by('MAIL.example.com')).toBe('api')
      expect(await by('x.mail.example.com')).toBe('api')
      expect(await by('www.example.com')).toBe('web')
      await expect(by('no.example.com')).rejects.toThrow()
    })

    test('goes by the client’s address', async () => {
      const lab = open(engine, tcp('{when: {source: 192.168.1.107}, service: mail}, {when: {source: 192.168.1.108}, deny: 403}'))
      await lab.play(443, playTcp)
      await lab.start()
      expect(await whoAnswers(lab.door(443, 7))).toBe('api')
      expect(await whoAnswers(lab.door(443, 8))).toBe('')
      expect(await whoAnswers(lab.door(443, 9))).toBe('web')
    })

    test('goes by the name where some of its listeners end TLS', async () => {
      const lab = open(
        engine,
        spec(`  tls: {listen: [{address: 192.168.1.10, port: 443, tls: web}, 192.168.1.10:80], nodes: [web], port: 80, routes: [{when: {sni: mail.example.com}, service: mail}]}
  mail: {nodes: [api], port: 80}`),
      )
      await lab.play(80, playTcp)
      await lab.start()
      const by = async (servername: string): Promise<string> =>
        (await shakeHands(lab.door(443), {servername, hears: true})).heard.split(' ')[0] ?? ''
      const before = Date.now()
      expect(await by('mail.example.com')).toBe('api')
      expect(await by('www.example.com')).toBe('web')
      // Neither waited for a message that never comes.
      expect(Date.now() - before).toBeLessThan(3000)
    })
  })
})

import {randomInt} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {expect, test} from '@jest/globals'
import {describeEngine, describeHaproxies, hasProgram} from '../support/engines.ts'
import {ask, askNode, shakeHands} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {playHttp} from '../support/traffic/nodes.ts'

const open = labs()

const spec = (fields: string, listen = withTls()): string => `
lbgen: 1
name: stunnel
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
certificates:
  web: {file: /etc/haproxy/web.pem}
  other: {file: /etc/haproxy/other.pem, names: [other.example, "*.others.example"]}
tls: {terminator: stunnel, linkPort: ${randomInt(10_000, 19_000)}}
services:
  web: {port: 80, check: none, listen: [{port: 80}, ${listen}], ${fields}}
`
const withTls = (fields = ''): string => `{port: 443, tls: {certificate: web${fields}}}`

describeEngine('stunnel', hasProgram('stunnel'), () => {
  describeHaproxies(['2.2', '2.6', '3.4'], engine => {
    const openFor = async (fields: string, listen?: string): Promise<Lab> => {
      const lab = open(engine, spec(`mode: http, ${fields}`, listen))
      await lab.play(80, playHttp)
      await lab.start()
      return lab
    }

    test('the node learns who the client is and how it came, and is believed by nobody else', async () => {
      const lab = await openFor('clientAddress: header, hsts: 180d')
      const [secure, plain] = [lab.door(443, 7), lab.door(80, 8)]
      const headers = {'x-forwarded-for': '203.0.113.9', 'x-forwarded-proto': 'gopher'}
      const told = async (door: Parameters<typeof askNode>[0]) => {
        const heard = await askNode({...door, headers})
        return [heard.headers['x-forwarded-for'], heard.headers['x-forwarded-proto']]
      }
      expect(await told({...secure, tls: {}})).toEqual([secure.from, 'https'])
      expect(await told(plain)).toEqual([plain.from, 'http'])
      const strict = async (door: Parameters<typeof ask>[0]) => (await ask(door)).headers['strict-transport-security']
      expect(await strict({...secure, tls: {}})).toBe('max-age=15552000')
      expect(await strict(plain)).toBeUndefined()
    })

    test('a client keeps its node, and others get others', async () => {
      const lab = await openFor('persistence: source')
      const nodes = new Set<string>()
      for (let client = 1; client <= 6; client++) {
        const door = {...lab.door(443, client), tls: {}}
        const first = (await askNode(door)).node
        for (let again = 0; again < 3; again++) expect((await askNode(door)).node).toBe(first)
        expect((await askNode(lab.door(80, client))).node).toBe(first)
        nodes.add(first)
      }
      expect(nodes.size).toBe(2)
    })

    test('who may not come in by TLS is known by the same address', async () => {
      const lab = await openFor('access: {deny: [192.168.1.107/32]}')
      await expect(ask({...lab.door(443, 7), tls: {}})).rejects.toThrow()
      expect((await ask({...lab.door(443, 8), tls: {}})).status).toBe(200)
    })
  })

  describeHaproxies(['2.6'], engine => {
    test('the oldest version is enforced', async () => {
      const lab = open(engine, spec('mode: http', withTls(', minVersion: "1.3"')))
      await lab.start()
      await expect(shakeHands(lab.door(443), {maxVersion: 'TLSv1.2'})).rejects.toThrow()
      await expect(shakeHands(lab.door(443))).resolves.toMatchObject({protocol: 'TLSv1.3'})
    })

    test.each([
      ['modern', ['TLSv1.3'], ['TLSv1.2', 'TLSv1.1']],
      ['intermediate', ['TLSv1.3', 'TLSv1.2'], ['TLSv1.1', 'TLSv1']],
      ['old', ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'], []],
    ] as const)('the %s profile takes %j alone', async (profile, taken, refused) => {
      const lab = open(engine, spec('mode: http', withTls(`, profile: ${profile}`)))
      await lab.start()
      const only = (version: (typeof taken | typeof refused)[number]) =>
        shakeHands(lab.door(443), {minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0'})
      for (const version of taken) await expect(only(version)).resolves.toMatchObject({protocol: version})
      for (const version of refused) await expect(only(version)).rejects.toThrow()
    })

    test('the name that the client asks for picks the certificate', async () => {
      const listen = '{port: 443, tls: {certificates: [web, other]}}'
      const lab = open(engine, spec('mode: http', listen), ({certificates, ...rest}, made) => ({
        ...rest,
        certificates: {...certificates, other: {...certificates?.['other'], file: made.client}},
      }))
      await lab.start()
      const shown = async (servername: string) => (await shakeHands(lab.door(443), {servername})).name
      expect(await shown('other.example')).toBe('a client')
      expect(await shown('b.others.example')).toBe('a client')
      expect(await shown('nodes.example')).toBe('nodes.example')
    })

    test.each(['required', 'optional'] as const)('client certificates, %s', async verify => {
      const listen = withTls(`, clientCertificates: {ca: /etc/haproxy/clients.pem, verify: ${verify}}`)
      const lab = open(engine, spec('mode: http', listen), ({services, ...rest}, {authority}) => ({
        ...rest,
        services: {
          web: {...services?.['web'], listen: [{ports: [443], tls: {certificates: ['web'], clientCertificates: {ca: authority, verify}}}]},
        },
      }))
      await lab.play(80, playHttp)
      await lab.start()
      const showing = (pem: string) => ({cert: readFileSync(pem), key: readFileSync(pem)})
      const {client, impostor} = lab.certificates
      expect((await ask({...lab.door(443), tls: showing(client)})).status).toBe(200)
      await expect(ask({...lab.door(443), tls: showing(impostor)})).rejects.toThrow()
      const without = ask({...lab.door(443), tls: {}}).then(
        ({status}) => status,
        () => 'refused',
      )
      expect(await without).toBe(verify === 'optional' ? 200 : 'refused')
    })
  })
})

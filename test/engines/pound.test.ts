import {randomInt} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {expect, test} from '@jest/globals'
import {type Engine, describeHaproxies, describeNamedHaproxies, describeNamedPounds, describePounds} from '../support/engines.ts'
import {ask, askNode, shakeHands} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {playHttp} from '../support/traffic/nodes.ts'
import {until} from '../support/traffic/wait.ts'

const spec = (pound: string, fields: string, listen = withTls()): string => `
lbgen: 1
name: gates
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
certificates:
  web: {file: /etc/haproxy/web.pem}
  other: {file: /etc/haproxy/other.pem}
tls: {terminator: pound, linkPort: ${randomInt(10_000, 19_000)}}
pound: {release: "${pound}"}
services:
  web: {mode: http, port: 80, check: none, listen: [{port: 80}, ${listen}], ${fields}}
`
const withTls = (fields = ''): string => `{port: 443, tls: {certificate: web${fields}}}`

/** What clients say who want to be another. */
const forgeries: readonly (readonly string[])[] = [
  [],
  ['203.0.113.9'],
  ['203.0.113.9', '198.51.100.7'],
  ['"203.0.113.9', '198.51.100.7"'],
  ['', '203.0.113.9,'],
  [`${'203.0.113.9, '.repeat(200)}203.0.113.9`],
  ['$1 %[header host]', '198.51.100.7 '],
]

/** A listener for clients who have IPv6 addresses, of whose loopback there is one alone, and how they reach it. */
const ipv6Port = randomInt(1_000, 9_000)
const withIpv6 = `${withTls()}, {address: "::1", port: ${ipv6Port}, tls: web}`
const ipv6Door = (lab: Lab) => ({...lab.door(ipv6Port), host: '::1', tls: {}})

/** Starts a lab with a spec for this release of Pound. */
function openerFor(pound: Engine) {
  const open = labs(pound)
  return async (engine: Engine, fields: string, listen?: string, change?: Parameters<typeof open>[2]): Promise<Lab> => {
    const lab = open(engine, spec(pound.release, fields, listen), change)
    await lab.play(80, playHttp)
    await lab.start()
    return lab
  }
}

/** That the nodes hear who a client is and how it came, whatever it says itself. */
async function expectTruth(lab: Lab): Promise<void> {
  const [secure, plain] = [lab.door(443, 7), lab.door(80, 8)]
  for (const forged of forgeries) {
    const headers = {...(forged.length > 0 && {'x-forwarded-for': [...forged]}), 'x-forwarded-proto': 'gopher'}
    const heard = await askNode({...secure, tls: {}, headers})
    expect(heard.headers['x-forwarded-for']).toBe(secure.from)
    // HAProxy 2.0 and 2.1 leave an empty line of a client's own before theirs.
    if (!forged.includes('')) expect((await askNode({...plain, headers})).headers['x-forwarded-for']).toBe(plain.from)
  }
}

const inEveryHaproxy = (pound: Engine) => (engine: Engine) => {
  const openFor = openerFor(pound)

  test('nodes learn who the client is and how it came, and believe nobody else', async () => {
    const lab = await openFor(engine, 'clientAddress: header, hsts: 180d')
    await expectTruth(lab)
    const {headers} = await askNode({...lab.door(443), tls: {}, headers: {'x-forwarded-proto': 'gopher'}})
    expect(headers['x-forwarded-proto']).toBe('https')
    expect((await ask({...lab.door(443), tls: {}})).headers['strict-transport-security']).toBe('max-age=15552000')
  })

  test('nodes learn nothing that they are not to learn', async () => {
    const lab = await openFor(engine, '')
    for (const forged of forgeries) {
      const headers = forged.length > 0 ? {'x-forwarded-for': [...forged]} : {}
      expect((await askNode({...lab.door(443, 7), tls: {}, headers})).headers['x-forwarded-for']).toBeUndefined()
    }
  })

  test('who may not come in is known by his own address, whatever he says', async () => {
    const lab = await openFor(engine, 'access: {deny: [192.168.1.107/32]}')
    for (const forged of forgeries) {
      const headers = forged.length > 0 ? {'x-forwarded-for': [...forged]} : {}
      expect((await ask({...lab.door(443, 7), tls: {}, headers})).status).toBe(403)
      expect((await ask({...lab.door(443, 8), tls: {}, headers: {'x-forwarded-for': lab.door(443, 7).from ?? ''}})).status).toBe(200)
    }
    expect((await ask(lab.door(80, 7))).status).toBe(403)
  })

  test('clients with IPv6 addresses are known by them', async () => {
    const lab = await openFor(engine, 'clientAddress: header', withIpv6)
    for (const forged of forgeries.filter(one => one.length > 0))
      expect((await askNode({...ipv6Door(lab), headers: {'x-forwarded-for': [...forged]}})).headers['x-forwarded-for']).toBe('::1')
  })

  test('and kept out by them', async () => {
    const lab = await openFor(engine, 'access: {deny: ["::1/128"]}', withIpv6)
    expect((await ask(ipv6Door(lab))).status).toBe(403)
    expect((await ask({...lab.door(443), tls: {}})).status).toBe(200)
  })

  test('who comes too often is counted by his own address', async () => {
    const lab = await openFor(engine, 'rateLimit: {requests: 3, per: 1m}')
    const statuses: number[] = []
    for (let time = 1; time <= 5; time++)
      statuses.push((await ask({...lab.door(443, 7), tls: {}, headers: {'x-forwarded-for': `203.0.113.${time}`}})).status)
    expect(statuses).toEqual([200, 200, 200, 429, 429])
    expect((await ask({...lab.door(443, 8), tls: {}})).status).toBe(200)
  })

  test('a client keeps its node, and others get others', async () => {
    const lab = await openFor(engine, 'persistence: source')
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
}

/** Releases that take nobody's address over: nodes learn it all the same. */
const inOldHaproxy = (pound: Engine) => (engine: Engine) => {
  const openFor = openerFor(pound)

  test('nodes learn who the client is, and believe nobody else', async () => {
    await expectTruth(await openFor(engine, 'clientAddress: header'))
  })

  test('nodes learn IPv6 addresses too', async () => {
    const lab = await openFor(engine, 'clientAddress: header', withIpv6)
    expect((await askNode({...ipv6Door(lab), headers: {'x-forwarded-for': '203.0.113.9'}})).headers['x-forwarded-for']).toBe('::1')
  })

  test('nodes behind routes learn the same', async () => {
    await expectTruth(await openFor(engine, 'clientAddress: header, routes: [{when: {path: /closed}, deny: 403}]'))
  })

  test('nodes learn nothing that they are not to learn', async () => {
    const lab = await openFor(engine, '')
    const told = await askNode({...lab.door(443, 7), tls: {}, headers: {'x-forwarded-for': ['203.0.113.9', '198.51.100.7']}})
    expect(told.headers['x-forwarded-for']).toBeUndefined()
  })
}

const inOneHaproxy = (pound: Engine) => (engine: Engine) => {
  const openFor = openerFor(pound)

  test('the oldest version is enforced', async () => {
    const lab = await openFor(engine, '', withTls(', minVersion: "1.3"'))
    await expect(shakeHands(lab.door(443), {maxVersion: 'TLSv1.2'})).rejects.toThrow()
    await expect(shakeHands(lab.door(443))).resolves.toMatchObject({protocol: 'TLSv1.3'})
  })

  test.each([
    ['modern', ['TLSv1.3'], ['TLSv1.2', 'TLSv1.1']],
    ['intermediate', ['TLSv1.3', 'TLSv1.2'], ['TLSv1.1', 'TLSv1']],
    ['old', ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'], []],
  ] as const)('the %s profile takes %j alone', async (profile, taken, refused) => {
    const lab = await openFor(engine, '', withTls(`, profile: ${profile}`))
    const only = (version: (typeof taken | typeof refused)[number]) =>
      shakeHands(lab.door(443), {minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0'})
    for (const version of taken) await expect(only(version)).resolves.toMatchObject({protocol: version})
    for (const version of refused) await expect(only(version)).rejects.toThrow()
  })

  test('the name that the client asks for picks the certificate', async () => {
    const listen = '{port: 443, tls: {certificates: [other, web]}}'
    const lab = await openFor(engine, '', listen, ({certificates, ...rest}, made) => ({
      ...rest,
      certificates: {...certificates, other: {file: made.client}},
    }))
    const shown = async (servername: string) => (await shakeHands(lab.door(443), {servername})).name
    expect(await shown('nodes.example')).toBe('nodes.example')
    expect(await shown('nobody.example')).toBe('a client')
  })

  test.each(['required', 'optional'] as const)('client certificates, %s', async verify => {
    const listen = withTls(`, clientCertificates: {ca: /etc/haproxy/clients.pem, verify: ${verify}}`)
    const lab = await openFor(engine, '', listen, ({services, ...rest}, {authority}) => ({
      ...rest,
      services: {
        web: {...services?.['web'], listen: [{ports: [443], tls: {certificates: ['web'], clientCertificates: {ca: authority, verify}}}]},
      },
    }))
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

  test('a HAProxy that was away is asked again as soon as it is back', async () => {
    const lab = await openFor(engine, '')
    const status = async (): Promise<number> => (await ask({...lab.door(443), tls: {}})).status
    expect(await status()).toBe(200)
    await lab.stop()
    expect(await status()).toBe(503)
    await lab.startEngine()
    // Left to itself, Pound asks every 30 seconds.
    await until('HAProxy is asked again', async () => (await status()) === 200)
  })

  test('redirects stay HAProxy’s', async () => {
    const lab = await openFor(engine, 'access: {deny: [192.168.1.107/32]}', '{port: 443, tls: web}, {port: 81, redirect: https}')
    const {status, headers} = await ask({...lab.door(81, 8), path: '/a?b=c'})
    expect(status).toBe(301)
    expect(headers.location).toMatch(/^https:.*\/a\?b=c$/)
    expect((await ask({...lab.door(443, 8), tls: {}})).status).toBe(200)
  })
}

const withPound = (pound: Engine): void => {
  describeHaproxies(['2.2', '2.6', '3.4'], inEveryHaproxy(pound))
  describeHaproxies(['2.6'], inOneHaproxy(pound))
  describeNamedHaproxies(['1.6', '1.7', '1.8', '1.9', '2.0', '2.1'], inEveryHaproxy(pound))
  describeNamedHaproxies(['1.4', '1.5'], inOldHaproxy(pound))
}

describePounds(['4.16'], withPound)
describeNamedPounds(['2.8'], withPound)

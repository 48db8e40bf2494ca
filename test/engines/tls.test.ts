import {describe, expect, test} from '@jest/globals'
import {readFileSync} from 'node:fs'
import {describeHaproxies} from '../support/engines.ts'
import {ask, askNode, shakeHands} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {playHttp} from '../support/traffic/nodes.ts'
import {until} from '../support/traffic/wait.ts'

const open = labs()

const spec = (listen: string, fields = ''): string =>
  `
lbgen: 1
name: tls
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21}
certificates: {web: {file: /etc/haproxy/web.pem}, client: {file: CLIENT}}
services:
  web: {mode: http, port: 80, check: none, listen: ${listen}${fields}}
`.replace('CLIENT', '/etc/haproxy/client.pem')

const withTls = (fields = ''): string => `{port: 443, tls: {certificate: web${fields}}}`

describeHaproxies(['2.2', '2.6', '3.4'], engine => {
  describe('redirects', () => {
    const redirecting = async (listen: string): Promise<Lab> => {
      const lab = open(engine, spec(`[${listen}, ${withTls()}]`))
      await lab.start()
      return lab
    }
    const leads = async (lab: Lab, host: string, path: string): Promise<readonly [number, string | undefined]> => {
      const {status, headers} = await ask({...lab.door(80), path, headers: {host}})
      return [status, headers.location]
    }

    test.each([
      ['a name', 'www.example.com', 'www.example.com'],
      ['a name with a port', 'www.example.com:80', 'www.example.com'],
      ['an IPv4 address', '192.0.2.1:8080', '192.0.2.1'],
      ['an IPv6 address', '[2001:db8::1]', '[2001:db8::1]'],
      ['an IPv6 address with a port', '[2001:db8::1]:80', '[2001:db8::1]'],
    ])('to https on another port keep %s, path and query', async (_what, host, kept) => {
      const lab = await redirecting('{port: 80, redirect: https}')
      expect(await leads(lab, host, '/a/b%20c?d=e&f=%2F')).toEqual([301, `https://${kept}:${lab.door(443).port}/a/b%20c?d=e&f=%2F`])
    })

    // Only root may listen on 443 itself.
    const testAsRoot = process.getuid?.() === 0 ? test : test.skip
    testAsRoot.each([
      ['www.example.com', 'www.example.com'],
      ['www.example.com:28080', 'www.example.com'],
      ['[2001:db8::1]:28080', '[2001:db8::1]'],
    ])('to https on 443 name no port for %s', async (host, kept) => {
      const lab = open(
        engine,
        spec(`[{port: 28080, redirect: https}, ${withTls()}]`),
        unchanged => unchanged,
        port => port,
      )
      await lab.start()
      const {status, headers} = await ask({...lab.door(28080), path: '/a?b=c', headers: {host}})
      expect([status, headers.location]).toEqual([301, `https://${kept}/a?b=c`])
    })

    test('to a URL send there, with the status that is wanted', async () => {
      const lab = await redirecting('{port: 80, redirect: {to: "https://elsewhere.example/100%25", code: 308}}')
      expect(await leads(lab, 'www.example.com', '/a')).toEqual([308, 'https://elsewhere.example/100%25'])
    })
  })
})

describeHaproxies(['2.6', '3.4'], engine => {
  describe('client certificates', () => {
    const listen = (verify: string): string => withTls(`, clientCertificates: {ca: /etc/haproxy/clients.pem, verify: ${verify}}`)
    const openFor = async (verify: string): Promise<Lab> => {
      const lab = open(engine, spec(listen(verify)), ({services, ...rest}, {authority}) => ({
        ...rest,
        services: {
          web: {
            ...services?.['web'],
            listen: [{ports: [443], tls: {certificates: ['web'], clientCertificates: {ca: authority, verify: verify as 'required'}}}],
          },
        },
      }))
      await lab.play(80, playHttp)
      await lab.start()
      return lab
    }
    const showing = (pem: string) => ({cert: readFileSync(pem), key: readFileSync(pem)})

    test('required: nobody enters without a good one', async () => {
      const lab = await openFor('required')
      const {client, impostor} = lab.certificates
      expect((await ask({...lab.door(443), tls: showing(client)})).status).toBe(200)
      await expect(ask({...lab.door(443), tls: {}})).rejects.toThrow(/certificate required|handshake failure/)
      await expect(ask({...lab.door(443), tls: showing(impostor)})).rejects.toThrow(/unknown ca|alert/)
    })

    test('optional: who shows one must show a good one', async () => {
      const lab = await openFor('optional')
      const {client, impostor} = lab.certificates
      expect((await ask({...lab.door(443), tls: {}})).status).toBe(200)
      expect((await ask({...lab.door(443), tls: showing(client)})).status).toBe(200)
      await expect(ask({...lab.door(443), tls: showing(impostor)})).rejects.toThrow(/unknown ca|alert/)
    })
  })

  describe('reencrypt', () => {
    type Reencrypt = Readonly<Record<string, unknown>>
    const openFor = async (
      reencrypt: (lab: Lab['certificates']) => Reencrypt,
      pem: (lab: Lab['certificates']) => string,
      authority?: boolean,
    ): Promise<Lab> => {
      const lab = open(engine, spec('80'), ({services, certificates, ...rest}, made) => ({
        ...rest,
        certificates: {...certificates, client: {file: made.client}},
        services: {web: {...services?.['web'], check: {type: 'tcp', interval: '100ms', fall: 1, rise: 1}, reencrypt: reencrypt(made)}},
      }))
      await lab.play(80, (name, place) =>
        playHttp(name, place, {pem: pem(lab.certificates), ...(authority === true && {authority: lab.certificates.authority})}),
      )
      await lab.start()
      return lab
    }
    const isDown = (lab: Lab) => async (): Promise<boolean> => (await lab.states())['web/web1'] === 'DOWN'

    test('takes a node whose certificate the authority has signed', async () => {
      const lab = await openFor(
        ({authority}) => ({ca: authority, sni: 'nodes.example'}),
        ({server}) => server,
      )
      expect(await askNode(lab.door(80))).toMatchObject({encrypted: true, sni: 'nodes.example'})
      expect(await isDown(lab)()).toBe(false)
    })

    test.each([
      ['signed by another authority', ({stranger}: Lab['certificates']) => ({ca: stranger, sni: 'nodes.example'})],
      ['for another name', ({authority}: Lab['certificates']) => ({ca: authority, sni: 'others.example'})],
    ])('refuses one %s', async (_what, reencrypt) => {
      const lab = await openFor(reencrypt, ({server}) => server)
      expect((await ask(lab.door(80))).status).toBe(503)
      await until('web1 is down', isDown(lab))
    })

    test('refuses one that is signed by itself, unless nothing is verified', async () => {
      const strict = await openFor(
        ({authority}) => ({ca: authority, sni: 'nodes.example'}),
        ({impostor}) => impostor,
      )
      expect((await ask(strict.door(80))).status).toBe(503)
      const lax = await openFor(
        () => ({verify: 'none'}),
        ({impostor}) => impostor,
      )
      // No name is asked for that the spec does not say, in whatever release.
      const heard = await askNode({...lax.door(80), headers: {host: 'www.example.com'}})
      expect([heard.encrypted, heard.sni]).toEqual([true, undefined])
    })

    test('shows the nodes a certificate when they want one', async () => {
      const lab = await openFor(
        ({authority}) => ({ca: authority, certificate: 'client'}),
        ({server}) => server,
        true,
      )
      expect(await askNode(lab.door(80))).toMatchObject({clientName: 'a client'})
      const without = await openFor(
        ({authority}) => ({ca: authority}),
        ({server}) => server,
        true,
      )
      expect((await ask(without.door(80))).status).toBeGreaterThan(500)
    })
  })
})

describeHaproxies(['2.6', '3.4'], engine => {
  test.each([
    ['modern', ['TLSv1.3'], ['TLSv1.2', 'TLSv1.1']],
    ['intermediate', ['TLSv1.3', 'TLSv1.2'], ['TLSv1.1', 'TLSv1']],
    ['old', ['TLSv1.3', 'TLSv1.2', 'TLSv1.1', 'TLSv1'], []],
  ] as const)('the %s profile of a listener takes %j alone', async (profile, taken, refused) => {
    const lab = open(engine, spec(withTls(`, profile: ${profile}`)))
    await lab.start()
    const only = (version: (typeof taken | typeof refused)[number]) =>
      shakeHands(lab.door(443), {minVersion: version, maxVersion: version, ciphers: 'ALL:@SECLEVEL=0'})
    for (const version of taken) await expect(only(version)).resolves.toMatchObject({protocol: version})
    for (const version of refused) await expect(only(version)).rejects.toThrow()
  })

  test('minVersion is stronger than the profile, and alpn is what is written', async () => {
    const lab = open(engine, spec(withTls(', minVersion: "1.3", alpn: [http/1.1]')))
    await lab.start()
    await expect(shakeHands(lab.door(443), {maxVersion: 'TLSv1.2'})).rejects.toThrow(/protocol version/)
    await expect(shakeHands(lab.door(443), {ALPNProtocols: ['h2', 'http/1.1']})).resolves.toMatchObject({alpn: 'http/1.1'})
  })
})

import {expect, test} from '@jest/globals'
import {describeHaproxies} from '../support/engines.ts'
import {ask, askNode, shakeHands} from '../support/traffic/clients.ts'
import {type Lab, example, labs} from '../support/traffic/lab.ts'
import {playHttp, playTcp} from '../support/traffic/nodes.ts'
import {until} from '../support/traffic/wait.ts'

const open = labs()

/** The example, with checks that are quick to see. */
const quick = `${example('electricflow')}\ndefaults: {check: {interval: 100ms, fall: 2, rise: 2}}\n`

async function playAll(lab: Lab, status: (url: string) => number = () => 200): Promise<void> {
  await lab.play([80, 8000], (name, place) => playHttp(name, place, {status}))
  await lab.play(61613, playTcp)
}

describeHaproxies(['2.2', '2.6', '3.4'], engine => {
  test('port 80 sends browsers to the same page in https', async () => {
    const lab = open(engine, quick)
    await lab.start()
    const {status, headers} = await ask({...lab.door(80), path: '/commander/?a=1&b=%20', headers: {host: 'flow.example.com'}})
    // The test has moved 443 to another port, so that the redirect names it.
    expect([status, headers.location]).toEqual([301, `https://flow.example.com:${lab.door(443).port}/commander/?a=1&b=%20`])
  })

  test('443, 8443 and 61613 end TLS 1.2 and later, and the nodes see none of it', async () => {
    const lab = open(engine, quick)
    await playAll(lab)
    await lab.start()
    const pages = await Promise.all([443, 8443].map(port => askNode({...lab.door(port), tls: {}})))
    expect(pages.map(({port, encrypted}) => [port, encrypted])).toEqual([80, 8000].map(port => [lab.door(port).port, false]))
    expect((await askNode(lab.door(8000))).port).toBe(lab.door(8000).port)

    const stomp = await shakeHands(lab.door(61613), {hears: true})
    expect([stomp.protocol, stomp.name, stomp.heard.split(' ')[1]]).toEqual(['TLSv1.3', 'nodes.example', String(lab.door(61613).port)])
    for (const port of [443, 8443, 61613]) {
      await expect(shakeHands(lab.door(port), {minVersion: 'TLSv1.2', maxVersion: 'TLSv1.2'})).resolves.toMatchObject({protocol: 'TLSv1.2'})
      await expect(shakeHands(lab.door(port), oldTls)).rejects.toThrow(/protocol version/)
    }
    await expect(shakeHands(lab.door(443), {ALPNProtocols: ['h2', 'http/1.1']})).resolves.toMatchObject({alpn: 'h2'})
  })
})

/** Old TLS, for which a client of today has to go down to the lowest security level; with `old` HAProxy takes it. */
const oldTls = {minVersion: 'TLSv1.1', maxVersion: 'TLSv1.1', ciphers: 'DEFAULT@SECLEVEL=0'} as const

describeHaproxies(['2.6', '3.4'], engine => {
  test('a server that says that it does not work gets no API and no STOMP, asked by the name of the product', async () => {
    const byName = quick
      .replace('{type: http, path: /commanderRequest/health}', 'electricflow')
      .replace('{type: tcp, port: 8000}', '{type: electricflow, port: 8000}')
    const lab = open(engine, byName)
    const asked = new Set<string>()
    await lab.play(80, playHttp)
    await lab.play(8000, (name, place) =>
      playHttp(name, place, {
        status: url => {
          asked.add(url)
          return name === 'node2' ? 503 : 200
        },
      }),
    )
    await lab.play(61613, playTcp)
    await lab.start()
    for (const server of ['server/node2', 'stomp/node2'])
      await until(`${server} is down`, async () => (await lab.states())[server] === 'DOWN')
    expect([...asked]).toEqual(['/commanderRequest/health'])
    expect((await lab.states())['stomp/node3']).toBe('UP')
  }, 20_000)

  test('STOMP goes to the nodes whose port 8000 answers', async () => {
    const lab = open(engine, quick)
    await playAll(lab)
    await lab.start()
    const stomp = async (): Promise<readonly string[]> =>
      Promise.all(Array.from({length: 6}, async () => (await shakeHands(lab.door(61613), {hears: true})).heard.split(' ')[0] ?? ''))
    expect(new Set(await stomp())).toEqual(new Set(['node1', 'node2', 'node3']))

    await lab.kill('node2', 8000)
    const down = await until('node2 is down', async () => (await lab.states())['stomp/node2'] === 'DOWN')
    expect(new Set(await stomp())).toEqual(new Set(['node1', 'node3']))

    await lab.play(8000, playHttp, ['node2'])
    const back = await until('node2 is up', async () => (await lab.states())['stomp/node2'] === 'UP')
    expect(new Set(await stomp())).toEqual(new Set(['node1', 'node2', 'node3']))

    // Its own port is nobody's business: the check does not look there.
    await lab.kill('node3', 61613)
    expect((await lab.states())['stomp/node3']).toBe('UP')
    console.log(`HAProxy ${engine.release}: port 8000 checked every 100 ms: STOMP left out after ${down} ms, back after ${back} ms`)
  }, 20_000)

  test('the server is up when its health page says so', async () => {
    const lab = open(engine, quick)
    const sick = new Set<string>()
    await lab.play(8000, (name, place) =>
      playHttp(name, place, {status: url => (url === '/commanderRequest/health' && sick.has(name) ? 503 : 200)}),
    )
    await lab.start()
    const who = async (): Promise<ReadonlySet<string>> =>
      new Set(await Promise.all(Array.from({length: 6}, async () => (await askNode(lab.door(8000))).node)))
    expect(await who()).toEqual(new Set(['node1', 'node2', 'node3']))
    sick.add('node1')
    await until('node1 is down', async () => (await lab.states())['server/node1'] === 'DOWN')
    expect(await who()).toEqual(new Set(['node2', 'node3']))
  }, 20_000)

  test('shows its statistics on the web interface and the server, and not elsewhere', async () => {
    const lab = open(engine, quick)
    await playAll(lab)
    await lab.start()
    const pages = [await ask({...lab.door(443), path: '/haproxy?stats', tls: {}}), await ask({...lab.door(8000), path: '/haproxy?stats'})]
    for (const {status, body} of pages) expect([status, body.includes('Statistics Report for HAProxy')]).toEqual([200, true])
    expect((await askNode({...lab.door(8000), path: '/haproxy'})).url).toBe('/haproxy')
  })
})

describeHaproxies(['2.6'], engine => {
  test('the old profile takes TLS 1.1: the refusal above is not the client’s', async () => {
    const lab = open(engine, quick, spec => ({...spec, haproxy: {...spec.haproxy, tlsProfile: 'old'}}))
    await lab.start()
    await expect(shakeHands(lab.door(443), oldTls)).resolves.toMatchObject({protocol: 'TLSv1.1'})
  })

  test('without nodes nobody answers', async () => {
    const lab = open(engine, quick)
    await lab.start()
    await until('all are down', async () => Object.values(await lab.states()).every(state => state === 'DOWN'))
    expect((await ask(lab.door(8000))).status).toBe(503)
    expect((await shakeHands(lab.door(61613), {hears: true})).heard).toBe('')
  })
})

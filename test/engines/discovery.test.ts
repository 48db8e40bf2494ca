import {spawnSync} from 'node:child_process'
import {join} from 'node:path'
import {afterEach, expect, test} from '@jest/globals'
import {writeFileSync} from 'node:fs'
import {temporaryFolders} from '../effects/support.ts'
import {describeHaproxies} from '../support/engines.ts'
import {ask, askNode, countAnswers, hear, whoAnswers} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {movedPort} from '../support/traffic/moved-spec.ts'
import {type NameServer, type Zone, playNameServer} from '../support/traffic/name-server.ts'
import {playHttp, playTcp} from '../support/traffic/nodes.ts'
import {until} from '../support/traffic/wait.ts'

const open = labs()
const newFolder = temporaryFolders()
const servers: NameServer[] = []
afterEach(async () => {
  await Promise.all(servers.splice(0).map(server => server.close()))
})

/** Two services that ask the DNS: one for addresses, one for SRV records. */
const spec = `
lbgen: 1
name: discovery
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22, web3: 192.168.1.23}
resolvers:
  dns1: {nameservers: [192.168.1.53], hold: {valid: 1s, nx: 1s, timeout: 1s}, timeouts: {retry: 200ms}}
defaults: {check: {interval: 100ms, fall: 2, rise: 1}}
services:
  web: {listen: "192.168.1.10:80", port: 8080, nodes: {dns: web.lbgen.invalid, slots: 3}}
  api: {listen: "192.168.1.10:81", nodes: {dns: _api._tcp.lbgen.invalid, type: srv, slots: 4}}
  shop: {mode: http, listen: "192.168.1.10:82", port: 8082, persistence: cookie, nodes: {dns: shop.lbgen.invalid}}
`

describeHaproxies(['2.6', '3.4'], engine => {
  /** A lab whose resolvers ask a name server of its own. */
  async function openWith(text: string): Promise<{readonly lab: Lab; readonly names: NameServer}> {
    const names = await playNameServer()
    servers.push(names)
    const nameservers = [{address: '127.0.0.1', port: names.port}]
    const lab = open(engine, text, long => ({
      ...long,
      resolvers: {dns1: {...long.resolvers?.['dns1'], nameservers}},
    }))
    return {lab, names}
  }

  /** The nodes that answer now, in some rounds over all of them. */
  const answering = async (lab: Lab, port: number): Promise<readonly string[]> =>
    Object.keys(await countAnswers(lab.door(port), 12, 3)).sort()

  const untilAnswering = (lab: Lab, port: number, ...nodes: readonly string[]): Promise<number> =>
    until(`${nodes.join(', ') || 'nobody'} on ${port}`, async () => String(await answering(lab, port)) === String(nodes))

  test('finds nodes by their addresses, and follows as they change', async () => {
    const {lab, names} = await openWith(spec)
    const [one, two, three] = ['web1', 'web2', 'web3'].map(lab.nodeAddress) as [string, string, string]
    const web = (...addresses: readonly string[]): Zone => ({'web.lbgen.invalid': addresses})
    await lab.play(8080, playTcp)
    names.answer(web(one, two))
    await lab.start()
    await untilAnswering(lab, 80, 'web1', 'web2')
    names.answer(web(two, three))
    await untilAnswering(lab, 80, 'web2', 'web3')
    names.answer(web(three))
    await untilAnswering(lab, 80, 'web3')
    names.answer({})
    await untilAnswering(lab, 80, '')
    names.answer(web(one, two, three))
    await untilAnswering(lab, 80, 'web1', 'web2', 'web3')
  })

  test('has no more nodes than slots', async () => {
    const {lab, names} = await openWith(spec.replace('slots: 3', 'slots: 2'))
    names.answer({'web.lbgen.invalid': ['web1', 'web2', 'web3'].map(lab.nodeAddress)})
    await lab.play(8080, playTcp)
    await lab.start()
    await until('two nodes', async () => (await answering(lab, 80)).filter(name => name !== '').length === 2)
    expect(Object.keys(await lab.states()).filter(name => name.startsWith('web/'))).toEqual(['web/web1', 'web/web2'])
  })

  test('a node that is down gets nobody, whatever the DNS says', async () => {
    const {lab, names} = await openWith(spec)
    names.answer({'web.lbgen.invalid': ['web1', 'web2'].map(lab.nodeAddress)})
    await lab.play(8080, playTcp)
    await lab.start()
    await untilAnswering(lab, 80, 'web1', 'web2')
    await lab.kill('web1')
    await untilAnswering(lab, 80, 'web2')
  })

  test('finds nodes by SRV records, with the port and the weight of each', async () => {
    const {lab, names} = await openWith(spec)
    await lab.play([9001, 9002], playTcp)
    const targets = {'a.lbgen.invalid': [lab.nodeAddress('web1')], 'b.lbgen.invalid': [lab.nodeAddress('web2')]}
    const [first, second] = [movedPort(9001), movedPort(9002)]
    const api = '_api._tcp.lbgen.invalid'
    const onPorts = async (): Promise<readonly string[]> => {
      const heard = await Promise.all(Array.from({length: 16}, () => hear(lab.door(81)).catch(() => '')))
      return [...new Set(heard.map(text => text.split(' ').slice(0, 2).join(' ')))].sort()
    }
    names.answer({
      ...targets,
      [api]: [
        {target: 'a.lbgen.invalid', port: first, weight: 48_000},
        {target: 'b.lbgen.invalid', port: second, weight: 16_000},
      ],
    })
    await lab.start()
    await until('both', async () => String(await onPorts()) === `web1 ${first},web2 ${second}`)
    const counts = await countAnswers(lab.door(81), 80, 1)
    expect(counts['web1'] ?? 0).toBeGreaterThan(2 * (counts['web2'] ?? 0))
    names.answer({...targets, [api]: [{target: 'b.lbgen.invalid', port: first}]})
    await until('the other port', async () => String(await onPorts()) === `web2 ${first}`)
  })

  test('a cookie leads back to its node, whatever slot that has', async () => {
    const {lab, names} = await openWith(spec)
    const all = ['web1', 'web2', 'web3'].map(lab.nodeAddress)
    names.answer({'shop.lbgen.invalid': all})
    await lab.play(8082, playHttp)
    await lab.start()
    const nodes = async (headers: Readonly<Record<string, string>> = {}): Promise<readonly string[]> => {
      const asked = Array.from({length: 6}, () => askNode({...lab.door(82), headers}).catch(() => ({node: ''})))
      return [...new Set((await Promise.all(asked)).map(({node}) => node))].sort()
    }
    await until('all three', async () => String(await nodes()) === 'web1,web2,web3')
    const cookies = new Map<string, string>()
    for (let round = 0; round < 6; round++) {
      const {headers, body} = await ask(lab.door(82))
      const [cookie = ''] = headers['set-cookie'] ?? []
      cookies.set((JSON.parse(body) as {node: string}).node, cookie.split(';')[0] ?? '')
    }
    expect(new Set(cookies.values()).size).toBe(3)
    for (const [node, cookie] of cookies) expect(await nodes({cookie})).toEqual([node])
    names.answer({})
    await until('nobody', async () => String(await nodes()) === '')
    for (const count of [1, 2, 3]) {
      names.answer({'shop.lbgen.invalid': all.toReversed().slice(0, count)})
      await until(`${count} again`, async () => (await nodes()).length === count && !(await nodes()).includes(''))
    }
    for (const [node, cookie] of cookies) expect(await nodes({cookie})).toEqual([node])
  })

  test('looks the host names of nodes up while it runs, and starts without an answer or a word', async () => {
    const {lab, names} = await openWith(
      spec.replace('web1: 192.168.1.21', 'web1: web1.lbgen.invalid').replace('{dns: web.lbgen.invalid, slots: 3}', '[web1]'),
    )
    names.mute(true)
    const file = join(newFolder(), 'haproxy.cfg')
    writeFileSync(file, lab.configuration)
    const {stdout, stderr} = spawnSync(engine.program, ['-c', '-f', file], {encoding: 'utf8', timeout: 60_000})
    expect(`${stdout}${stderr}`).not.toMatch(/WARNING|ALERT/)
    await lab.play(8080, playTcp, ['web2', 'web3'])
    await lab.start()
    expect(await whoAnswers(lab.door(80))).toBe('')
    names.mute(false)
    names.answer({'web1.lbgen.invalid': [lab.nodeAddress('web2')]})
    await untilAnswering(lab, 80, 'web2')
    names.answer({'web1.lbgen.invalid': [lab.nodeAddress('web3')]})
    await untilAnswering(lab, 80, 'web3')
  })

  test('looks the host name of a fallback server up while it runs', async () => {
    const {lab, names} = await openWith(
      spec.replace('{dns: web.lbgen.invalid, slots: 3}', '[web1], fallback: {address: sorry.lbgen.invalid, port: 8080}'),
    )
    await lab.play(8080, playTcp, ['web2', 'web3'])
    await lab.start()
    expect(await whoAnswers(lab.door(80))).toBe('')
    names.answer({'sorry.lbgen.invalid': [lab.nodeAddress('web2')]})
    await untilAnswering(lab, 80, 'web2')
    names.answer({'sorry.lbgen.invalid': [lab.nodeAddress('web3')]})
    await untilAnswering(lab, 80, 'web3')
  })
})

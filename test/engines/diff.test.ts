import {randomBytes} from 'node:crypto'
import {describe, expect, test} from '@jest/globals'
import type {LongService, LongSpec} from '../../src/spec/long.ts'
import type {Effect} from '../../src/targets/effect.ts'
import {effectOf} from '../../src/targets/haproxy/effect/index.ts'
import {type Feature, supports} from '../../src/targets/haproxy/since.ts'
import {type Engine, bygone, describeHaproxies, describeNamedHaproxies} from '../support/engines.ts'
import {ask, askNode} from '../support/traffic/clients.ts'
import {type Lab, labs} from '../support/traffic/lab.ts'
import {playHttp, playTcp} from '../support/traffic/nodes.ts'
import {isSure} from '../support/traffic/peers.ts'
import {until} from '../support/traffic/wait.ts'

const open = labs()

const nodes = {web1: 10, web2: 20, web3: 30}

const spec = (fields: string): string => `
lbgen: 1
name: change
loadBalancers: {lb1: 192.168.1.10}
nodes:
${Object.entries(nodes)
  .map(([name, weight], index) => `  ${name}: {address: 192.168.1.2${index + 1}, weight: ${weight}}`)
  .join('\n')}
services:
  web: {listen: 192.168.1.10:80, check: none, ${fields}}
`

type Change = (spec: LongSpec) => LongSpec
type Node = NonNullable<LongSpec['nodes']>[string]

const node =
  (name: string, fields: Partial<Node>): Change =>
  one => ({...one, nodes: {...one.nodes, [name]: {address: '', ...one.nodes?.[name], ...fields}}})

const service =
  (fields: Partial<LongService>): Change =>
  one => ({...one, services: {...one.services, web: {...one.services?.['web'], ...fields}}})

const without =
  (gone: string): Change =>
  one => ({...one, nodes: Object.fromEntries(Object.entries(one.nodes ?? {}).filter(([name]) => name !== gone))})

const both =
  (...changes: readonly Change[]): Change =>
  one =>
    changes.reduce((whole, change) => change(whole), one)

/** What lbgen says of a change, given both files as they stand on the disk. */
function saidOf(lab: Lab, {release}: Engine, change: Change): Effect {
  const files = {host: 'lb1', path: 'lb1/haproxy.cfg', before: lab.configuration, after: lab.configurationOf(change)}
  const effect = effectOf(files, {before: release, after: release})
  if (effect === undefined) throw new Error('There is nothing to say.')
  return effect
}

/** Of each server what clients and the balancing know: whether it serves, its weight, and where it is. */
async function stateOf(lab: Lab): Promise<readonly string[]> {
  const [header = '', ...rows] = (await lab.command('show stat')).trim().split('\n')
  const columns = header.replace(/^# /, '').split(',')
  const cell = (row: string, name: string): string => row.split(',')[columns.indexOf(name)] ?? ''
  const addresses = new Map(
    (await lab.command('show servers state'))
      .split('\n')
      .map(line => line.split(' '))
      .map(words => [words[3], words[4]]),
  )
  return rows
    .filter(row => cell(row, 'pxname') === 'web' && cell(row, 'svname') !== 'BACKEND')
    .map(row => `${cell(row, 'svname')} ${cell(row, 'status')} ${cell(row, 'weight')} ${addresses.get(cell(row, 'svname')) ?? ''}`)
}

interface Quick {
  readonly from?: Change
  readonly to: Change
  /** What a release must have for it, on a ring or anywhere. */
  readonly onRing?: Feature
  readonly anywhere?: Feature
}

/** Changes for which commands are enough. */
const quick: Readonly<Record<string, Quick>> = {
  'another weight': {to: node('web1', {weight: 200}), onRing: 'heavierOnRing'},
  'a node drained': {to: node('web2', {state: 'drain'})},
  'a drained node ready again': {from: node('web2', {state: 'drain'}), to: node('web2', {state: 'ready'}), onRing: 'heavierOnRing'},
  'a node in maintenance': {to: node('web3', {state: 'maintenance'})},
  'a node back from maintenance, with another weight': {
    from: node('web3', {state: 'maintenance'}),
    to: node('web3', {state: 'ready', weight: 7}),
  },
  'one in and one out': {
    from: node('web1', {state: 'maintenance'}),
    to: both(node('web1', {state: 'ready'}), node('web2', {state: 'maintenance'})),
  },
  'another address': {to: node('web1', {address: '127.3.2.1'}), anywhere: 'addressAtRuntime'},
}

function provesCommands(engine: Engine): void {
  const balances = ['balance: roundrobin', 'balance: leastconn', 'balance: {algorithm: source, consistent: true}']
  describe.each(balances)('%s', balance => {
    test.each(Object.entries(quick))(
      'commands make of the running engine what a reload makes: %s',
      async (_name, {from = one => one, to, onRing, anywhere}) => {
        const need = anywhere ?? (balance.includes('consistent') ? onRing : undefined)
        const lab = open(engine, spec(balance), from)
        await lab.start()
        const {how, commands} = saidOf(lab, engine, to)
        const isAble = need === undefined || supports(engine.release, need)
        expect(how).toBe(isAble ? 'runtime' : 'reload')
        if (!isAble) return
        expect(commands).not.toEqual([])
        for (const command of commands) expect(await lab.command(command)).toMatch(/^\s*$|^IP changed from /)
        const told = await stateOf(lab)
        await lab.reload(to)
        expect(told).toEqual(await stateOf(lab))
      },
    )
  })

  test.each(['source', 'static-rr'])('`balance: %s` takes no other weight while it runs, and lbgen says so', async algorithm => {
    const lab = open(engine, spec(`balance: ${algorithm}`))
    await lab.start()
    expect(saidOf(lab, engine, node('web1', {weight: 11}))).toMatchObject({how: 'reload', commands: []})
    expect(await lab.command('set weight web/web1 11')).toContain('only accepts weights')
    const drained = saidOf(lab, engine, node('web1', {state: 'drain'}))
    expect(drained.commands).toEqual(['set weight web/web1 0'])
    for (const command of drained.commands) expect(await lab.command(command)).toMatch(/^\s*$/)
  })
}

describeHaproxies(['2.2', '2.6', '3.0', '3.2', '3.4'], provesCommands)
describeNamedHaproxies(
  bygone.filter(release => !['1.4', '1.5'].includes(release)),
  provesCommands,
)

/** Changes of who takes part in a hash, and the balancing that hashes. */
const rings: readonly (readonly [string, Change, Change])[] = [
  ['the last node goes', one => one, without('web3')],
  ['the first node goes', one => one, without('web1')],
  ['a node comes', without('web3'), one => one],
  ['a node is drained', one => one, node('web2', {state: 'drain'})],
  ['a node gets another weight', one => one, node('web1', {weight: 40})],
  ['a node is spare from now on', one => one, service({nodes: [{node: 'web1'}, {node: 'web2'}, {node: 'web3', backup: true}]})],
]

describeHaproxies(['2.6', '3.4'], engine => {
  describe.each([
    ['uri', 'mode: http, balance: uri'],
    ['uri, consistent', 'mode: http, balance: {algorithm: uri, consistent: true}'],
    ['source', 'mode: http, balance: source'],
    ['source, consistent', 'mode: http, balance: {algorithm: source, consistent: true}'],
  ])('by %s', (_balance, fields) => {
    const isBySource = fields.includes('source')
    const keys = isBySource
      ? Array.from({length: 150}, (_, index) => String(index + 1))
      : Array.from({length: 400}, () => `/${randomBytes(8).toString('hex')}`)

    const whoHas = async (lab: Lab): Promise<readonly string[]> => {
      const got: string[] = []
      for (const key of keys) got.push((await askNode(isBySource ? lab.door(80, Number(key)) : {...lab.door(80), path: key})).node)
      return got
    }

    test.each(rings)('as many move as lbgen says: %s', async (_name, from, to) => {
      const lab = open(engine, spec(fields), from)
      await lab.play(80, (name, place) => playHttp(name, place))
      await lab.start()
      const [{percent = -1} = {}] = saidOf(lab, engine, to).moves
      const before = await whoHas(lab)
      await lab.reload(to)
      const after = await whoHas(lab)
      const moved = (100 * before.filter((name, index) => name !== after[index]).length) / keys.length
      expect(Math.abs(moved - percent)).toBeLessThanOrEqual(12)
    })
  })

  test('only clients of the node whose cookie changes are balanced anew', async () => {
    const lab = open(engine, spec('mode: http, persistence: cookie'))
    await lab.play(80, (name, place) => playHttp(name, place))
    await lab.start()
    const to = service({nodes: [{node: 'web1', cookie: 'other'}, {node: 'web2'}, {node: 'web3', cookie: 'web1'}]})
    const effect = saidOf(lab, engine, to)
    expect(effect).toMatchObject({how: 'reload'})
    expect(effect.moves.map(({text}) => text)).toEqual([
      'Clients of `web1`, whose cookie says `web1`, go to `web3`.',
      'Clients of `web3`, whose cookie says `web3`, go to other nodes.',
    ])
    const got = async (value: string) => {
      const {headers, body} = await ask({...lab.door(80), headers: {cookie: `SERVERID=${value}`}})
      return {isAnew: headers['set-cookie'] !== undefined, node: String(JSON.parse(body).node)}
    }
    for (const name of Object.keys(nodes)) expect(await got(name)).toEqual({isAnew: false, node: name})
    await lab.reload(to)
    expect(await got('web1')).toEqual({isAnew: false, node: 'web3'})
    expect(await got('web2')).toEqual({isAnew: false, node: 'web2'})
    expect((await got('web3')).isAnew).toBe(true)
  })

  const settled = async (lab: Lab): Promise<readonly string[]> => {
    const got: string[] = []
    for (let client = 1; client <= 30; client++) got.push((await askNode(lab.door(80, client))).node)
    return got
  }

  test.each([
    ['a time-out', service({timeouts: {client: '70s'}}), true],
    ['a node that comes', node('web4', {address: '192.168.1.24'}), true],
    ['a larger table', service({persistence: {type: 'source', size: '20k'}}), true],
    ['another port among the peers', (one: LongSpec) => ({...one, highAvailability: {...one.highAvailability, peersPort: 29_999}}), false],
    [
      'another name of the load balancer',
      (one: LongSpec) => ({...one, loadBalancers: {lb9: {address: '127.0.0.1', ...one.loadBalancers?.['lb1']}}}),
      false,
    ],
  ])('the table outlives %s, or lbgen says that it does not', async (_name, to, isKept) => {
    const lab = open(engine, spec('mode: http, persistence: source'))
    await lab.play(80, (name, place) => playHttp(name, place), Object.keys(nodes))
    await lab.start()
    const before = await settled(lab)
    const effect = saidOf(lab, engine, to)
    await isSure(lab)
    await lab.reload(to)
    if (isKept) await until('all clients are known', async () => (await lab.command('show table web')).includes('used:30\n'))
    const table = await lab.command('show table web')
    const known = Number(/used:(\d+)/.exec(table)?.[1])
    expect(effect.how).toBe('reload')
    expect(effect.moves.some(({who}) => who === 'all')).toBe(!isKept)
    if (isKept) {
      expect(known).toBe(30)
      expect(await settled(lab)).toEqual(before)
    } else expect(known).toBeLessThan(30)
  })

  test('clients of a node in maintenance go elsewhere, those of a drained one stay', async () => {
    const lab = open(engine, spec('persistence: source'))
    await lab.play(80, playTcp)
    await lab.start()
    const drained = saidOf(lab, engine, node('web1', {state: 'drain'}))
    expect(drained).toMatchObject({how: 'runtime', moves: [{who: 'none'}]})
    const stopped = saidOf(lab, engine, node('web1', {state: 'maintenance'}))
    expect(stopped.moves.map(({who, text}) => [who, text])).toEqual([
      ['some', 'Clients of `web1`, whom the table knows, go to other nodes while it is in maintenance.'],
    ])
  })
})

import {describe, expect, test} from '@jest/globals'
import type {Moves} from '../../../src/targets/effect.ts'
import {compareTexts} from '../../diff/comparing.ts'

const spec = (fields: string, ha: string, more: string): string => `lbgen: 1
name: office
loadBalancers: {lb1: {address: 10.0.0.4, interface: eth0}, lb2: {address: 10.0.0.5, interface: eth0}}
highAvailability: {prefixLength: 24, routerId: 7${ha}}
nodes: {ts1: {address: 10.0.0.11, weight: 10}, ts2: {address: 10.0.0.12, weight: 10}, ts3: {address: 10.0.0.13, weight: 10}}
services:
  rdp: {engine: lvs, forward: dr, listen: 10.0.0.9:3389${fields}}
${more}
`

interface Row {
  readonly fields?: string
  readonly ha?: string
  readonly more?: string
  readonly old: string
  readonly now: string
  readonly path?: string
  readonly moves: readonly (readonly [Moves['who'], RegExp])[]
}

const keepalived = 'lb1/keepalived.conf'

/** What keepalived.conf of the first load balancer, or another file, does to clients when one part of the spec becomes another. */
const movesOf = ({fields = '', ha = '', more = '', old, now, path = keepalived}: Row): readonly Moves[] => {
  const before = spec(fields, ha, more)
  expect(before).toContain(old)
  return compareTexts(before, before.replace(old, now))?.effects.find(effect => effect.path === path)?.moves ?? []
}

const web = '  web: {listen: 10.0.0.9:80}'
const both = /between the first reload and the last, two of them may have the floating addresses. Stop keepalived first on those without/

const balance: Readonly<Record<string, Row>> = {
  'a drained node': {
    old: '12, weight: 10',
    now: '12, weight: 10, state: drain',
    moves: [['none', /^10\.0\.0\.12 keeps its connections, and takes no new ones\.$/]],
  },
  'a drained node, where persistence holds clients': {
    fields: ', persistence: source',
    old: '12, weight: 10',
    now: '12, weight: 10, state: drain',
    moves: [['none', /keeps its connections and the clients that persistence holds there/]],
  },
  'a drained node of a hash': {
    fields: ', balance: source',
    old: '12, weight: 1',
    now: '12, state: drain, weight: 1',
    moves: [
      ['some', /New ones of clients whom `balance: source` led there go to other nodes/],
      ['some', /`balance: source` spreads clients anew/],
    ],
  },
  'a node that goes': {
    old: ', ts3: {address: 10.0.0.13, weight: 10}',
    now: '',
    moves: [['some', /^Connections to 10\.0\.0\.13 are cut\. Drain it first/]],
  },
  'a node that goes after it was drained': {
    fields: ', nodes: [ts1, ts2, {node: ts3, state: drain}]',
    old: ', {node: ts3, state: drain}',
    now: '',
    moves: [['some', /^What 10\.0\.0\.13, which was drained, still has/]],
  },
  'a node that comes': {
    fields: ', nodes: [ts1, ts2]',
    old: '[ts1, ts2]',
    now: '[ts1, ts2, ts3]',
    moves: [['none', /^Open connections stay/]],
  },
  'a weight': {old: '12, weight: 10', now: '12, weight: 20', moves: [['none', /^Open connections stay/]]},
  'a weight of a hash': {
    fields: ', balance: source',
    old: '12, weight: 10',
    now: '12, weight: 20',
    moves: [['some', /spreads clients anew/]],
  },
  'a check': {old: '3389', now: '3389, check: {interval: 7s}', moves: [['none', /^Open connections stay/]]},
  'another algorithm': {old: '3389', now: '3389, balance: leastconn', moves: [['none', /^Open connections stay/]]},
  'a hash in the place of taking turns': {old: '3389', now: '3389, balance: source', moves: [['all', /may meet another node/]]},
  'no persistence any more': {
    fields: ', persistence: source',
    old: ', persistence: source',
    now: '',
    moves: [['all', /Persistence holds nobody/]],
  },
  'a service that goes': {
    more: '  mail: {engine: lvs, forward: dr, listen: 10.0.0.9:25}',
    old: '  mail: {engine: lvs, forward: dr, listen: 10.0.0.9:25}',
    now: '',
    moves: [['all', /^Nobody is served on 10\.0\.0\.9 port 25 any more/]],
  },
  'another way of forwarding': {old: 'forward: dr', now: 'forward: nat', moves: [['all', /Change nodes and load balancers in one go/]]},
}

const pair: Readonly<Record<string, Row>> = {
  'another routerId': {old: 'routerId: 7', now: 'routerId: 8', moves: [['unknown', both]]},
  'another password': {
    ha: ', password: {env: ONE}',
    old: 'ONE',
    now: 'OTHER',
    moves: [['unknown', /differ in `password` do not heed each other/]],
  },
  'another interval with a password': {
    ha: ', password: {env: ONE}, advertInterval: 1s',
    old: 'advertInterval: 1s',
    now: 'advertInterval: 2s',
    moves: [['unknown', /differ in `advertInterval` do/]],
  },
  'another interval without a password': {
    old: 'routerId: 7',
    now: 'routerId: 7, advertInterval: 2s',
    moves: [['none', /^No address moves/]],
  },
  'one address more': {
    more: web,
    old: web,
    now: web.replace('10.0.0.9', '10.0.0.8'),
    moves: [['unknown', /differ in the floating addresses/]],
  },
  'another address': {
    old: '10.0.0.9',
    now: '10.0.0.8',
    moves: [
      ['all', /^10\.0\.0\.9 is gone/],
      ['unknown', both],
      ['all', /^Nobody is served on 10\.0\.0\.9 port 3389/],
    ],
  },
  'the other preferred': {
    old: 'routerId: 7',
    now: 'routerId: 7, preferred: lb2',
    moves: [['unknown', /^The floating addresses go to `lb2`, .* Of their connections those that the kernel balances go on/]],
  },
  'the other preferred, with an engine': {
    more: web,
    old: 'routerId: 7',
    now: 'routerId: 7, preferred: lb2',
    moves: [['unknown', /Connections to an engine there are cut; those that the kernel balances go on/]],
  },
  'the other preferred, who waits': {
    ha: ', failback: false',
    old: 'routerId: 7',
    now: 'routerId: 7, preferred: lb2',
    moves: [['none', /counts when that one fails/]],
  },
  'no failback': {old: 'routerId: 7', now: 'routerId: 7, failback: false', moves: [['none', /keeps them/]]},
  'an engine that is watched from now on': {
    more: web,
    old: web,
    now: `${web}\n  x: {listen: 10.0.0.9:81, engine: balance}`,
    moves: [['unknown', /balance does not serve/]],
  },
  'another length of the prefix': {old: 'prefixLength: 24', now: 'prefixLength: 25', moves: [['unknown', /set up anew/]]},
}

describe.each([
  ['what the kernel balances', balance],
  ['who has the addresses', pair],
])('keepalived.conf, in %s', (_title, rows) => {
  test.each(Object.entries(rows))('tells what becomes of clients: %s', (_name, row) => {
    const moves = movesOf(row)
    expect(moves.map(({who}) => who)).toEqual(row.moves.map(([who]) => who))
    for (const [index, [, says]] of row.moves.entries()) expect(moves[index]?.text).toMatch(says)
  })
})

test('tells of a service by its name, and of several ports once', () => {
  const moves = movesOf({fields: ', port: same', old: '12, weight: 10', now: '12, weight: 10, state: drain', moves: []})
  expect(moves.map(({service}) => service)).toEqual(['rdp'])
})

test.each([
  ['another way', 'forward: dr', 'forward: tun', ['all', /serves nobody until it and the load balancers have their new files/]],
  [
    'a service more',
    '  mail: {engine: lvs, forward: dr, listen: 10.0.0.8:25, nodes: [ts2]}',
    '  mail: {engine: lvs, forward: dr, listen: 10.0.0.8:25}',
    ['none', /left as they are/],
  ],
] as const)("a node's script tells whether it serves meanwhile: %s", (_name, old, now, expected) => {
  const [move] = movesOf({
    more: '  mail: {engine: lvs, forward: dr, listen: 10.0.0.8:25, nodes: [ts2]}',
    old,
    now,
    path: 'ts1/realserver.sh',
    moves: [],
  })
  expect(move?.who).toBe(expected[0])
  expect(move?.text).toMatch(expected[1])
})

test.each([
  ['lb1/90-lbgen.conf', 'run', 'none'],
  ['ts1/90-lbgen-arp.conf', 'remove', 'none'],
])('settings of the kernel end no connection: %s', (path, how, who) => {
  const before = spec('', '', '')
  const effect = compareTexts(before, before.replace('forward: dr', 'forward: nat'))?.effects.find(one => one.path === path)
  expect([effect?.how, effect?.moves.map(move => move.who)]).toEqual([how, [who]])
})

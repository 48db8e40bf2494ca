import {describe, expect, test} from '@jest/globals'
import {readSections, serversIn} from '../../../src/targets/haproxy/effect/read.ts'
import {movedShare} from '../../../src/targets/haproxy/effect/ring.ts'
import {compareTexts} from '../../diff/comparing.ts'

const spec = (fields: string, head = ''): string => `lbgen: 1
name: office
loadBalancers: {lb1: 10.0.0.4}
nodes: {web1: {address: 10.0.0.11, weight: 10}, web2: {address: 10.0.0.12, weight: 10}, web3: {address: 10.0.0.13, weight: 10}}
${head}
services:
  shop: {mode: http, listen: "*:80", ${fields}}
  mail: {listen: 10.0.0.5:25, port: 25, check: none}
`

interface Row {
  readonly fields?: string
  readonly head?: string
  readonly old: string
  readonly now: string
  readonly how: string
  readonly who?: readonly string[]
  readonly says?: RegExp
  readonly why?: RegExp
}

const rows: Readonly<Record<string, Row>> = {
  'a time-out': {old: 'listen: "*:80"', now: 'listen: "*:80", timeouts: {client: 70s}', how: 'reload', who: []},
  'a header that is set': {old: 'listen: "*:80"', now: 'listen: "*:80", responseHeaders: {set: {X-A: b}}', how: 'reload', who: []},
  'a node that comes where nobody is held': {old: 'web3: {', now: 'web4: 10.0.0.14, web3: {', how: 'reload', who: ['none', 'none']},
  'a node that comes where a cookie holds clients': {
    fields: 'persistence: cookie',
    old: 'web3: {',
    now: 'web4: 10.0.0.14, web3: {',
    how: 'reload',
    who: ['none', 'none'],
    says: /^Whoever is held to a node stays there/,
  },
  'a node without a place of its own on the ring': {
    fields: 'balance: {algorithm: source, consistent: true}',
    old: 'web1: {address: 10.0.0.11, weight: 10}, ',
    now: '',
    how: 'reload',
    who: ['some', 'none'],
    says: /about 8\d in 100 get another node: the ring of nodes changes/,
  },
  'the last node of a ring': {
    fields: 'balance: {algorithm: source, consistent: true}',
    old: ', web3: {address: 10.0.0.13, weight: 10}',
    now: '',
    how: 'reload',
    who: ['some', 'none'],
    says: /about 33 in 100/,
  },
  'another order of nodes in a hash': {
    fields: 'balance: source, nodes: [web1, web2]',
    old: '[web1, web2]',
    now: '[web2, web1]',
    how: 'reload',
    who: ['all'],
    says: /about 100 in 100/,
  },
  'a weight in a hash that only runs through a reload': {
    fields: 'balance: source',
    old: '13, weight: 10',
    now: '13, weight: 20',
    how: 'reload',
    who: ['some', 'none'],
  },
  'another algorithm': {fields: 'balance: source', old: 'balance: source', now: 'balance: uri', how: 'reload', who: ['all']},
  'a cookie of another name': {fields: 'persistence: {type: cookie, name: A}', old: 'name: A', now: 'name: B', how: 'reload', who: ['all']},
  'a cookie that no longer is': {
    fields: 'persistence: cookie',
    old: 'persistence: cookie',
    now: 'persistence: none',
    how: 'reload',
    who: ['all'],
  },
  'a cookie that only browsers keep otherwise': {
    fields: 'persistence: {type: cookie, secure: false}',
    old: 'false',
    now: 'true',
    how: 'reload',
    who: [],
  },
  'a cookie that lives shorter': {
    fields: 'persistence: {type: cookie, maxLife: 8h}',
    old: '8h',
    now: '1h',
    how: 'reload',
    who: ['unknown'],
  },
  'another address of a node with a cookie': {
    fields: 'persistence: cookie',
    old: '10.0.0.11',
    now: '10.0.0.99',
    how: 'runtime',
    who: ['some', 'none'],
    says: /whose cookie says `web1`, meet 10\.0\.0\.99:80 in place of 10\.0\.0\.11:80/,
  },
  'a table where nobody hands over': {
    fields: 'persistence: source',
    head: 'haproxy: {version: "1.8"}',
    old: 'listen: "*:80"',
    now: 'listen: "*:80", timeouts: {client: 70s}',
    how: 'reload',
    who: ['all'],
    says: /A reload empties the table/,
  },
  'another key of a table': {
    fields: 'persistence: source',
    old: 'persistence: source',
    now: 'persistence: forwarded-for',
    how: 'reload',
    who: ['all'],
  },
  'a listener that goes': {
    old: '10.0.0.5:25',
    now: '10.0.0.5:26',
    how: 'reload',
    who: ['all'],
    says: /Nobody is served on 10\.0\.0\.5:25 any more/,
  },
  'a listener that another service gets': {
    old: '10.0.0.5:25',
    now: '10.0.0.6:80',
    how: 'reload',
    who: ['unknown', 'all'],
    says: /another listener takes them/,
  },
  'a listener that asks for more': {
    old: '10.0.0.5:25',
    now: '{address: 10.0.0.5, port: 25, acceptProxy: true}',
    how: 'reload',
    who: ['unknown'],
    says: /may go elsewhere or be refused: `bind`/,
  },
  'access for some': {
    old: 'listen: "*:80"',
    now: 'listen: "*:80", access: {allow: [10.0.0.0/8]}',
    how: 'reload',
    who: ['unknown'],
    says: /may go elsewhere or be refused/,
  },
  'raw lines': {
    old: 'listen: "*:80"',
    now: 'listen: "*:80", raw: {backend: ["http-request set-dst src"]}',
    how: 'reload',
    who: ['unknown'],
  },
  'another release': {
    head: 'haproxy: {version: "3.0"}',
    old: '"3.0"',
    now: '"3.2"',
    how: 'restart',
    who: ['all'],
    why: /3\.0 gives way to 3\.2/,
  },
  'a restart of a lone load balancer with a table': {
    fields: 'persistence: source',
    head: 'haproxy: {version: "3.0"}',
    old: '"3.0"',
    now: '"3.2"',
    how: 'restart',
    who: ['all', 'all'],
    says: /A restart empties the table/,
  },
  'a restart of a pair with a table': {
    fields: 'persistence: source',
    head: 'highAvailability: {routerId: 7, prefixLength: 24}\nhaproxy: {version: "3.0"}',
    old: '"3.0"',
    now: '"3.2"',
    how: 'restart',
    who: ['all', 'unknown'],
    says: /restart one after the other/,
  },
  'a process that becomes a daemon': {
    head: 'haproxy: {daemon: false}',
    old: 'false',
    now: 'true',
    how: 'restart',
    who: ['all'],
    why: /`daemon` of `global` is read at the start/,
  },
  'another user': {head: 'haproxy: {user: one}', old: 'one', now: 'other', how: 'reload', who: []},
  'a service that goes': {old: '  mail: {listen: 10.0.0.5:25, port: 25, check: none}\n', now: '', how: 'reload', who: ['all', 'all']},
  'all nodes drained': {
    fields: 'nodes: [{node: web1}]',
    old: '{node: web1}',
    now: '{node: web1, state: drain}',
    how: 'runtime',
    who: ['all'],
    says: /No node is left/,
  },
  'several processes': {
    head: 'haproxy: {version: "1.7", processes: 2}',
    old: '13, weight: 10',
    now: '13, weight: 20',
    how: 'reload',
    who: ['none', 'none'],
    why: /speaks to one of its processes alone/,
  },
}

test.each(Object.entries(rows))(
  'tells what becomes of clients: %s',
  (_name, {fields = 'check: none', head, old, now, how, who, says, why}) => {
    const pair = '{lb1: {address: 10.0.0.4, interface: eth0}, lb2: {address: 10.0.0.6, interface: eth0}}'
    const plain = spec(fields, head)
    const before = plain.includes('highAvailability') ? plain.replace('{lb1: 10.0.0.4}', pair) : plain
    expect(before).toContain(old)
    const [effect] = compareTexts(before, before.replace(old, now))?.effects ?? []
    expect(effect?.how).toBe(how)
    if (who) expect(effect?.moves.map(move => move.who)).toEqual(who)
    if (why) expect(effect?.reasons.join('\n')).toMatch(why)
    if (says) expect(effect?.moves.map(({text}) => text).join('\n')).toMatch(says)
  },
)

describe('the share of a hash that moves', () => {
  const servers = (...weights: readonly number[]) =>
    serversIn({kind: 'backend', name: 'b', lines: weights.map((weight, index) => `server s${index} 10.0.0.${index}:80 weight ${weight}`)})

  test.each([
    [[1, 1], [1, 1], 0],
    [[1, 1], [2, 2], 0],
    [[1, 1, 1], [1, 1], 2 / 3],
    [[1, 1], [1, 1, 0], 0],
    [[1], [1], 0],
    [[1], [0], 1],
  ])('%j becomes %j', (before, after, share) => {
    expect(movedShare(servers(...before), servers(...after), false)).toBeCloseTo(share)
  })

  test.each([
    [[10, 10, 10], [10, 10], 1 / 3],
    [[10, 10], [10, 10, 10], 1 / 3],
    [[10, 10], [10, 20], 1 / 6],
  ])('on a ring %j becomes %j', (before, after, share) => {
    expect(movedShare(servers(...before), servers(...after), true)).toBeCloseTo(share)
  })

  test('is not worked out for a map too large', () => {
    const many = Array.from({length: 5000}, () => 1)
    expect(movedShare(servers(...many), servers(...many.slice(1)), false)).toBeUndefined()
  })
})

test('reads sections whatever their indentation, and no comments', () => {
  expect(readSections('# a\nglobal\n  user x # y\n\nbackend b\nmode http\n\tserver s 1:2\n')).toEqual([
    {kind: 'global', name: '', lines: ['user x # y']},
    {kind: 'backend', name: 'b', lines: ['mode http', 'server s 1:2']},
  ])
})

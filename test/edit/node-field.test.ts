import {describe, expect, test} from '@jest/globals'
import {drainNode, enableNode, setNodeField, setWeight} from '../../src/edit/node-field.ts'
import {run, sourcesOf} from './reading.ts'

const byHand = '`1.yaml` is written in a way that lbgen cannot change here without changing something else.'

type Case = readonly [name: string, before: string, after: string, service?: string]

const drained: readonly Case[] = [
  ['a short form', 'nodes:\n  a: x   # one\n', 'nodes:\n  a: {address: x, state: drain}   # one\n'],
  ['a quoted short form', 'nodes:\n  a: "x" # one\n', 'nodes:\n  a: {address: "x", state: drain} # one\n'],
  ['a short form with an anchor', 'nodes: {a: &x x, b: *x}', 'nodes: {a: {address: &x x, state: drain}, b: *x}'],
  ['an alias of an address', 'nodes: {b: &x x, a: *x}', 'nodes: {b: &x x, a: {address: *x, state: drain}}'],
  ['an alias of a map', 'nodes: {b: &x {address: x}, a: *x}', 'nodes: {b: &x {address: x}, a: {<<: *x, state: drain}}'],
  ['a merged map', 'nodes: {b: &x {address: x}, a: {<<: *x}}', 'nodes: {b: &x {address: x}, a: {state: drain, <<: *x}}'],
  ['a map that looks like a short form', 'nodes:\n  a: {address: x}\n', 'nodes:\n  a: {state: drain, address: x}\n'],
  ['a padded map', 'nodes:\n  a: { address: x }\n', 'nodes:\n  a: { address: x, state: drain }\n'],
  ['a flow map', 'nodes:\n  a: {address: x, weight: 3} # one\n', 'nodes:\n  a: {address: x, weight: 3, state: drain} # one\n'],
  [
    'a block map',
    'nodes:\n  a:\n    address: x # one\n    # more\n  b: y\n',
    'nodes:\n  a:\n    address: x # one\n    state: drain\n    # more\n  b: y\n',
  ],
  ['JSON', '{"nodes": {"a": "x"}}', '{"nodes": {"a": {"address": "x", "state": "drain"}}}'],
  [
    'an item of a flow list',
    'nodes: {a: x}\nservices: {s: {nodes: [a]}}',
    'nodes: {a: x}\nservices: {s: {nodes: [{node: a, state: drain}]}}',
    's',
  ],
  [
    'an item of a block list',
    'nodes: {a: x}\nservices:\n  s:\n    nodes:\n    - a # one\n',
    'nodes: {a: x}\nservices:\n  s:\n    nodes:\n    - {node: a, state: drain} # one\n',
    's',
  ],
  [
    'an item that is a block map',
    'nodes: {a: x}\nservices:\n  s:\n    nodes:\n      - weight: 3\n        node: a\n    port: 1\n',
    'nodes: {a: x}\nservices:\n  s:\n    nodes:\n      - weight: 3\n        node: a\n        state: drain\n    port: 1\n',
    's',
  ],
]

const target = (service: string | undefined): {readonly node: string; readonly service?: string} => ({
  node: 'a',
  ...(service !== undefined && {service}),
})

describe('drainNode', () => {
  test.each(drained)('drains %s', (_, before, after, ...[service]) => {
    const {edited, lines} = run(report => drainNode(sourcesOf(before), target(service), report))
    expect(lines).toEqual([])
    expect(edited?.[0]?.text).toBe(after)
  })

  test.each(drained)('is undone by enabling %s', (_, before, after, ...[service]) => {
    expect(run(report => enableNode(sourcesOf(after), target(service), report)).edited?.[0]?.text).toBe(before)
  })

  test.each([
    ['a state in quotes', 'nodes: {a: {address: x, state: "ready"}}', 'nodes: {a: {address: x, state: "drain"}}'],
    [
      'maintenance',
      'nodes:\n  a:\n    state: maintenance # disk\n    address: x\n',
      'nodes:\n  a:\n    state: drain # disk\n    address: x\n',
    ],
    [
      'a state that was left out',
      'nodes:\n  a:\n    state: # soon\n    address: x\n',
      'nodes:\n  a:\n    state: drain # soon\n    address: x\n',
    ],
    [
      'what a merge brings',
      'nodes: {b: &x {address: x, state: ready}, a: {<<: *x}}',
      'nodes: {b: &x {address: x, state: ready}, a: {state: drain, <<: *x}}',
    ],
  ])('writes over %s', (_, before, after) => {
    expect(run(report => drainNode(sourcesOf(before), {node: 'a'}, report)).edited?.[0]?.text).toBe(after)
  })

  test.each<readonly [string, string, readonly string[], string?]>([
    ['a node that does not exist', 'nodes: {b: x}', ['LB051 There is no node `a`.']],
    ['a service that does not exist', 'nodes: {a: x}', ['LB052 There is no service `s`.'], 's'],
    [
      'a service that uses all nodes',
      'nodes: {a: x}\nservices: {s: {}}',
      ['LB054 Service `s` has no list of nodes in which one could differ. @s'],
      's',
    ],
    [
      'a service that asks the DNS',
      'nodes: {a: x}\nservices: {s: {nodes: {dns: web.example.com}}}',
      ['LB054 Service `s` finds its nodes in the DNS. @nodes'],
      's',
    ],
    [
      'a service with a tag',
      'nodes: {a: x}\nservices: {s: {nodes: {tag: t}}}',
      ['LB054 Service `s` has no list of nodes in which one could differ. @nodes'],
      's',
    ],
    [
      'a service that lists others',
      'nodes: {a: x, b: y}\nservices: {s: {nodes: [b]}}',
      ['LB055 Service `s` does not list node `a`. @[b]'],
      's',
    ],
    ['a list that services share', 'nodes: {a: x}\nservices: {r: {nodes: &l [a]}, s: {nodes: *l}}', [`LB058 ${byHand} @a`], 's'],
    ['a map that others merge', 'nodes:\n  a: &a {address: x}\n  b: {<<: *a, address: y}\n', [`LB058 ${byHand} @{address: x}`]],
    ['a list in place of a node', 'nodes: {a: [x]}', [`LB058 ${byHand} @[x]`]],
  ])('refuses %s', (_, before, expected, ...[service]) => {
    const {edited, lines} = run(report => drainNode(sourcesOf(before), target(service), report))
    expect(edited).toBeUndefined()
    expect(lines).toEqual(expected)
  })

  test('says what list to write for a service that uses all nodes', () => {
    const {findings} = run(report => drainNode(sourcesOf('nodes: {a: x, b: y}\nservices: {s: {}}'), {node: 'a', service: 's'}, report))
    expect(findings[0]?.hint).toBe('Write `nodes: [a, b]` on the service first, or leave the service out to change the node for all.')
  })

  test('has nothing to do twice', () => {
    const {edited, lines} = run(report => drainNode(sourcesOf('nodes: {a: {address: x, state: drain}}'), {node: 'a'}, report))
    expect([edited, lines]).toEqual([[], ['LB060 Node `a` has `state: drain` already.']])
  })
})

describe('enableNode', () => {
  test.each([
    ['takes a line with its comment', 'nodes:\n  a:\n    state: drain # disk\n    address: x\n', 'nodes:\n  a:\n    address: x\n'],
    [
      'keeps a block map that holds nothing but an address',
      'nodes:\n  a:\n    address: x\n    state: drain\n',
      'nodes:\n  a:\n    address: x\n',
    ],
    ['ends maintenance', 'nodes: {a: {address: x, state: maintenance, weight: 3}}', 'nodes: {a: {address: x, weight: 3}}'],
    [
      'writes over a merged state',
      'x-d: &d {state: drain}\nnodes: {a: {<<: *d, address: x}}',
      'x-d: &d {state: drain}\nnodes: {a: {<<: *d, address: x, state: ready}}',
    ],
    [
      'writes over its own state where a merged one would be left',
      'x-d: &d {state: drain}\nnodes: {a: {<<: *d, state: drain}}',
      'x-d: &d {state: drain}\nnodes: {a: {<<: *d, state: ready}}',
    ],
  ])('%s', (_, before, after) => {
    const {edited, lines} = run(report => enableNode(sourcesOf(before), {node: 'a'}, report))
    expect(lines).toEqual([])
    expect(edited?.[0]?.text).toBe(after)
  })

  test('has nothing to do for a node that is ready, and says where it is not', () => {
    const text = 'nodes: {a: x, b: y}\nservices: {s: {nodes: [{node: a, state: drain}]}}'
    const {edited, lines} = run(report => enableNode(sourcesOf(text), {node: 'a'}, report))
    expect(edited).toEqual([])
    expect(lines).toEqual(['LB061 Node `a` still has `state: drain` in service `s`.', 'LB060 Node `a` is ready already.'])
  })

  test('says that the node itself is drained when a service enables it', () => {
    const text = 'nodes: {a: {address: x, state: drain}}\nservices: {s: {nodes: [{node: a, state: drain}]}}'
    const {edited, lines} = run(report => enableNode(sourcesOf(text), {node: 'a', service: 's'}, report))
    expect(edited?.[0]?.text).toBe('nodes: {a: {address: x, state: drain}}\nservices: {s: {nodes: [a]}}')
    expect(lines).toEqual(['LB061 Node `a` itself still has `state: drain`.'])
  })

  test('keeps a map that would be left with nothing', () => {
    const {edited} = run(report => enableNode(sourcesOf('nodes: {a: x}', 'nodes: {a: {state: drain}}'), {node: 'a'}, report))
    expect(edited?.map(({source, text}) => [source.file, text])).toEqual([['2.yaml', 'nodes: {a: {state: ready}}']])
  })
})

describe('setNodeField', () => {
  test('edits the last file that sets the field, else the last that has the node', () => {
    const part = 'nodes: {a: {address: x, weight: 3}}'
    const spec = 'nodes: {a: {state: ready}}'
    const weigh = run(report => setWeight(sourcesOf(part, spec), {node: 'a'}, 5, report))
    expect(weigh.edited?.map(({text}) => text)).toEqual(['nodes: {a: {address: x, weight: 5}}'])
    const name = run(report => setNodeField(sourcesOf(part, spec), {node: 'a'}, 'zone', 'b', report))
    expect(name.edited?.map(({text}) => text)).toEqual(['nodes: {a: {state: ready, zone: b}}'])
  })

  test('gives a node its own weight in one service', () => {
    const {edited} = run(report => setWeight(sourcesOf('nodes: {a: x}\nservices: {s: {nodes: [a]}}'), {node: 'a', service: 's'}, 0, report))
    expect(edited?.[0]?.text).toBe('nodes: {a: x}\nservices: {s: {nodes: [{node: a, weight: 0}]}}')
  })

  test('writes a list', () => {
    const {edited} = run(report => setNodeField(sourcesOf('nodes: {a: x}'), {node: 'a'}, 'tags', ['p', 'q r'], report))
    expect(edited?.[0]?.text).toBe('nodes: {a: {address: x, tags: [p, q r]}}')
  })
})

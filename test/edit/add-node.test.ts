import {describe, expect, test} from '@jest/globals'
import {addNode} from '../../src/edit/add-node.ts'
import {removeNode} from '../../src/edit/remove-node.ts'
import type {NewNode} from '../../src/edit/write-node.ts'
import {run, sourcesOf} from './reading.ts'

const c: NewNode = {name: 'c', address: '10.0.0.3'}

type Case = readonly [name: string, before: string, after: string, node?: NewNode, services?: readonly string[]]

const cases: readonly Case[] = [
  ['a short form beside short forms', 'nodes:\n  a: 10.0.0.1\n  b: 10.0.0.2\n', 'nodes:\n  a: 10.0.0.1\n  b: 10.0.0.2\n  c: 10.0.0.3\n'],
  ['a flow map beside flow maps', 'nodes:\n  a: {address: 10.0.0.1}\n', 'nodes:\n  a: {address: 10.0.0.1}\n  c: {address: 10.0.0.3}\n'],
  ['padding as the siblings have it', 'nodes:\n  a: { address: x }\n', 'nodes:\n  a: { address: x }\n  c: { address: 10.0.0.3 }\n'],
  [
    'a block map beside block maps, indented as they are',
    'nodes:\n    a:\n       address: 10.0.0.1\n       weight: 3\n',
    'nodes:\n    a:\n       address: 10.0.0.1\n       weight: 3\n    c:\n       address: 10.0.0.3\n       weight: 5\n',
    {...c, weight: 5},
  ],
  [
    'a short form where one is short and the address is all',
    'nodes:\n  a: x\n  b: {address: y}\n',
    'nodes:\n  a: x\n  b: {address: y}\n  c: 10.0.0.3\n',
  ],
  [
    'a map where there is more than an address',
    'nodes:\n  a: x\n',
    'nodes:\n  a: x\n  c: {address: 10.0.0.3, weight: 0}\n',
    {...c, weight: 0},
  ],
  [
    'tags behind what else there is',
    'nodes:\n  a: {address: x}\n',
    'nodes:\n  a: {address: x}\n  c: {address: 10.0.0.3, weight: 5, tags: [t, "7"]}\n',
    {...c, weight: 5, tags: ['t', '7']},
  ],
  [
    'tags on a line of their own',
    'nodes:\n  a:\n    address: x\n',
    'nodes:\n  a:\n    address: x\n  c:\n    address: 10.0.0.3\n    tags: [t]\n',
    {...c, tags: ['t']},
  ],
  ['into a flow map', 'nodes: {a: x, b: y}', 'nodes: {a: x, b: y, c: 10.0.0.3}'],
  ['into a flow map with narrow commas', 'nodes: {a: x,b: y,} # end', 'nodes: {a: x,b: y,c: 10.0.0.3,} # end'],
  [
    'into a flow map on several lines',
    'nodes: {\n  a: x, # one\n  b: y # two\n  }\n',
    'nodes: {\n  a: x, # one\n  b: y, # two\n  c: 10.0.0.3\n  }\n',
  ],
  ['behind a trailing comma', 'nodes: {\n  a: x, # one\n  }\n', 'nodes: {\n  a: x, # one\n  c: 10.0.0.3,\n  }\n'],
  ['where commas lead', 'nodes:\n  { a: x\n  , b: y # two\n  }\n', 'nodes:\n  { a: x\n  , b: y # two\n  , c: 10.0.0.3\n  }\n'],
  ['before a bracket on the last line', 'nodes: {a: x,\n        b: y}\n', 'nodes: {a: x,\n        b: y,\n        c: 10.0.0.3}\n'],
  ['into an empty map', 'nodes: {} # none\nname: x\n', 'nodes: {c: 10.0.0.3} # none\nname: x\n'],
  [
    'under a bare key, behind what is noted there',
    'nodes: # all\n    # a: x\n  # b: y\n# end\n',
    'nodes: # all\n    # a: x\n  # b: y\n  c: 10.0.0.3\n# end\n',
  ],
  [
    'under a bare key as deep as other maps',
    'lbgen: 1\nservices:\n    web: {nodes: {tag: t}}\nnodes:',
    'lbgen: 1\nservices:\n    web: {nodes: {tag: t}}\nnodes:\n    c: 10.0.0.3',
  ],
  ['without a final line break', 'nodes:\n  a: x', 'nodes:\n  a: x\n  c: 10.0.0.3'],
  [
    'with Windows line ends and a byte order mark',
    '\ufeffnodes:\r\n  a: x\r\nname: y\r\n',
    '\ufeffnodes:\r\n  a: x\r\n  c: 10.0.0.3\r\nname: y\r\n',
  ],
  [
    'behind comments that go on with the last entry',
    'nodes:\n  a: x # one\n       # still one\n\n  # end\n',
    'nodes:\n  a: x # one\n       # still one\n  c: 10.0.0.3\n\n  # end\n',
  ],
  [
    'with an empty line where all have one',
    'nodes:\n  a: x\n\n  # two\n  b: y\n\nname: z\n',
    'nodes:\n  a: x\n\n  # two\n  b: y\n\n  c: 10.0.0.3\n\nname: z\n',
  ],
  ['quoted like its siblings', 'nodes:\n  "a": \'x\'\n', 'nodes:\n  "a": \'x\'\n  "c": \'10.0.0.3\'\n'],
  ['with quotes where it needs some', 'nodes:\n  a: x\n', 'nodes:\n  a: x\n  "1e3": "fe80::"\n', {name: '1e3', address: 'fe80::'}],
  [
    'with quotes for what YAML 1.1 takes for true',
    'nodes: {a: x}\n',
    'nodes: {a: x, "on": 2001:db8::1}\n',
    {name: 'on', address: '2001:db8::1'},
  ],
  [
    'as JSON into JSON',
    '{\n\t"nodes": {\n\t\t"a": "x"\n\t},\n\t"services": {"s": {"nodes": ["a"]}}\n}\n',
    '{\n\t"nodes": {\n\t\t"a": "x",\n\t\t"c": "10.0.0.3"\n\t},\n\t"services": {"s": {"nodes": ["a", "c"]}}\n}\n',
  ],
  ['into empty JSON', '{"nodes": {}}', '{"nodes": {"c": {"address": "10.0.0.3", "weight": 3}}}', {...c, weight: 3}],
  ['where an alias leads', 'x-n: &n\n  a: x # one\nnodes: *n\n', 'x-n: &n\n  a: x # one\n  c: 10.0.0.3\nnodes: *n\n'],
  ['beside what a merge brings', 'x-n: &n {a: x}\nnodes:\n  <<: *n\n', 'x-n: &n {a: x}\nnodes:\n  <<: *n\n  c: 10.0.0.3\n'],
  [
    'to no service that lists some, uses all or has a tag',
    'nodes: {a: x, b: y}\nservices: {r: {nodes: [a]}, s: {}, t: {nodes: all}, u: {nodes: {tag: t}}}',
    'nodes: {a: x, b: y, c: 10.0.0.3}\nservices: {r: {nodes: [a]}, s: {}, t: {nodes: all}, u: {nodes: {tag: t}}}',
  ],
  [
    'to every service that lists all',
    'nodes: {a: x, b: y}\nservices:\n  r: {nodes: [b, {node: a, weight: 3}]}\n  s:\n    nodes:\n    - a # one\n    -   b # two\n    port: 80\n',
    'nodes: {a: x, b: y, c: 10.0.0.3}\nservices:\n  r: {nodes: [b, {node: a, weight: 3}, c]}\n  s:\n    nodes:\n    - a # one\n    -   b # two\n    -   c\n    port: 80\n',
  ],
  [
    'to the services named alone',
    'nodes: {a: x, b: y}\nservices: {r: {nodes: [a]}, s: {nodes: [a, b]}}',
    'nodes: {a: x, b: y, c: 10.0.0.3}\nservices: {r: {nodes: [a, c]}, s: {nodes: [a, b]}}',
    c,
    ['r'],
  ],
  [
    'once to a list that services share',
    'nodes: {a: x}\nservices: {r: {nodes: &all [a]}, s: {nodes: *all}}\napplications: {p: {nodes: *all}}',
    'nodes: {a: x, c: 10.0.0.3}\nservices: {r: {nodes: &all [a, c]}, s: {nodes: *all}}\napplications: {p: {nodes: *all}}',
  ],
  [
    'to a list that a merge brings',
    'x-s: &s {nodes: [a]}\nnodes: {a: x}\nservices: {r: {<<: *s, port: 80}}',
    'x-s: &s {nodes: [a, c]}\nnodes: {a: x, c: 10.0.0.3}\nservices: {r: {<<: *s, port: 80}}',
  ],
]

describe('addNode', () => {
  test.each(cases)('writes %s', (_, before, after, node = c, ...[services]) => {
    const {edited, lines} = run(report => addNode(sourcesOf(before), node, services, report))
    expect(lines).toEqual([])
    expect(edited?.[0]?.text).toBe(after)
  })

  test.each(cases.filter(([, , , , services]) => services === undefined))('%s is undone by removing it', (_, before, after, node = c) => {
    const {edited, lines} = run(report => removeNode(sourcesOf(after), node.name, report))
    expect(lines).toEqual([])
    expect(edited?.[0]?.text).toBe(before)
  })

  test('replaces `~`, which cannot hold a node', () => {
    expect(addNode(sourcesOf('nodes: ~ # none\n'), c, undefined, () => undefined)?.[0]?.text).toBe('nodes: {c: 10.0.0.3} # none\n')
  })

  test('leaves a list alone that names the node already', () => {
    const {edited} = run(report => addNode(sourcesOf('nodes: {a: x}\nservices: {s: {nodes: [a, c]}}'), c, ['s'], report))
    expect(edited?.[0]?.text).toBe('nodes: {a: x, c: 10.0.0.3}\nservices: {s: {nodes: [a, c]}}')
  })

  test('edits the file that holds the nodes, and the file whose list counts', () => {
    const part = 'nodes:\n  a: x\n  b: y\nservices:\n  s: {nodes: [a, b]}\n  t: {nodes: [a, b]}\n'
    const spec = 'include: [1.yaml]\nnodes:\n  b: {weight: 5}\nservices:\n  s: {nodes: [b, a]}\n'
    const {edited} = run(report => addNode(sourcesOf(part, spec), c, undefined, report))
    expect(edited?.map(({source, text}) => [source.file, text])).toEqual([
      ['1.yaml', part.replace('b: y\n', 'b: y\n  c: 10.0.0.3\n').replace('t: {nodes: [a, b]', 't: {nodes: [a, b, c]')],
      ['2.yaml', spec.replace('[b, a]', '[b, a, c]')],
    ])
  })

  test.each<readonly [string, string, readonly string[], NewNode?, (readonly string[])?]>([
    ['a name that is taken', 'nodes:\n  c: x\n', ['LB050 There is a node `c` already. @c']],
    [
      'services that do not exist',
      'nodes: {a: x}\nservices: {web: {}}',
      ['LB052 There is no service `wbe`.', 'LB052 There is no service `s`.'],
      c,
      ['wbe', 's'],
    ],
    ['a spec without nodes', 'lbgen: 1\n', ['LB053 The spec has no `nodes`. @']],
    ['nodes that are a list', 'nodes: [a]\n', ['LB053 `nodes` is not a map of names and addresses. @nodes']],
    ['nodes that are a word', 'nodes: all\n', ['LB053 `nodes` is not a map of names and addresses. @nodes']],
    [
      'a service with a tag',
      'nodes: {a: x}\nservices: {s: {nodes: {tag: t}}}',
      ['LB054 Service `s` takes the nodes with tag `t`. @nodes'],
      c,
      ['s'],
    ],
    [
      'a service that asks the DNS',
      'nodes: {a: x}\nservices: {s: {nodes: {dns: web.example.com}}}',
      ['LB054 Service `s` finds its nodes in the DNS. @nodes'],
      c,
      ['s'],
    ],
    [
      'one service of two that share a list',
      'nodes: {a: x}\nservices: {r: {nodes: &all [a]}, s: {nodes: *all}}',
      ['LB058 `1.yaml` is written in a way that lbgen cannot change here without changing something else. @nodes'],
      c,
      ['s'],
    ],
    [
      'keys with question marks',
      'nodes:\n  ? a\n  : x\n',
      ['LB058 `1.yaml` is written in a way that lbgen cannot change here without changing something else. @nodes'],
    ],
    ['a list', '- a\n', ['LB059 The spec is not a map of keys and values. @']],
    ['nothing', '# nothing\n', ['LB059 The spec is not a map of keys and values. @']],
    ['what is not YAML', 'nodes: [', ['LB002 The bracket is not closed. @[']],
    ['two documents', 'a: 1\n---\nb: 2\n', ['LB004 The file holds 2 YAML documents. @---']],
  ])('refuses %s', (_, before, expected, node = c, ...[services]) => {
    const {edited, lines} = run(report => addNode(sourcesOf(before), node, services, report))
    expect(edited).toBeUndefined()
    expect(lines).toEqual(expected)
  })

  test('suggests the service that was meant', () => {
    const {findings} = run(report => addNode(sourcesOf('nodes: {a: x}\nservices: {web: {}}'), c, ['wbe'], report))
    expect(findings[0]?.hint).toBe('Did you mean `web`? Services are defined under `services`.')
  })
})

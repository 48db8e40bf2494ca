import {describe, expect, test} from '@jest/globals'
import {removeNode} from '../../src/edit/remove-node.ts'
import {run, sourcesOf} from './reading.ts'

const byHand = '`1.yaml` is written in a way that lbgen cannot change here without changing something else.'

describe('removeNode', () => {
  test.each([
    ['a line with its comment', 'nodes:\n  a: x # one\n  b: y # two\n', 'nodes:\n  b: y # two\n'],
    ['the last line of a file', 'nodes:\n  b: y\n  a: x', 'nodes:\n  b: y'],
    [
      'a block with what is noted in it',
      'nodes:\n  a:\n    # in it\n    address: x\n    # under it\n  # of b\n  b: y\n',
      'nodes:\n  # of b\n  b: y\n',
    ],
    ['comments that go on with its own', 'nodes:\n  a: x # one\n       # still one\n  b: y\n', 'nodes:\n  b: y\n'],
    ['no comment above it, which may be about more', 'nodes:\n  # site A\n  a: x\n  b: y\n', 'nodes:\n  # site A\n  b: y\n'],
    ['the empty line between entries', 'nodes:\n  a: x\n\n  b: y\n\nname: z\n', 'nodes:\n  b: y\n\nname: z\n'],
    ['no empty line between groups', 'nodes:\n  b: x\n\n  a: y\n  c: z\n', 'nodes:\n  b: x\n\n  c: z\n'],
    ['one empty line of two', 'nodes:\n  b: x\n\n  a: y\n\n  c: z\n', 'nodes:\n  b: x\n\n  c: z\n'],
    ['the first of a flow map', 'nodes: {a: x, b: y}', 'nodes: {b: y}'],
    ['the middle of a flow map', 'nodes: {b: x, a: z, c: y}', 'nodes: {b: x, c: y}'],
    ['a line of a flow map', 'nodes: {\n  b: y, # two\n  a: x # one\n  }', 'nodes: {\n  b: y # two\n  }'],
    ['the first line of a flow map', 'nodes: {\n  a: x, # one\n  b: y\n  }', 'nodes: {\n  b: y\n  }'],
    ['a line that a comma leads', 'nodes:\n  { b: x\n  , a: y # one\n  , c: z\n  }', 'nodes:\n  { b: x\n  , c: z\n  }'],
    [
      'no comment of a neighbour in a flow map',
      'nodes: {b: x, # two\n  a: y, c: z # three\n  }',
      'nodes: {b: x, # two\n  c: z # three\n  }',
    ],
    ['the first of a flow map with a comment behind it', 'nodes: {a: x, # one\n  b: y}', 'nodes: { # one\n  b: y}'],
    [
      'items in block lists',
      'nodes: {a: x, b: y}\nservices:\n  s:\n    nodes:\n    - a\n    - b # two\n',
      'nodes: {b: y}\nservices:\n  s:\n    nodes:\n    - b # two\n',
    ],
    [
      'items that are maps',
      'nodes: {a: x, b: y}\nservices:\n  s:\n    nodes:\n      - b\n      - node: a\n        weight: 3 # w\n    port: 1\n',
      'nodes: {b: y}\nservices:\n  s:\n    nodes:\n      - b\n    port: 1\n',
    ],
    [
      'every list of an application',
      'nodes: {a: x, b: y}\napplications: {f: {servers: [a, b], webServers: [b], repositories: [a], nodes: [b, a]}}',
      'nodes: {b: y}\napplications: {f: {servers: [b], webServers: [b], repositories: [], nodes: [b]}}',
    ],
    ['an item named twice', 'nodes: {a: x, b: y}\nservices: {s: {nodes: [a, b, a, a]}}', 'nodes: {b: y}\nservices: {s: {nodes: [b]}}'],
    [
      'an item that is an alias',
      'x-a: &a {node: a}\nnodes: {a: x, b: y}\nservices: {s: {nodes: [*a, b]}}',
      'x-a: &a {node: a}\nnodes: {b: y}\nservices: {s: {nodes: [b]}}',
    ],
    [
      'mentions in applications',
      'nodes: {a: x, b: y}\napplications: {p: {nodes: [a, b], nodeProperties: {a: {k: 1}, b: {k: 2}}}}',
      'nodes: {b: y}\napplications: {p: {nodes: [b], nodeProperties: {b: {k: 2}}}}',
    ],
    [
      'properties that only it has',
      'nodes: {a: x, b: y}\napplications:\n  p:\n    nodeProperties:\n      a:\n        k: 1\n    kind: alfresco\n',
      'nodes: {b: y}\napplications:\n  p:\n    kind: alfresco\n',
    ],
    ['an anchor that only it uses', 'nodes:\n  a: &a {address: x}\n  b: y\n', 'nodes:\n  b: y\n'],
    ['what a merge brings', 'x-n: &n\n  a: x\n  b: y\nnodes:\n  <<: *n\n', 'x-n: &n\n  b: y\nnodes:\n  <<: *n\n'],
  ])('takes away %s', (_, before, after) => {
    const {edited, lines} = run(report => removeNode(sourcesOf(before), 'a', report))
    expect(lines).toEqual([])
    expect(edited?.[0]?.text).toBe(after)
  })

  test.each([
    ['a node that does not exist', 'nodes: {b: y}', ['LB051 There is no node `a`.']],
    ['the last of a list', 'nodes: {a: x, b: y}\nservices: {s: {nodes: [a]}}', ['LB056 Service `s` has no other node than `a`. @nodes']],
    [
      'the last node of all',
      'nodes: {a: x}\nservices: {s: {}, t: {nodes: all}}',
      ['LB056 Service `s` has no other node than `a`. @s', 'LB056 Service `t` has no other node than `a`. @nodes'],
    ],
    [
      'the last with a tag',
      'nodes: {a: {tags: [t]}, b: y}\nservices: {s: {nodes: {tag: t}}}',
      ['LB056 Service `s` has no other node than `a`. @nodes'],
    ],
    [
      'the last of an application',
      'nodes: {a: x, b: y}\napplications: {p: {nodes: [a]}}',
      ['LB056 Application `p` has no other node than `a`. @nodes'],
    ],
    [
      'an anchor that others use',
      'nodes:\n  a: &a {address: x}\n  b: {<<: *a}\n  c: *a\n',
      ['LB057 Node `a` holds a value that `*a` uses here. @*a', 'LB057 Node `a` holds a value that `*a` uses here. @*a'],
    ],
    ['an anchor inside it', 'nodes:\n  a: {address: &x x}\n  b: *x\n', ['LB057 Node `a` holds a value that `*x` uses here. @*x']],
    ['keys with question marks', 'nodes:\n  ? a\n  : x\n  ? b\n  : y\n', [`LB058 ${byHand} @a`]],
    [
      'a dash on a line of its own',
      'nodes: {a: x, b: y}\nservices:\n  s:\n    nodes:\n      -\n        a\n      - b\n',
      [`LB058 ${byHand} @a`],
    ],
  ])('refuses %s', (_, before, expected) => {
    const {edited, lines} = run(report => removeNode(sourcesOf(before), 'a', report))
    expect(edited).toBeUndefined()
    expect(lines).toEqual(expected)
  })

  test('edits every file that names it, and leaves no `nodes` without a node', () => {
    const part = 'nodes:\n  a: x\n  b: y\nservices:\n  s: {nodes: [a, b]}\n'
    const spec = 'nodes:\n  a: {weight: 5}\nservices:\n  s: {nodes: [b, a]}\n'
    const {edited} = run(report => removeNode(sourcesOf(part, spec), 'a', report))
    expect(edited?.map(({text}) => text)).toEqual(['nodes:\n  b: y\nservices:\n  s: {nodes: [b]}\n', 'services:\n  s: {nodes: [b]}\n'])
  })

  test('leaves files alone that do not name it', () => {
    const {edited} = run(report => removeNode(sourcesOf('nodes: {a: x, b: y}', 'name: z'), 'a', report))
    expect(edited?.map(({source}) => source.file)).toEqual(['1.yaml'])
  })
})

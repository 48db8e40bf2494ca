import {describe, expect, test} from '@jest/globals'
import {type YamlNode, outerStart, parseTree} from '../../src/spec/tree.ts'

/** Every node's own text, in the order of the text; an alias is `*name`, what was left out is empty. */
function pieces(text: string, node: YamlNode | undefined = parseTree(text)): readonly string[] {
  if (node === undefined) return []
  const own = text.slice(node.start, node.end)
  if (node.kind === 'map') return [own, ...node.entries.flatMap(({key, value}) => [...pieces(text, key), ...pieces(text, value)])]
  return node.kind === 'list' ? [own, ...node.items.flatMap(item => pieces(text, item))] : [own]
}

describe('parseTree', () => {
  test.each<[string, string, readonly string[]]>([
    ['a flow map', '{a: 1, "b": \'x\' }', ['{a: 1, "b": \'x\' }', 'a', '1', '"b"', "'x'"]],
    ['a flow map with a comma and comments at its end', 'k: {a: 1, # }\n  }\n', ['k: {a: 1, # }\n  }', 'k', '{a: 1, # }\n  }', 'a', '1']],
    ['empty flow collections', '[{}, []]', ['[{}, []]', '{}', '[]']],
    ['a block map, without the comment behind it', 'a:\n  b: 1 # c\n', ['a:\n  b: 1', 'a', 'b: 1', 'b', '1']],
    ['a block list that is not indented', 'a:\n- x\n- y\n', ['a:\n- x\n- y', 'a', '- x\n- y', 'x', 'y']],
    ['a block scalar, to its last line', 'a: |\n  x\n  y\n\n\nb: 1\n', ['a: |\n  x\n  y\n\n\nb: 1', 'a', '  x\n  y', 'b', '1']],
    ['a value that was left out', 'a:\nb: &x\n', ['a:\nb: &x', 'a', '', 'b', '']],
    ['Windows line ends and a byte order mark', '\ufeffa: 1\r\nb: 2\r\n', ['a: 1\r\nb: 2', 'a', '1', 'b', '2']],
    ['a pair in a flow list, which has no brackets', '[a: 1, b]', ['[a: 1, b]', 'a: 1', 'a', '1', 'b']],
    ['an empty collection behind a longer text', 'a: [x]\nb: {}\nc: []\n', ['a: [x]\nb: {}\nc: []', 'a', '[x]', 'x', 'b', '{}', 'c', '[]']],
  ])('places %s', (_, text, expected) => {
    expect(pieces(text)).toEqual(expected)
  })

  test('leads an alias to what it stands for', () => {
    const root = parseTree('a: &x {b: 1}\nc: *x\n')
    const [first, second] = root?.kind === 'map' ? root.entries : []
    expect(second?.value).toMatchObject({kind: 'alias', start: 16, end: 18})
    expect(second?.value.kind === 'alias' && second.value.target).toBe(first?.value)
  })

  test.each([
    ['a: &x b', 3],
    ['a: !!str b', 3],
    ['a: &x !!str b', 3],
    ['a: !!str &x "b"', 3],
    ['a: &x\n  b: 1', 3],
    ['a: b', 3],
  ])('begins the value of `%s` with its anchor and tag', (text, start) => {
    const root = parseTree(text)
    const value = root?.kind === 'map' ? root.entries[0]?.value : undefined
    expect(value && outerStart(value)).toBe(start)
  })

  test.each(['', '# nothing\n', '---\n'])('has nothing, or nothing but an empty scalar, for `%j`', text => {
    expect(pieces(text).join('')).toBe('')
  })
})

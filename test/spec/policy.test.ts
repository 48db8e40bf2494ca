import {describe, expect, test} from '@jest/globals'
import type {Compiled} from '../../src/compile.ts'
import {placeOf} from '../../src/findings/place.ts'
import {formatSpec} from '../../src/spec/print.ts'
import {compileSources, compileTexts, fileOf} from '../support/compiling.ts'
import {richSpec} from '../support/rich-spec.ts'
import {type Severities, policyOf} from '../../src/spec/policy.ts'

/** A spec in which `web` has one node, and so has `api` on the last line but for what is added. */
const spec = (more = ''): string => `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes:
  web1: 192.168.1.21
services:
  web:
    mode: http
    listen: "192.168.1.10:80"
    check: none
${more}`

/** Each finding in short: severity, name and line. */
const found = (...texts: readonly string[]): readonly string[] =>
  compileTexts(...texts).findings.map(one => `${one.severity} ${one.rule} ${placeOf(one)?.line ?? '?'}`)

describe('rules', () => {
  test.each<[string, string, readonly string[]]>([
    ['nothing said', '', ['hint lone-node 7']],
    ['a rule by its name', 'rules: {lone-node: warning}\n', ['warning lone-node 7']],
    ['a rule by its code', 'rules: {LB201: error}\n', ['error lone-node 7']],
    ['a code in small letters', 'rules: {lb201: off}\n', []],
    ['a rule that is off', 'rules: {lone-node: off}\n', []],
    ['a rule that finds nothing', 'rules: {open-stats: error}\n', ['hint lone-node 7']],
    ['a name that is misspelt', 'rules: {lone-nodes: off}\n', ['error unknown-rule 11', 'hint lone-node 7']],
    ['an error of the model', 'rules: {unknown-node: off}\n', ['error fixed-severity 11', 'hint lone-node 7']],
    ['an error of the schema', 'rules: {unknown-key: hint}\n', ['error fixed-severity 11', 'hint lone-node 7']],
    ['an error of the model that stays one', 'rules: {unknown-node: error}\n', ['hint lone-node 7']],
    ['a hint of the model', 'nodes2: 1\n', ['error unknown-key 11']],
    ['no severity', 'rules: {lone-node: never}\n', ['error unknown-value 11']],
    ['no name', 'rules: {lone node: off}\n', ['error wrong-form 11']],
    [
      'what comments are told',
      '# lbgen-ignore open-stats: none\nrules: {unused-silencer: hint}\n',
      ['hint lone-node 7', 'hint unused-silencer 11'],
    ],
  ])('of %s', (_, more, expected) => {
    expect([...found(spec(more))].sort()).toEqual([...expected].sort())
  })

  test('set what the model finds, and a hint that is made an error keeps no other rule from being looked at', () => {
    const mixed = spec('rules: {mixed-weights: error}\n').replace(
      'web1: 192.168.1.21',
      'web1: {address: 192.168.1.21, weight: 2}\n  web2: 192.168.1.22',
    )
    expect(found(mixed.replace('rules: {mixed-weights: error}', ''))).toEqual(['hint mixed-weights 6', 'hint unchecked-nodes 11'])
    const {findings, artifacts} = compileTexts(mixed)
    expect(findings.map(({rule, severity}) => `${severity} ${rule}`)).toEqual(['error mixed-weights', 'hint unchecked-nodes'])
    expect(artifacts).toEqual([])
  })

  test('set what targets find', () => {
    const raw = spec('haproxy: {version: "1.8", processes: 2}\n').replace('web1: 192.168.1.21', 'web1: 192.168.1.21\n  web2: 192.168.1.22')
    expect(found(raw)).toEqual(['hint unchecked-nodes 11', 'hint processes-as-threads 12'])
    expect(found(`${raw}rules: {processes-as-threads: warning}\n`)).toEqual(['hint unchecked-nodes 11', 'warning processes-as-threads 12'])
    expect(found(`${raw.trimEnd()} # lbgen-ignore processes-as-threads: known\n`)).toEqual(['hint unchecked-nodes 11'])
  })

  test('render what only they call wrong no more than what is', () => {
    expect(compileTexts(spec('rules: {lone-node: error}\n')).artifacts).toEqual([])
    expect(compileTexts(spec('rules: {lone-node: warning}\n')).artifacts).not.toEqual([])
  })

  test('of an included file count less than those of the spec', () => {
    expect(found('rules: {lone-node: error}\n', spec())).toEqual(['error lone-node 7'])
    expect(found('rules: {lone-node: error}\n', spec('rules: {lone-node: off}\n'))).toEqual([])
  })

  test('by code and by name are one rule in one file', () => {
    expect(found(spec('rules: {lone-node: off, LB201: error}\n'))).toEqual(['error duplicate-key 11', 'error lone-node 7'])
  })

  test('are told of once, where the last file has them', () => {
    expect(found('rules: {lone-nodes: off}\n', spec('rules: {lone-nodes: error}\n'))).toEqual(['error unknown-rule 11', 'hint lone-node 7'])
    expect(found('rules: {unknown-node: off}\n', spec('rules: {unknown-node: error}\n'))).toEqual(['hint lone-node 7'])
  })

  test('by code and by name mean the same in several files', () => {
    expect(found('rules: {lone-node: error}\n', 'rules: {LB201: warning}\n', spec('rules: {lone-node: off}\n'))).toEqual([])
    expect(found('rules: {lone-node: error}\n', spec('rules: {LB201: off}\n'))).toEqual([])
    expect(found('rules: {LB201: error}\n', spec('rules: {lone-node: off}\n'))).toEqual([])
  })
})

describe('a comment that silences', () => {
  const ignore = '# lbgen-ignore lone-node: the second comes in May'

  /** The spec with a change of one line. */
  const changed = (from: string, to: string): readonly string[] => found(spec().replace(from, to))

  test.each<[string, string, string, readonly string[]]>([
    ['on the line itself', '  web:\n', `  web: ${ignore}\n`, []],
    ['on the line above', '  web:\n', `  ${ignore}\n  web:\n`, []],
    ['above, with lines that say nothing between', '  web:\n', `${ignore}\n\n  # The shop.\n  web:\n`, []],
    ['above what is around', 'services:\n', `${ignore}\nservices:\n`, []],
    ['behind what is around', 'services:\n', `services: ${ignore}\n`, []],
    ['with a code', '  web:\n', '  web: # lbgen-ignore LB201: so be it\n', []],
    ['with several rules', '  web:\n', '  web: # lbgen-ignore LB201, lone-node: so be it\n', []],
    ['without the blank', '  web:\n', '  web: #lbgen-ignore LB201:so be it\n', []],
    ['with Windows line ends', '  web:\n', `  web: ${ignore}\r\n`, []],
    ['beside the place', '    mode: http\n', `    mode: http ${ignore}\n`, ['hint lone-node 7', 'warning unused-silencer 8']],
    ['below the place', '    mode: http\n', `    ${ignore}\n    mode: http\n`, ['hint lone-node 7', 'warning unused-silencer 8']],
    ['at the very end', '    check: none\n', `    check: none\n${ignore}`, ['hint lone-node 7', 'warning unused-silencer 11']],
    ['without a reason', '  web:\n', '  web: # lbgen-ignore lone-node\n', ['hint lone-node 7', 'warning silencer-without-reason 7']],
    ['with an empty reason', '  web:\n', '  web: # lbgen-ignore lone-node: \n', ['hint lone-node 7', 'warning silencer-without-reason 7']],
    [
      'with a reason behind no colon',
      '  web:\n',
      '  web: # lbgen-ignore lone-node for now\n',
      ['hint lone-node 7', 'warning silencer-without-reason 7'],
    ],
    ['without a rule', '  web:\n', '  web: # lbgen-ignore: all of it\n', ['hint lone-node 7', 'warning silencer-without-rule 7']],
    [
      'with a misspelt rule',
      '  web:\n',
      '  web: # lbgen-ignore lone-nodes: soon\n',
      ['hint lone-node 7', 'warning silencer-without-rule 7'],
    ],
    ['with an error', '  web:\n', '  web: # lbgen-ignore unknown-node: soon\n', ['hint lone-node 7', 'warning powerless-silencer 7']],
    [
      'with a rule that finds nothing there',
      '  web:\n',
      '  web: # lbgen-ignore open-stats: soon\n',
      ['hint lone-node 7', 'warning unused-silencer 7'],
    ],
    ['in a text', 'name: web\n', 'name: web\ndescription: "a # lbgen-ignore lone-nodes: b"\n', ['hint lone-node 8']],
    ['in a block of text', 'name: web\n', 'name: web\ndescription: |\n  # lbgen-ignore lone-nodes: b\n', ['hint lone-node 9']],
    ['with another word', '  web:\n', '  web: # lbgen-reviewed lone-node: b\n', ['hint lone-node 7']],
    ...['lbgen-ignore-lone-node: so be it', 'lbgen-ignored lone-node', 'lbgen_ignore lone-node: b', 'lbgen-ingore LB201'].map(
      (words): [string, string, string, string[]] => [
        `spelt ${words}`,
        '  web:\n',
        `  web: # ${words}\n`,
        ['hint lone-node 7', 'warning misspelt-silencer 7'],
      ],
    ),
    ['in prose', '  web:\n', '  web: # lbgen ignores nodes that rest: so be it\n', ['hint lone-node 7']],
    ['of what is found on the machine alone', '  web:\n', '  web: # lbgen-ignore stand-in: b\n', ['hint lone-node 7']],
    ['of what an engine says', '  web:\n', '  web: # lbgen-ignore haproxy-complains: b\n', ['hint lone-node 7']],
  ])('%s', (_, from, to, expected) => {
    expect([...changed(from, to)].sort()).toEqual([...expected].sort())
  })

  test('reaches all lines of a list in brackets that begins on its line', () => {
    const text = `lbgen: 1
name: web
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
# lbgen-ignore lone-node: both
services: {
  web: {mode: http, listen: "192.168.1.10:80", nodes: [web1]},
  api: {mode: http, listen: "192.168.1.10:81", nodes: [web2]},
  }
`
    expect(found(text.replace(/^#.*\n/m, ''))).toEqual(['hint lone-node 6', 'hint lone-node 7'])
    expect(found(text)).toEqual([])
  })

  test('is not called unused while an error hides what it may be for', () => {
    expect(changed('    check: none\n', '    check: none # lbgen-ignore open-stats: later\n    nodes: [web7]\n')).toEqual([
      'error unknown-node 11',
    ])
  })

  test('works in included files, and is reported there once', () => {
    const part = `${spec()}# lbgen-ignore lone-nodes: misspelt\nx-end: 1\n`
    const sources = [
      {file: 'part.yaml', text: part.replace('  web:\n', `  web: ${ignore}\n`)},
      {file: 'part.yaml', text: part.replace('  web:\n', `  web: ${ignore}\n`)},
      {file: 'cluster.yaml', text: 'include: [part.yaml]\n'},
    ]
    const {findings} = compileSources(sources)
    expect(findings.map(one => `${one.source?.file}:${placeOf(one)?.line} ${one.rule}`)).toEqual(['part.yaml:11 silencer-without-rule'])
  })

  test('is no comment in JSON', () => {
    const json =
      '{"lbgen": 1, "name": "w", "description": "# lbgen-ignore nothing: x", "loadBalancers": {"a": "192.168.1.1"}, "nodes": {"b": "192.168.1.2", "c": "192.168.1.3"}, "services": {"s": {"listen": "192.168.1.1:80"}}}'
    expect(found(json)).toEqual([])
  })
})

describe('.lbgen.yaml', () => {
  const beside = (settings: string, text = spec()): readonly string[] =>
    compileSources([
      {file: 'a/.lbgen.yaml', text: settings},
      {file: 'a/cluster.yaml', text},
    ]).findings.map(one => `${one.severity} ${one.rule} ${one.source?.file}:${placeOf(one)?.line ?? '?'}`)

  test('sets severities, and the spec has the last word', () => {
    expect(beside('rules: {lone-node: off}\n')).toEqual([])
    expect(beside('rules: {lone-node: off}\n', spec('rules: {lone-node: error}\n'))).toEqual(['error lone-node a/cluster.yaml:7'])
  })

  test('is checked like a spec, at its own lines', () => {
    expect(beside('# ours\nrules: {lone-nodes: off}\n')).toEqual(['error unknown-rule a/.lbgen.yaml:2', 'hint lone-node a/cluster.yaml:7'])
    expect(beside('rules: [a]\n')).toEqual(['error wrong-type a/.lbgen.yaml:1'])
  })

  test('says nothing of the cluster', () => {
    expect(beside('idle-node: off\n')).toEqual(['error unknown-key a/.lbgen.yaml:1'])
    expect(beside('x-a: 1\nname: other\n')).toEqual(['error unknown-key a/.lbgen.yaml:2'])
  })
})

test('a comment anywhere in a spec changes nothing but what is said of it', () => {
  const lines = formatSpec(richSpec).trimEnd().split('\n')
  const before = compileTexts(`${lines.join('\n')}\n`)
  const said = ({findings}: Compiled): readonly string[] => findings.map(({code, message}) => `${code} ${message}`)
  // A text of several lines is no place for a comment.
  const places = [...lines.keys()].filter(index => !/[|>][+-]?$/.test(lines[index - 1] ?? '') && index % 23 === 0)
  for (const index of places) {
    const text = [...lines.slice(0, index), '# lbgen-ignore unchecked-udp: of no use', ...lines.slice(index), ''].join('\n')
    const after = compileTexts(text)
    expect(after.artifacts.map(fileOf)).toEqual(before.artifacts.map(fileOf))
    expect(said(after).filter(one => !one.startsWith('LB026'))).toEqual(said(before).filter(one => !/^LB026/.test(one)))
  }
  expect(places.length).toBeGreaterThan(10)
})

test.each<[string, Severities, string, number]>([
  ['a rule that is off', {'lone-node': 'off'}, '', 0],
  ['a rule that is off, beside a comment about another one', {'lone-node': 'off'}, '# lbgen-ignore literal-secret: why\n', 0],
  ['a rule that is off, where a comment is about it', {'lone-node': 'off'}, '# lbgen-ignore lone-node: why\n', 1],
  ['what is shown', {'lone-node': 'error'}, '', 1],
])('the place of %s is looked for no more often than it is needed', (_, severities, comment, times) => {
  const policy = policyOf([severities], [{file: 'cluster.yaml', text: `${comment}name: a\n`}], () => undefined)
  let looked = 0
  policy.judge({code: 'LB201', rule: 'lone-node', severity: 'hint', message: 'It is alone.', path: '/name'}, finding => {
    looked++
    return finding
  })
  expect(looked).toBe(times)
})

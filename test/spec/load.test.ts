import {describe, expect, test} from '@jest/globals'
import {type ReadFile, gatherSources} from '../../src/spec/gather.ts'
import type {Finding} from '../../src/findings/finding.ts'
import {formatPretty} from '../../src/findings/format.ts'
import {placeOf} from '../../src/findings/place.ts'
import {loadSpec} from '../../src/spec/load.ts'
import {compileSources, fileOf} from '../support/compiling.ts'

type Files = Readonly<Record<string, string>>

/** Compiles `cluster.yaml` of some files that are not there. */
function compileFiles(files: Files): {
  readonly findings: readonly string[]
  readonly cfg: string | undefined
  readonly all: readonly Finding[]
} {
  const found: Finding[] = []
  const report = (finding: Finding): void => void found.push(finding)
  const read: ReadFile = (file, _, blame) => {
    const text = files[file]
    if (text !== undefined) return {file, bytes: new TextEncoder().encode(text)}
    blame({code: 'LB904', rule: 'missing-file', severity: 'error', message: `There is no file \`${file}\`.`})
    return undefined
  }
  const sources = gatherSources('cluster.yaml', read, report)
  const {findings, artifacts} = sources === undefined ? {findings: [], artifacts: []} : compileSources(sources)
  const [cfg] = artifacts.filter(({path}) => path.endsWith('haproxy.cfg'))
  const all = [...found, ...findings]
  return {
    all,
    findings: all.map(one => `${one.source?.file}:${placeOf(one)?.line}:${placeOf(one)?.column} ${one.code}`),
    cfg: cfg && fileOf(cfg),
  }
}

const base = `lbgen: 1
name: office
loadBalancers: {lb1: 10.0.0.4}
nodes: {node1: 10.0.0.11, node2: 10.0.0.12}
services:
  cifs: {listen: "10.0.0.4:445"}
`

describe('include', () => {
  test('the file itself wins over what it includes, leaf by leaf', () => {
    const {findings, cfg} = compileFiles({
      'cluster.yaml':
        'include: [base.yaml]\nnodes: {node1: {weight: 7}, node2: {weight: 9}}\nservices: {cifs: {timeouts: {client: 9s, server: 9s}}}\n',
      'base.yaml': base,
    })
    expect(findings).toEqual([])
    expect(cfg).toContain('server node1 10.0.0.11:445')
    expect(cfg).toContain('weight 7')
    expect(cfg).toContain('timeout client 9s')
  })

  test('of two files the later wins, and what they include is under them', () => {
    const {findings, cfg} = compileFiles({
      'cluster.yaml': 'include: [one.yaml, two.yaml]\n',
      'one.yaml': `include: [base.yaml]\nnodes: {node1: 10.0.0.31, node2: 10.0.0.32}\n`,
      'two.yaml': 'nodes: {node2: 10.0.0.42}\n',
      'base.yaml': base,
    })
    expect(findings).toEqual([])
    expect(cfg).toContain('server node1 10.0.0.31:445')
    expect(cfg).toContain('server node2 10.0.0.42:445')
  })

  test('lists are replaced, and short forms are long before they meet', () => {
    const {findings, cfg} = compileFiles({
      'cluster.yaml': 'include: [base.yaml]\nservices: {cifs: {listen: "10.0.0.4:139", nodes: [node2, node1]}}\n',
      'base.yaml': base.replace('"10.0.0.4:445"', '["10.0.0.4:445", "10.0.0.4:446"], nodes: [node1]'),
    })
    expect(findings).toEqual([])
    expect(cfg?.match(/bind .*/g)).toEqual(['bind 10.0.0.4:139'])
    expect(cfg?.match(/server node\d/g)).toEqual(['server node2', 'server node1'])
  })

  test('another kind of check or persistence replaces the earlier one whole', () => {
    const {findings, cfg} = compileFiles({
      'cluster.yaml': 'include: [base.yaml]\nservices: {cifs: {check: tls, persistence: none}}\n',
      'base.yaml': base.replace('445"', '445", mode: http, check: {type: http, path: /a}, persistence: {type: source, size: 1m}'),
    })
    expect(findings).toEqual([])
    expect(cfg).not.toMatch(/httpchk|stick/)
  })

  test.each<[string, Files, readonly string[]]>([
    [
      'a missing file, where it is named',
      {'cluster.yaml': `${base}include: [here.yaml, gone.yaml]\n`, 'here.yaml': 'x-a: 1\n'},
      ['cluster.yaml:7:22 LB904'],
    ],
    [
      'a missing file of an included one',
      {'cluster.yaml': `${base}include: [a.yaml]\n`, 'a.yaml': 'include:\n  - gone.yaml\n'},
      ['a.yaml:2:5 LB904'],
    ],
    ['a file that includes itself', {'cluster.yaml': `${base}include: [cluster.yaml]\n`}, ['cluster.yaml:7:11 LB020']],
    [
      'a circle',
      {'cluster.yaml': `${base}include: [a.yaml]\n`, 'a.yaml': 'include: [b.yaml]\n', 'b.yaml': 'include: [a.yaml]\n'},
      ['b.yaml:1:11 LB020'],
    ],
    ['text in the place of a list', {'cluster.yaml': `${base}include: base.yaml\n`}, ['cluster.yaml:7:10 LB011']],
    [
      'a mistake in an included file, there',
      {'cluster.yaml': `include: [a.yaml]\n`, 'a.yaml': base.replace('cifs', 'ci fs')},
      ['a.yaml:6:3 LB014'],
    ],
    [
      'the same file twice, whose mistake counts once',
      {
        'cluster.yaml': `include: [a.yaml, b.yaml]\n`,
        'a.yaml': 'include: [c.yaml]\n',
        'b.yaml': 'include: [c.yaml]\n',
        'c.yaml': `${base}colour: red\n`,
      },
      ['c.yaml:7:1 LB010'],
    ],
    ['an included file that is no YAML', {'cluster.yaml': `${base}include: [a.yaml]\n`, 'a.yaml': 'nodes: [\n'}, ['a.yaml:1:8 LB002']],
    ['an included file that is empty', {'cluster.yaml': `${base}include: [a.yaml]\n`, 'a.yaml': '# later\n'}, ['a.yaml:1:1 LB005']],
    [
      'what all files together lack',
      {
        'cluster.yaml': 'include: [a.yaml]\nname: office\n',
        'a.yaml': base.replace('name: office\n', '').replace('node1: 10.0.0.11', 'node1: {weight: 1}'),
      },
      ['a.yaml:3:9 LB012'],
    ],
    [
      'a reference from an included file to nothing',
      {'cluster.yaml': 'include: [a.yaml]\n', 'a.yaml': base.replace('445"', '445", nodes: [node3]')},
      ['a.yaml:6:42 LB102'],
    ],
    [
      'nothing included, and nothing there',
      {'cluster.yaml': 'lbgen: 1\nname: x\ninclude: []\n'},
      ['cluster.yaml:1:1 LB012', 'cluster.yaml:1:1 LB012', 'cluster.yaml:1:1 LB012'],
    ],
    ['an included list', {'cluster.yaml': `${base}include: [a.yaml]\n`, 'a.yaml': '- a\n'}, ['a.yaml:1:1 LB011']],
  ])('reports %s', (_, files, expected) => {
    const {findings, all} = compileFiles(files)
    expect(findings).toEqual(expected)
    expect(formatPretty(all)).not.toContain('undefined')
  })

  test('settings of the statistics page may come from two files', () => {
    const {findings, cfg} = compileFiles({
      'cluster.yaml': 'include: [base.yaml]\nhaproxy: {stats: {user: admin, password: {env: PASSWORD}}}\n',
      'base.yaml': `${base}haproxy: {stats: {listen: "127.0.0.1:8404", path: /s}}\n`,
    })
    expect(findings).toEqual([])
    expect(cfg).toContain('stats auth admin:stand-in')
  })
})

describe('.lbgen.yaml beside the spec', () => {
  test.each([
    ['idle-node: off', 'Put it under `rules:`.'],
    ['nowhere: {}', 'Write `rules` alone there; all else stands in the spec.'],
    ['rulez: {idle-node: off}', 'Did you mean `rules`?'],
  ])('says of `%s` at its top where it goes', (text, hint) => {
    const found: unknown[] = []
    const sources = [
      {file: '.lbgen.yaml', text},
      {file: 'cluster.yaml', text: 'lbgen: 1\n'},
    ]
    loadSpec(sources, finding => found.push(finding))
    expect(found).toEqual([expect.objectContaining({code: 'LB010', hint})])
  })

  const lone = base.replace(', node2: 10.0.0.12', '')

  test('counts before the spec', () => {
    expect(compileFiles({'cluster.yaml': lone}).findings).toEqual(['cluster.yaml:6:3 LB201'])
    expect(compileFiles({'cluster.yaml': lone, '.lbgen.yaml': 'rules: {lone-node: off}\n'}).findings).toEqual([])
  })

  test('may hold nothing but remarks', () => {
    expect(compileFiles({'cluster.yaml': lone, '.lbgen.yaml': '# rules: {lone-node: off}\n'}).findings).toEqual(['cluster.yaml:6:3 LB201'])
  })

  test.each([
    ['no YAML', 'rules: [\n', '.lbgen.yaml:1:8 LB002'],
    ['a list', '- rules\n', '.lbgen.yaml:1:1 LB011'],
    ['files to include', 'include: [a.yaml]\n', '.lbgen.yaml:1:1 LB010'],
  ])('is refused as %s', (_, settings, expected) => {
    expect(compileFiles({'cluster.yaml': lone, '.lbgen.yaml': settings}).findings).toEqual([expected])
  })
})

describe('places', () => {
  const text = `x-long: &long
  client: 16m
services:
  cifs:
    listen: &here 192.168.1.10:445
    timeouts:
      <<: *long
      server: 16m
    check: tcp
  smb: {listen: [*here], nodes: [a, {node: b}]}
`
  const loaded = loadSpec(
    [
      {file: 'part.yaml', text: 'name: x\n'},
      {file: 'cluster.yaml', text: `lbgen: 1\nname: y\nloadBalancers: {lb: 10.0.0.1}\nnodes: {a: 10.0.0.2, b: 10.0.0.3}\n${text}`},
    ],
    finding => {
      throw new Error(finding.message)
    },
  )
  const shown = (path: string): string => {
    const {source, span, written} = loaded?.places.find(path) ?? {source: {text: ''}, span: {start: 0, end: 0}, written: false}
    return `${source.text.slice(span.start, span.end)}${written ? '' : ' (around)'}`
  }

  test.each([
    ['/services/cifs/listen', '192.168.1.10:445'],
    ['/services/cifs/listen/0', '192.168.1.10:445'],
    ['/services/cifs/listen/0/ports', '192.168.1.10:445'],
    ['/services/smb/listen/0', '192.168.1.10:445'],
    ['/services/cifs/timeouts/client', '16m'],
    ['/services/cifs/timeouts/connect', 'timeouts (around)'],
    ['/services/cifs/check/type', 'tcp'],
    ['/services/smb/nodes/0', 'a'],
    ['/services/smb/nodes/0/weight', 'a (around)'],
    ['/services/smb/nodes/1/node', 'b'],
    ['/nodes/b/address', '10.0.0.3'],
    ['/name', 'y'],
    ['/haproxy/version', ' (around)'],
  ])('%s is at `%s`', (path, expected) => {
    expect(shown(path)).toBe(expected)
  })
})

describe('what a short form writes', () => {
  const text = `lbgen: 1
name: office
loadBalancers: {lb1: 10.0.0.4}
nodes: {web1: 10.0.0.11, web2: {address: 10.0.0.12}}
certificates: {shop: {file: /etc/shop.pem}}
defaults: {balance: leastconn, check: tcp}
services:
  shop:
    mode: http
    listen:
      - {port: 80, redirect: https}
      - {port: 443, tls: shop}
      - 10.0.0.5:8443
      - 8000
      - "*:81"
    nodes: [web1, {node: web2}]
    port: 80
    balance: roundrobin
    persistence: source
    check: http
  all: {listen: "10.0.0.6:111,2049", nodes: all, port: 80}
haproxy: {stats: {listen: 127.0.0.1:8404}}
`
  const places = loadSpec([{file: 'cluster.yaml', text}], () => undefined)?.places

  test.each([
    ['/nodes/web1/address', true],
    ['/nodes/web1/weight', false],
    ['/nodes/web2/address', true],
    ['/nodes/web3/address', false],
    ['/loadBalancers/lb1/address', true],
    ['/loadBalancers/lb1/sourceAddress', false],
    ['/defaults/balance/algorithm', true],
    ['/defaults/check/type', true],
    ['/defaults/check/interval', false],
    ['/services/shop/listen/0/redirect/to', true],
    ['/services/shop/listen/0/redirect/code', false],
    ['/services/shop/listen/0/ports', true],
    ['/services/shop/listen/0/address', false],
    ['/services/shop/listen/1/tls/certificates/0', true],
    ['/services/shop/listen/1/tls/alpn', false],
    ['/services/shop/listen/2/address', true],
    ['/services/shop/listen/2/ports', true],
    ['/services/shop/listen/2/tls/certificates/0', false],
    ['/services/shop/listen/2/acceptProxy', false],
    ['/services/shop/listen/3/ports', true],
    ['/services/shop/listen/3/address', false],
    ['/services/shop/listen/4/address', true],
    ['/services/shop/nodes/0/node', true],
    ['/services/shop/nodes/0/weight', false],
    ['/services/shop/nodes/1/node', true],
    ['/services/shop/balance/algorithm', true],
    ['/services/shop/balance/consistent', false],
    ['/services/shop/persistence/type', true],
    ['/services/shop/persistence/timeout', false],
    ['/services/shop/check/type', true],
    ['/services/shop/check/interval', false],
    ['/services/all/listen/0/address', true],
    ['/services/all/listen/0/ports/1', true],
    ['/haproxy/stats/listen/address', true],
    ['/haproxy/stats/path', false],
  ])('%s: %s', (path, written) => {
    expect(places?.find(path).written).toBe(written)
  })

  test('counts beside another file that says something else of the same', () => {
    const sources = [
      {file: 'base.yaml', text},
      {file: 'cluster.yaml', text: 'nodes: {web1: {weight: 7}}\n'},
    ]
    expect(loadSpec(sources, () => undefined)?.places.find('/nodes/web1/address')).toMatchObject({
      source: {file: 'base.yaml'},
      written: true,
    })
  })
})

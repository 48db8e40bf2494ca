import {mkdirSync, mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {dirname, join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {isError} from '../../../src/findings/finding.ts'
import {haproxyVerifier} from '../../../src/targets/haproxy/verify.ts'
import {compileTexts, faultsIn, fileOf, shortly} from '../../support/compiling.ts'
import {describeHaproxies, runEngine} from '../../support/engines.ts'

interface Fields {
  readonly version?: string
  readonly loadBalancers?: string
  readonly service?: string
  readonly more?: string
}

const pair = 'lb1: 127.0.0.1, lb2: 127.0.0.2'

const compiled = ({version = '3.4', loadBalancers = pair, service = 'persistence: source', more = ''}: Fields) =>
  compileTexts(`lbgen: 1
name: sticky
loadBalancers: {${loadBalancers}}
nodes: {web2: 127.0.0.12, web1: 127.0.0.11}
services:
  web: {listen: "127.0.0.1:8445", ${service}}
haproxy: {version: "${version}", user: root, group: root}
${more}
`)

/** The lines about peers of each load balancer's file. */
const linesOf = (fields: Fields): readonly (readonly string[])[] =>
  compiled(fields).artifacts.map(artifact =>
    fileOf(artifact)
      .split('\n')
      .map(line => line.trim())
      .filter(line => /^(peer|localpeer|stick-table)/.test(line)),
  )

const table = 'stick-table type ip size 10240 expire 30m'

describe('two load balancers tell each other', () => {
  test('each in a file that says which of them it is for', () => {
    const shared = ['peers sticky:peers', 'peer lb1 127.0.0.1:10000', 'peer lb2 127.0.0.2:10000', `${table} peers sticky:peers`]
    expect(linesOf({})).toEqual([
      ['localpeer lb1', ...shared],
      ['localpeer lb2', ...shared],
    ])
    expect(shortly(faultsIn(compiled({}).findings))).toEqual([])
  })

  test('on the port that the spec says', () => {
    expect(linesOf({more: 'highAvailability: {peersPort: 10001}'})[0]).toContain('peer lb2 127.0.0.2:10001')
  })

  test('over IPv6 as the release reads it', () => {
    const loadBalancers = 'lb1: "2001:db8::1", lb2: "2001:db8::2"'
    expect(linesOf({version: '1.7', loadBalancers})[0]).toContain('peer lb2 [2001:db8::2]:10000')
    expect(linesOf({version: '1.6', loadBalancers})[0]).toContain('peer lb2 2001:db8::2:10000')
  })

  test('before 2.2 HAProxy is told which of them it is when it starts', () => {
    const {artifacts, findings} = compiled({version: '2.1'})
    expect(linesOf({version: '2.1'})[1]).toEqual([
      'peers sticky:peers',
      'peer lb1 127.0.0.1:10000',
      'peer lb2 127.0.0.2:10000',
      `${table} peers sticky:peers`,
    ])
    expect(artifacts.map(({check}) => check?.slice(-2))).toEqual([
      ['-L', 'lb1'],
      ['-L', 'lb2'],
    ])
    expect(faultsIn(findings).map(({code, severity, hint}) => [code, severity, hint])).toEqual([
      [
        'LB412',
        'warning',
        'Name each host as its load balancer is named here, or start HAProxy with `-L lb1`, `-L lb2`; from 2.2 on the file says it.',
      ],
    ])
  })

  test('not in 1.4, which has no peers, and says so', () => {
    const {findings} = compiled({version: '1.4'})
    expect(linesOf({version: '1.4'})).toEqual([[table], [table]])
    expect(shortly(faultsIn(findings))).toEqual(['LB402 source'])
  })

  test('and a name of theirs is looked up, which is said', () => {
    expect(shortly(faultsIn(compiled({loadBalancers: 'lb1: 127.0.0.1, lb2: lb2.example.com'}).findings))).toEqual(['LB413 lb2.example.com'])
  })
})

describe('a lone load balancer', () => {
  test('hands over to itself, where nobody else can reach it', () => {
    expect(linesOf({loadBalancers: 'lb1: 192.0.2.1'})).toEqual([
      ['localpeer lb1', 'peers sticky:peers', 'peer lb1 127.0.0.1:10000', `${table} peers sticky:peers`],
    ])
  })

  test('does not before 2.2, for it would have to be started in another way', () => {
    expect(linesOf({loadBalancers: 'lb1: 192.0.2.1', version: '2.1'})).toEqual([[table]])
    expect(faultsIn(compiled({loadBalancers: 'lb1: 192.0.2.1', version: '2.1'}).findings)).toEqual([])
  })
})

test('where nothing is remembered nobody is told', () => {
  for (const service of ['persistence: none', 'mode: http, persistence: cookie']) expect(linesOf({service})).toEqual([[], []])
})

test.each([
  ['127.0.0.2:10000', pair, ['LB108 "127.0.0.2:10000"']],
  ['*:10000', pair, ['LB109 "*:10000"', 'LB109 "*:10000"']],
  ['192.0.2.9:10000', pair, ['LB135 "192.0.2.9:10000"']],
  ['127.0.0.1:10000', 'lb1: 192.0.2.1', ['LB108 "127.0.0.1:10000"']],
])('a service on %s, beside %s', (listen, loadBalancers, expected) => {
  const service = `persistence: source}\n  other: {listen: "${listen}"`
  expect(shortly(faultsIn(compiled({loadBalancers, service}).findings))).toEqual(expected)
})

describe('before 2.0 a table knows nodes by numbers', () => {
  const serversOf = (version: string, service: string): readonly string[] =>
    compiled({version, service, loadBalancers: 'lb1: 127.0.0.1'}).artifacts.flatMap(artifact =>
      fileOf(artifact)
        .split('\n')
        .filter(line => line.startsWith('    server '))
        .map(line => line.replace(/^.*server (\w+) .* weight 1/, '$1')),
    )

  test('that hang on their names', () => {
    const [second = '', first = ''] = serversOf('1.9', 'persistence: source')
    expect([second, first]).toEqual([expect.stringMatching(/^web2 id \d+$/), expect.stringMatching(/^web1 id \d+$/)])
    expect(serversOf('1.9', 'persistence: source, nodes: [web1, web2]')).toEqual([first, second])
    expect(serversOf('1.9', 'persistence: source, nodes: [web2]')).toEqual([second])
  })

  test('and otherwise nobody needs them', () => {
    expect(serversOf('2.0', 'persistence: source')).toEqual(['web2', 'web1'])
    expect(serversOf('1.9', 'persistence: none')).toEqual(['web2', 'web1'])
  })
})

const releases = ['1.4', '1.5', '1.6', '1.7', '1.8', '1.9', '2.0', '2.1', '2.2', '2.6', '3.0', '3.2', '3.4']
const here = releases.filter(release => process.env[`LBGEN_HAPROXY_${release.replace('.', '_')}`] !== undefined || Number(release) >= 2.2)
describeHaproxies(here, engine => {
  test.each([
    ['two', pair, 'persistence: source'],
    ['two with names of users', pair, 'mode: http, persistence: application-cookie'],
    ['two on IPv6', 'lb1: "::1", lb2: "2001:db8::2"', 'persistence: source'],
    ['a lone one', 'lb1: 127.0.0.1', 'persistence: source'],
  ])('takes %s without a word', (_who, loadBalancers, service) => {
    const {artifacts, findings} = compiled({version: engine.release, loadBalancers, service})
    expect(findings.filter(isError)).toEqual([])
    const folder = mkdtempSync(join(tmpdir(), 'lbgen-peers-'))
    try {
      for (const artifact of artifacts) {
        const file = join(folder, artifact.path)
        mkdirSync(dirname(file), {recursive: true})
        writeFileSync(file, fileOf(artifact))
        const [program, ...args] = haproxyVerifier.command(engine.program, file, artifact)
        const {exitCode, stderr} = runEngine(program, args, folder)
        expect({exitCode, alerts: stderr.match(/\[(ALERT|WARNING)\].*/g)}).toEqual({exitCode: 0, alerts: null})
      }
    } finally {
      rmSync(folder, {recursive: true})
    }
  })
})

import {createHash} from 'node:crypto'
import {readFileSync} from 'node:fs'
import {createRequire} from 'node:module'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import type {Ajv2020 as Draft2020} from 'ajv/dist/2020.js'
import {formatReport, nameIn} from '../../src/cli/reports.ts'
import type {Finding} from '../../src/findings/finding.ts'
import {fingerprinted} from '../../src/findings/fingerprint.ts'
import {formatGithub} from '../../src/findings/github.ts'
import {formatJson} from '../../src/findings/json.ts'
import {formatJunit} from '../../src/findings/junit.ts'
import {documented as rules} from '../../src/rules/index.ts'
import type {Suppressed} from '../../src/findings/suppressed.ts'
import {compileTexts} from '../support/compiling.ts'
import {faultsOfSarif} from '../support/sarif.ts'

const root = join(import.meta.dirname, '../..')
const require = createRequire(import.meta.url)
const {Ajv2020} = require('ajv/dist/2020') as {readonly Ajv2020: typeof Draft2020}
const read = (file: string): object => JSON.parse(readFileSync(join(root, file), 'utf8'))

const text = 'lbgen: 1\nname: "Büro 😀"\nservices: {a: b}\n'

/** A finding at a part of that text. */
const at = (part: string, changed: Partial<Finding> = {}): Finding => {
  const start = text.indexOf(part)
  return {
    code: 'LB201',
    rule: 'lone-node',
    severity: 'hint',
    message: 'Service `a` has only one node.',
    hint: 'Add a second node.',
    path: '/services/a',
    source: {file: 'specs/cluster.yaml', text},
    span: {start, end: start + part.length},
    ...changed,
  }
}

const nowhere: Finding = {code: 'LB904', rule: 'missing-file', severity: 'error', message: 'There is no file `a`.'}

/** One of each: with a place, without one, over several lines, with signs of every format's own, and what all rules say of what they are for. */
const findings: readonly Finding[] = [
  at('a'),
  at('😀'),
  at('name: "Büro 😀"\nservices', {severity: 'warning', code: 'LB202', rule: 'literal-secret'}),
  at('lbgen', {message: '100%, a: b\r\n::error::<&>"\u0007', severity: 'error', code: 'LB010', rule: 'unknown-key'}),
  nowhere,
  {...nowhere, code: 'LB490', rule: 'haproxy-complains', severity: 'warning', source: {file: 'a b/ä#.yaml', text: ''}},
  ...rules.flatMap(({bad}) => compileTexts(bad).findings),
]

const run = {version: '1.2.3', strict: false, specs: ['specs/cluster.yaml'], root: process.cwd()}

describe('JSON', () => {
  const validate = new Ajv2020({strict: false, validateFormats: false, allErrors: true}).compile(read('schemas/findings.schema.json'))

  test.each([
    ['findings', findings],
    ['no finding', []],
  ])('of %s is what its schema says', (_, all) => {
    validate(JSON.parse(formatJson(all)))
    expect(validate.errors).toBeNull()
  })

  test('with another field would not be', () => {
    expect(validate({findings: [{...nowhere, extra: 1}], summary: {errors: 0, warnings: 0, hints: 0}})).toBe(false)
    expect(validate({findings: [{...nowhere, line: 1}], summary: {errors: 0, warnings: 0, hints: 0}})).toBe(false)
  })
})

describe('SARIF', () => {
  interface Sarif {
    readonly runs: readonly [
      {
        readonly tool: {
          readonly driver: {
            readonly rules: readonly {
              readonly id: string
              readonly helpUri?: string
              readonly help: {readonly text: string}
              readonly properties: object
            }[]
          }
        }
        readonly results: readonly {
          readonly ruleId: string
          readonly ruleIndex: number
          readonly level: string
          readonly partialFingerprints: object
          readonly locations?: readonly {readonly physicalLocation: {readonly artifactLocation: object; readonly region: object}}[]
        }[]
      },
    ]
  }
  const sarifOf = (all: readonly Finding[]): Sarif => JSON.parse(formatReport('sarif', all, run))

  test.each([
    ['findings', findings],
    ['no finding', []],
  ])('of %s is what the official schema says', (_, all) => {
    expect(faultsOfSarif(sarifOf(all))).toEqual([])
  })

  test('with what is silenced is too, and says of each result whether it is, and why', () => {
    const silenced = at('b', {code: 'LB202', rule: 'literal-secret'})
    const suppressed: readonly Suppressed[] = [
      {finding: silenced, kind: 'inSource', why: 'a lab'},
      {finding: {...silenced}, kind: 'inSource', why: 'a lab'},
      {finding: nowhere, kind: 'external', why: 'The baseline knows it.'},
    ]
    const document: unknown = JSON.parse(formatReport('sarif', [at('a')], {...run, suppressed}))
    expect(faultsOfSarif(document)).toEqual([])
    expect(document).toMatchObject({
      runs: [
        {
          results: [
            {ruleId: 'LB202', suppressions: [{kind: 'inSource', status: 'accepted', justification: 'a lab'}]},
            {ruleId: 'LB201', suppressions: []},
            {ruleId: 'LB904', suppressions: [{kind: 'external', status: 'accepted', justification: 'The baseline knows it.'}]},
          ],
        },
      ],
    })
  })

  test('that is none is not', () => {
    expect(faultsOfSarif({version: '2.1.0', runs: [{results: [{message: 'text'}]}]})).not.toEqual([])
  })

  test('leads from each result to its rule, with its page and its level', () => {
    const [{tool, results}] = sarifOf(findings).runs
    expect(results.map(({ruleIndex}) => tool.driver.rules[ruleIndex]?.id)).toEqual(results.map(({ruleId}) => ruleId))
    const lone = tool.driver.rules.find(({id}) => id === 'LB201')
    expect(lone).toMatchObject({
      name: 'LoneNode',
      helpUri: 'https://docs.haproxy.org/3.2/intro.html#2',
      defaultConfiguration: {level: 'note'},
    })
    expect(lone?.help.text).toContain('## Put right')
    expect(lone?.properties).toEqual({tags: ['lone-node', 'available']})
    expect(tool.driver.rules.find(({id}) => id === 'LB204')?.properties).toEqual({tags: ['open-stats', 'security']})
    for (const {helpUri = 'https://a'} of tool.driver.rules) expect(() => new URL(helpUri)).not.toThrow()
  })

  test('names files relative to the repository, and counts columns as editors do', () => {
    const [{results}] = sarifOf([at('😀'), {...at('a'), source: {file: '/etc/a b.yaml', text}}]).runs
    expect(results.map(({locations}) => locations?.[0]?.physicalLocation)).toEqual([
      {
        artifactLocation: {uri: 'file:///etc/a%20b.yaml'},
        region: {startLine: 2, startColumn: 2, endLine: 2, endColumn: 3},
      },
      {
        artifactLocation: {uri: 'specs/cluster.yaml', uriBaseId: '%SRCROOT%'},
        region: {startLine: 2, startColumn: 13, endLine: 2, endColumn: 15},
      },
    ])
  })

  test('has a place for everything: without one, code scanning takes nothing of the file', () => {
    const outdated: Finding = {...nowhere, code: 'LB940', rule: 'outdated-file', about: 'rendered/lb1/haproxy.cfg'}
    const [{results}] = sarifOf([nowhere, outdated, {...outdated, source: {file: 'known.json', text: ''}}]).runs
    expect(results.map(({locations}) => locations)).toEqual(
      ['known.json', 'specs/cluster.yaml', 'rendered/lb1/haproxy.cfg'].map(uri => [
        {physicalLocation: {artifactLocation: {uri, uriBaseId: '%SRCROOT%'}, region: {startLine: 1}}},
      ]),
    )
    expect(JSON.parse(formatReport('sarif', [nowhere], {...run, specs: []}))).toMatchObject({
      runs: [{results: [{locations: [{physicalLocation: {artifactLocation: {uri: '-'}}}]}]}],
    })
  })
})

describe('workflow commands of GitHub', () => {
  const printed = (finding: Finding): string => formatGithub([finding], {nameOf: file => file, specs: []})

  test.each<[string, Finding, string]>([
    [
      'have the place and the hint',
      at('a: b'),
      '::notice file=specs/cluster.yaml,line=3,endLine=3,col=12,endColumn=16,title=LB201 lone-node::Service `a` has only one node.%0Ahint: Add a second node.\n',
    ],
    [
      'have no columns over several lines',
      at('name: "Büro 😀"\nservices', {severity: 'warning'}),
      '::warning file=specs/cluster.yaml,line=2,endLine=3,title=LB201 lone-node::Service `a` has only one node.%0Ahint: Add a second node.\n',
    ],
    ['may be about no file', nowhere, '::error title=LB904 missing-file::There is no file `a`.\n'],
    [
      'may be about a file that was rendered',
      {...nowhere, about: 'rendered/manifest.json'},
      '::error file=rendered/manifest.json,line=1,endLine=1,title=LB904 missing-file::There is no file `a`.\n',
    ],
    [
      'escape what would end them',
      {...nowhere, message: '50%: a,b\r\n::stop', source: {file: 'a,b:c%.yaml', text: ''}},
      '::error file=a%2Cb%3Ac%25.yaml,line=1,endLine=1,title=LB904 missing-file::50%25: a,b%0D%0A::stop\n',
    ],
  ])('%s', (_, finding, expected) => {
    expect(printed(finding)).toBe(expected)
  })

  test('are one line each', () => {
    expect(formatGithub(findings, {nameOf: file => file, specs: []}).split('\n')).toHaveLength(findings.length + 1)
  })
})

describe("GitLab's code quality", () => {
  const documentOf = (
    all: readonly Finding[],
  ): readonly {readonly fingerprint: string; readonly location: object; readonly severity: string}[] =>
    JSON.parse(formatReport('gitlab', all, run))

  test('gives each finding a fingerprint of its own, a severity and a line', () => {
    const document = documentOf(findings)
    expect(new Set(document.map(({fingerprint}) => fingerprint)).size).toBe(findings.length)
    expect(new Set(document.map(({severity}) => severity))).toEqual(new Set(['critical', 'major', 'info']))
    for (const one of document)
      expect(one).toEqual({
        description: expect.stringMatching(/./),
        check_name: expect.stringMatching(/^LB\d{3} [a-z0-9-]+$/),
        fingerprint: expect.stringMatching(/^[0-9a-f]{64}$/),
        severity: expect.stringMatching(/^(critical|major|info)$/),
        location: {path: expect.stringMatching(/^[^/]/), lines: {begin: expect.any(Number), end: expect.any(Number)}},
      })
  })

  test('puts what is about no file at the beginning of the spec', () => {
    expect(documentOf([nowhere])[0]?.location).toEqual({path: 'specs/cluster.yaml', lines: {begin: 1, end: 1}})
    expect(documentOf([])).toEqual([])
  })
})

describe('JUnit', () => {
  /** Fails where a text is no well-formed XML of tags, attributes and text. */
  function elementsOf(xml: string): readonly string[] {
    expect(xml).toMatch(/^<\?xml version="1\.0" encoding="UTF-8"\?>\n/)
    const open: string[] = []
    const names: string[] = []
    const rest = xml
      .slice(xml.indexOf('\n'))
      .replaceAll(
        /<(\/?)([a-z-]+)((?: [a-z]+="[^"<&]*(?:&(?:amp|lt|gt|quot|#10);[^"<&]*)*")*)(\/?)>/g,
        (_, end: string, name: string, _attributes: string, single: string) => {
          if (end !== '') expect(open.pop()).toBe(name)
          else names.push(name)
          if (end === '' && single === '') open.push(name)
          return ''
        },
      )
    expect(open).toEqual([])
    expect(rest.replaceAll(/&(?:amp|lt|gt|quot);/g, '')).not.toMatch(/[<&]/)
    return names
  }

  test('is well-formed, whatever findings say', () => {
    const xml = formatReport('junit', findings, run)
    expect(elementsOf(xml).filter(name => name === 'testcase')).toHaveLength(findings.length)
    expect(xml).toContain('::error::&lt;&amp;&gt;&quot;\ufffd')
  })

  test('counts what fails the command as failed', () => {
    const [error, warning, hint] = [nowhere, at('a', {severity: 'warning'}), at('b')]
    const counts = (strict: boolean): string | undefined =>
      /<testsuites (.*)>/.exec(formatJunit([error, warning, hint], {specs: ['specs/cluster.yaml'], strict}))?.[1]
    expect(counts(false)).toBe('name="lbgen" tests="3" failures="1"')
    expect(counts(true)).toBe('name="lbgen" tests="3" failures="2"')
  })

  test('has a test that passes for a spec with which nothing is wrong', () => {
    const xml = formatJunit([], {specs: ['a.yaml', 'b.yaml'], strict: false})
    expect(elementsOf(xml)).toEqual(['testsuites', 'testsuite', 'testcase', 'testsuite', 'testcase'])
    expect(xml).toContain('tests="2" failures="0"')
  })
})

describe('fingerprints', () => {
  const prints = (...all: readonly Finding[]): readonly string[] =>
    fingerprinted(all, file => file).map(([, print]) => createHash('sha256').update(print).digest('hex'))

  test.each<[string, Partial<Finding>]>([
    ['other lines', {span: {start: 0, end: 1}}],
    ['another text around', {source: {file: 'specs/cluster.yaml', text: `# new\n${text}`}}],
    ['another hint', {hint: 'Do something.'}],
    ['another severity', {severity: 'error'}],
    ['another item of a list', {path: '/services/a/listen/3', message: 'The line 7 of `lb1/haproxy.cfg:12` waits 5 seconds.'}],
  ])('stay the same with %s', (_, changed) => {
    const before = at('a', {path: '/services/a/listen/2', message: 'The line 8 of `lb1/haproxy.cfg:9` waits 6 seconds.'})
    expect(prints({...before, ...changed})).toEqual(prints(before))
  })

  test.each<[string, Partial<Finding>]>([
    ['another file', {source: {file: 'other.yaml', text}}],
    ['another code', {code: 'LB202'}],
    ['another part of the spec', {path: '/services/b'}],
    ['another name', {message: 'Service `b2` has only one node.'}],
  ])('differ with %s', (_, changed) => {
    expect(prints(at('a', changed))).not.toEqual(prints(at('a')))
  })

  test('are numbered where two findings are alike', () => {
    expect(new Set(prints(at('a'), at('a'), at('a'))).size).toBe(3)
  })
})

test.each([
  ['/repo', '/repo/a/b.yaml', 'a/b.yaml'],
  ['/repo', '/other/b.yaml', '/other/b.yaml'],
  ['/repo', '/repository/b.yaml', '/repository/b.yaml'],
  ['/repo', '/repo/..b.yaml', '..b.yaml'],
  ['/repo', '-', '-'],
])('in %s, %s is %s', (folder, file, expected) => {
  expect(nameIn(folder, file)).toBe(expected)
})

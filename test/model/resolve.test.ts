import {isThorough} from '../support/thorough.ts'
import {readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {load} from 'js-yaml'
import {renderMarked} from '../../src/compile.ts'
import {isError} from '../../src/findings/finding.ts'
import {formatPretty} from '../../src/findings/format.ts'
import {formatResolved} from '../../src/format-resolved.ts'
import {targets} from '../../src/targets/index.ts'
import {print} from '../../src/targets/print.ts'
import {templates} from '../../src/targets/templates-marked.gen.js'
import {traceLines} from '../../src/targets/trace.ts'
import {compileTexts, fileOf} from '../support/compiling.ts'
import {type Json, balanceSpec, partsOf, richSpec, withPart, ldirectordSpec, lvsSpec} from '../support/rich-spec.ts'

const examples = join(import.meta.dirname, '../../examples')
const specs: readonly (readonly [string, string])[] = [
  ...readdirSync(examples).map(name => [name, readFileSync(join(examples, name, 'cluster.yaml'), 'utf8')] as const),
  [
    'nodes that the DNS alone knows',
    'lbgen: 1\nname: dns\nloadBalancers: {lb1: 10.0.0.4}\nresolvers: {dns1: {nameservers: ["10.0.0.53"]}}\nservices: {web: {listen: "10.0.0.5:80", nodes: {dns: web.example.com}}}\n',
  ],
  ['the rich spec', JSON.stringify(richSpec)],
  ['a spec for Balance', JSON.stringify(balanceSpec)],
  ['a spec for the kernel', JSON.stringify(lvsSpec)],
  ['a spec for ldirectord', JSON.stringify(ldirectordSpec)],
]

const filesOf = (text: string): Readonly<Record<string, string>> =>
  Object.fromEntries(compileTexts(text).artifacts.map(artifact => [artifact.path, fileOf(artifact)]))

/** The spec with every default filled in, as text. */
function resolvedOf(text: string): string {
  const {understood, findings} = compileTexts(text)
  if (understood === undefined) throw new Error(formatPretty(findings))
  return formatResolved(understood, {targets, print})
}

/** Other values for a part of a spec that may change what is the default elsewhere. */
const others: readonly Json[] = [
  'tcp',
  'http',
  'none',
  'source',
  'cookie',
  true,
  false,
  1,
  0,
  {},
  '7s',
  'haproxy',
  'balance',
  'same',
  'header',
  {type: 'http'},
  {type: 'tcp'},
  {interval: '9s'},
]

describe.each(specs)('%s', (_, text) => {
  const resolved = resolvedOf(text)

  test('with its defaults filled in is a spec of the same cluster', () => {
    expect(formatPretty(compileTexts(resolved).findings.filter(isError))).toBe('')
    expect(filesOf(resolved)).toEqual(filesOf(text))
  })

  test('has no more defaults to fill in then', () => {
    expect(load(resolvedOf(resolved))).toEqual(load(resolved))
  })

  test('every line of every artifact comes from a place of the spec, or from a default', () => {
    const {understood} = compileTexts(text)
    if (understood === undefined) throw new Error('It is not understood.')
    const render = renderMarked(understood, templates)
    const lines = traceLines(targets.flatMap(target => render(understood.cluster, target)))
    const lost = lines.filter(
      ({text: line, origins}) => !/^\s*(#[^\n]*)?$/.test(line) && (origins.length === 0 || origins.some(origin => !origin.startsWith('/'))),
    )
    expect(lost).toEqual([])
    const {places} = understood
    for (const origin of new Set(lines.flatMap(({origins}) => origins))) {
      const {source, span} = places.find(origin)
      expect(span.start >= 0 && span.end <= source.text.length).toBe(true)
    }
  })
})

test.each([
  ['the rich spec', richSpec, isThorough ? 14 : 150],
  ['a spec for Balance', balanceSpec, isThorough ? 1 : 5],
  ['a spec for the kernel', lvsSpec, isThorough ? 5 : 15],
  ['a spec for ldirectord', ldirectordSpec, isThorough ? 5 : 15],
] as const)('%s, changed anywhere, stays the same cluster with its defaults filled in', (_, spec, share) => {
  let tried = 0
  const paths = partsOf(spec as Json)
    .map(({path}) => path)
    .filter(path => path.length > 0)
  for (const [index, path] of paths.entries()) {
    for (const value of others.filter((__, which) => (which + index) % share === 0)) {
      const text = JSON.stringify(withPart(spec, path, value))
      const {artifacts} = compileTexts(text)
      if (artifacts.length === 0) continue
      tried += 1
      expect({path, value, files: filesOf(resolvedOf(text))}).toEqual({path, value, files: filesOf(text)})
    }
  }
  expect(tried).toBeGreaterThan(isThorough ? 15 : 5)
})

test('a default is shown where it applies, and where it does not it is left out', () => {
  const {understood} = compileTexts(JSON.stringify(balanceSpec))
  expect(understood?.resolved.services['cifs']).toMatchObject({check: {type: 'none'}, mode: 'tcp', timeouts: {connect: '3s'}})
  const rich = compileTexts(JSON.stringify(richSpec)).understood?.resolved.services
  expect(rich?.['cifs']?.timeouts).not.toHaveProperty('httpRequest')
  expect(rich?.['hashed']?.timeouts).toMatchObject({connect: '4s', queue: '30s', httpRequest: '10s'})
  expect(rich?.['hashed']?.check).toMatchObject({type: 'http', interval: '3s', rise: 2, method: 'GET', path: '/'})
})

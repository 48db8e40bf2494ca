import {readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {annotate} from '../src/annotate.ts'
import {standInSecrets} from '../src/compile.ts'
import {plainRemark, withRemarks, xmlRemarks} from '../src/targets/remark.ts'
import {targets} from '../src/targets/index.ts'
import {templates} from '../src/targets/templates-marked.gen.js'
import {compileTexts, fileOf} from './support/compiling.ts'
import {richSpec} from './support/rich-spec.ts'

const examples = join(import.meta.dirname, '../examples')
const specs = readdirSync(examples).map(name => [name, readFileSync(join(examples, name, 'cluster.yaml'), 'utf8')] as const)

describe.each([...specs, ['every field', JSON.stringify(richSpec)] as const])('%s', (_name, text) => {
  const {understood, artifacts} = compileTexts(text)
  const noted = understood ? annotate(understood, {targets, secrets: standInSecrets}, templates) : []

  test('is the same without the remarks, and says at the top that it has some', () => {
    expect(noted.map(({path}) => path)).toEqual(artifacts.map(({path}) => path))
    for (const [index, one] of noted.entries()) {
      const plain = artifacts[index] === undefined ? '' : fileOf(artifacts[index])
      const lines = fileOf(one).split('\n')
      expect(lines[1]).toMatch(/^(#|rem|<!--) With remarks, for reading: /)
      const rest = lines.flatMap((line, at) => {
        if (at === 1 || /^\s*(#|rem|<!--) (cluster\.yaml:\d+|default) /.test(line)) return []
        return [line.replace(/ # (cluster\.yaml:\d+|default) .*$/, '')]
      })
      expect(rest.join('\n')).toBe(plain)
    }
  })

  test('has every remark of a file in XML in a comment between tags', () => {
    for (const one of noted.filter(({path}) => /\.(xml|xsl)$/.test(path))) {
      expect(fileOf(one)).not.toMatch(/<[^<>]*<!--/)
      expect(fileOf(one).replaceAll(/<!--(?:(?!--)[^])*-->/g, '')).not.toMatch(/With remarks|cluster\.yaml:\d/)
    }
  })
})

test('a server names the lines that made it, a default is called one', () => {
  const {understood} = compileTexts(`lbgen: 1
name: office
loadBalancers: {lb1: 10.0.0.4}
nodes: {fs1: 10.0.0.11}
services:
  cifs:
    listen: 10.0.0.4:445
    timeouts: {client: 16m}
`)
  const [file] = understood ? annotate(understood, {targets, secrets: standInSecrets}, templates) : []
  const text = file === undefined ? '' : fileOf(file)
  expect(text).toContain('    timeout client 16m # cluster.yaml:8 services.cifs.timeouts.client\n')
  expect(text).toMatch(/ {4}server fs1 .* # cluster\.yaml:4 nodes\.fs1; cluster\.yaml:7 services\.cifs\.listen.*\n/)
  expect(text).toContain(' # default defaults.timeouts.connect\n')
})

test.each([
  ['no remark between a line and what it continues', ['head', 'a \\', 'b'], 'head\n# A\n# x1\na \\\nb\n'],
  ['a remark that stays is said once', ['head', 'a', 'b'], 'head\n# A\n# x1\na\n# x2\nb\n'],
])('%s', (_name, lines, expected) => {
  const said = withRemarks(
    lines.map((text, index) => ({text, remark: index === 0 ? undefined : `x${index}`})),
    {mark: '#', place: 'above'},
  )
  expect(said.replace(/# With remarks.*/, '# A')).toBe(expected)
})

test('no remark inside a tag, and none that ends its comment early', () => {
  const lines = ['<?xml?>', '<a b="1"', '  c="2"', '  d="3">', '</a>'].map((text, index) => ({text, remark: `my--spec.yaml:${index}`}))
  const [, , ...said] = withRemarks(lines, xmlRemarks).split('\n')
  expect(said).toEqual(['<!-- my- -spec.yaml:1 -->', '<a b="1"', '  c="2"', '  d="3">', '<!-- my- -spec.yaml:4 -->', '</a>', ''])
})

test('no text of the spec leaves its remark', () => {
  expect(plainRemark('a["x\ny"] \\ $(reboot) `z` & ü')).toBe("a['x?y'] ? ?(reboot) ?z? ? ?")
})

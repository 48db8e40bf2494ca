import {readFileSync, readdirSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import Handlebars from 'handlebars'
import {standInSecrets, understand} from '../src/compile.ts'
import {secretsOf} from '../src/model/secrets.ts'
import {targets} from '../src/targets/index.ts'
import {printer, readMarks} from '../src/targets/template.ts'
import {templates as marked} from '../src/targets/templates-marked.gen.js'
import {templates as plain} from '../src/targets/templates.gen.js'
import {balanceSpec, heartbeatSpec, ldirectordSpec, lvsSpec, poundSpec, realserverSpec, richSpec, stunnelSpec} from './support/rich-spec.ts'

const root = join(import.meta.dirname, '..')
const names = readdirSync(join(root, 'templates'), {recursive: true, encoding: 'utf8'})
  .filter(name => name.endsWith('.hbs'))
  .map(name => name.replaceAll('\\', '/'))

type Statement = hbs.AST.Statement | hbs.AST.Expression

/** A part of a template's tree with its fields, whatever its type. */
type Part = Statement & Readonly<Record<string, unknown>>

const partsOf = (value: unknown): readonly Part[] => {
  if (Array.isArray(value)) return value.flatMap(partsOf)
  if (typeof value !== 'object' || value === null) return []
  const inner = Object.entries(value).flatMap(([key, part]) => (key === 'loc' ? [] : partsOf(part)))
  // The cast is Handlebars': every object with a `type` in its tree is a part of it.
  return 'type' in value ? [value as Part, ...inner] : inner
}

const treeOf = (name: string): Part => partsOf(Handlebars.parse(textOf(name)))[0] as Part
const textOf = (name: string): string => readFileSync(join(root, 'templates', name), 'utf8')
const isPath = (part: unknown): boolean => partsOf(part)[0]?.type === 'PathExpression'

/** What a part of a template does that templates may not do; undefined for the rest. */
function offence(part: Part): string | undefined {
  const {type, path, params, hash, escaped, name} = part
  const word = (path as hbs.AST.PathExpression | undefined)?.original ?? ''
  const given = Array.isArray(params) ? params : []
  if (hash !== undefined) return `hash arguments of ${word}`
  switch (type) {
    case 'Program':
    case 'ContentStatement':
    case 'CommentStatement':
    case 'PathExpression':
      return undefined
    case 'MustacheStatement':
      if (word === 'from') return given.every(isPath) ? undefined : 'a marker of something that is no path'
      if (given.length > 0) return `a call of ${word}`
      return escaped === false && !/(^|\.)value$/.test(word) ? `{{{${word}}}}` : undefined
    case 'BlockStatement':
      return ['each', 'if', 'unless', 'with'].includes(word) && given.length === 1 && given.every(isPath) ? undefined : `a block ${word}`
    case 'PartialStatement':
      return isPath(name) && given.length < 2 && given.every(isPath) ? undefined : 'a partial that is worked out'
    default:
      return type
  }
}

/** Raw lines: where values stand as they are, with the list or field that they come from. */
const bypasses = (part: Part, around = ''): readonly string[] => {
  const original = (part['path'] as hbs.AST.PathExpression | undefined)?.original
  if (part.type === 'MustacheStatement') return part['escaped'] === false ? [`${around}.${original}`] : []
  const next = part.type === 'BlockStatement' ? String((part['params'] as readonly hbs.AST.PathExpression[])[0]?.original) : around
  return [part['body'], part['program'], part['inverse']]
    .flat()
    .flatMap(inner => (inner === undefined || inner === null ? [] : bypasses(inner as Part, next)))
}

/** A partial that is a phrase inside a line has no line break of its own. */
const isPhrase = (text: string): boolean => !text.endsWith('\n') || text.endsWith('~}}\n')

describe.each(names)('%s', name => {
  test('holds text and ready-made values, and decides nothing', () => {
    expect(partsOf(treeOf(name)).flatMap(part => offence(part) ?? [])).toEqual([])
  })

  test('takes every value through its quoting, but for raw lines', () => {
    expect(bypasses(treeOf(name)).filter(path => !/^(?:.*\.)?(?:raw\w*\.value|sections\.sections\.value)$/i.test(path))).toEqual([])
  })

  test('says of each line where it comes from', () => {
    const lines = isPhrase(textOf(name)) ? [] : textOf(name).split('\n')
    expect(lines.filter(line => !/^(\{\{~?(#|\/|else|>|!)|\{\{~?from | *#|$)/.test(line))).toEqual([])
  })

  test('is used', () => {
    const partial = name.slice(0, -4)
    const users = [
      ...names.map(textOf),
      ...readdirSync(join(root, 'src/targets'), {recursive: true, encoding: 'utf8'})
        .filter(file => /(?<!gen)\.ts$/.test(file))
        .map(file => readFileSync(join(root, 'src/targets', file), 'utf8')),
    ]
    expect(users.some(text => text.includes(`{{> ${partial}`) || text.includes(partial.slice(partial.lastIndexOf('/') + 1)))).toBe(true)
  })
})

describe.each([
  ['the rich spec', JSON.stringify(richSpec)],
  ['a spec for Balance', JSON.stringify(balanceSpec)],
  ['a spec for heartbeat', JSON.stringify(heartbeatSpec)],
  ['a spec for stunnel', JSON.stringify(stunnelSpec)],
  ['a spec for Pound', JSON.stringify(poundSpec)],
  [
    'a spec for an older Pound and HAProxy',
    JSON.stringify({...poundSpec, pound: {...poundSpec.pound, release: '2.8'}, haproxy: {version: '1.4'}}),
  ],
  ['a spec of nodes', JSON.stringify(realserverSpec)],
  ['a spec for the kernel', JSON.stringify(lvsSpec)],
  ['a spec for ldirectord', JSON.stringify(ldirectordSpec)],
  ...readdirSync(join(root, 'examples')).map(
    name => [`the example ${name}`, readFileSync(join(root, 'examples', name, 'cluster.yaml'), 'utf8')] as const,
  ),
])('%s', (_, text) => {
  const {understood} = understand([{file: 'cluster.yaml', text}])
  const cluster = understood?.cluster
  const secrets = standInSecrets(cluster === undefined ? [] : secretsOf(cluster), () => undefined)
  const render = (templates: typeof plain): readonly {readonly path: string; readonly text: string}[] =>
    cluster === undefined
      ? []
      : targets
          .flatMap(target => target.render(cluster, {print: printer(templates), secrets}, () => undefined))
          .map(({path, chunks}) => ({path, text: chunks.join('')}))

  test('prints the same text with marks and without', () => {
    expect(render(marked).map(artifact => ({...artifact, text: readMarks(artifact.text).text}))).toEqual(render(plain))
    expect(render(plain).length).toBeGreaterThan(0)
  })

  test('marks every line but blank ones and comments, at its beginning', () => {
    const lines = render(marked).flatMap(artifact => artifact.text.split(/\r?\n/).map(line => `${artifact.path}: ${line}`))
    // The lines of one raw text are marked together, at its first.
    const raw = richSpec.haproxy.raw.sections.split('\n').slice(1)
    expect(
      lines.filter(line => !/: ( *#.*)?$/.test(line) && !line.includes(': \u0001') && !raw.some(end => end !== '' && line.endsWith(end))),
    ).toEqual([])
  })

  test('ends each file with one line break, and no line with a blank', () => {
    for (const artifact of render(plain)) {
      expect(artifact.text).toMatch(/[^\n]\n$/)
      expect(artifact.text.match(/[ \t]$/gm)).toBeNull()
      expect(artifact.text).not.toContain('\n\n\n')
    }
  })
})

test('the words of haproxy.cfg stand in templates, none in a view', () => {
  const words =
    /(httpchk|stick-table|stick on|accept-proxy|send-proxy(-v2)?|check-ssl|default_backend|crt|ca-file|@system-ca|clitcpka|srvtcpka|maxconn|dontlognull|http-request|ssl-min-ver|timeout \w|bind \W|server \W|option \w|frontend \W|backend \W|inter \W|ipmask|hdr|url_param)/
  const views = ['view', 'head', 'bind', 'server'].map(name =>
    readFileSync(join(root, `src/targets/haproxy/${name}.ts`), 'utf8').replaceAll(/\/\*[^]*?\*\/|\/\/.*$/gm, ''),
  )
  const literals = views.flatMap(text => text.match(/'[^'\n]*'|`[^`]*`/g) ?? [])
  expect(literals.filter(literal => words.test(literal) && !literal.includes('/'))).toEqual([])
})

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import fc from 'fast-check'
import {isError} from '../../../src/findings/finding.ts'
import {quoteFor, quoteLogFormat} from '../../../src/targets/haproxy/quote.ts'
import {compileTexts, fileOf} from '../../support/compiling.ts'
import {bygone, describeHaproxies, describeNamedHaproxies, runEngine} from '../../support/engines.ts'
import {type Reader, readerOf, wordsOf, wordsOfLine} from '../../support/haproxy-words.ts'
import {isThorough, someOf} from '../../support/thorough.ts'
import {type Json, type Path, partsOf, richSpec, withKey, withPart} from '../../support/rich-spec.ts'

/** What people, files and attackers put into a string. */
const nasty = [
  '', ' ', 'a b', ' a', 'a ', '\n', 'a\nb', 'a\r\nserver evil 6.6.6.6:80', '\t', '"', "'", '"a"', '#', 'a#b', 'a # b', '\\', '\\\\', 'a\\', '\\n', '\\x41', '$HOME', '${HOME}',
  '"${HOME}"', '%', '%%', '%[src]', '%T', '/%[src]', '/a b', '/a#b', '/a"b', "/a'b", '/a\\', '/${HOME}', '/ü', 'https://a/%[src]', 'https://a/#"x', 'é', '日本', '\u{1F600}', '\ud800', '\u0000',
  '\u0001', '\u0002', '\u0007', '\u007f', '\u0085', '\u2028', '\ufeff', 'a,b', 'a)', '(a),lower', 'a;b', 'a:b', '{', '}', '[', '@x', '-', '!', '|', 'if', 'unless', 'default', '..',
  'x'.repeat(10_000), `/${'x'.repeat(10_000)}`, `https://a/${'x'.repeat(10_000)}`,
] // prettier-ignore

interface Rendered {
  readonly errors: number
  readonly cfg: string
}

function render(spec: Json): Rendered {
  const {findings, artifacts} = compileTexts(JSON.stringify(spec))
  const cfg = artifacts.find(({path}) => path.endsWith('/haproxy.cfg'))
  return {errors: findings.filter(isError).length, cfg: cfg === undefined ? '' : fileOf(cfg)}
}

/** What a clean spec becomes, how its release reads that, and the words that it reads. */
interface Base extends Rendered {
  readonly read: Reader
  readonly words: readonly (readonly string[])[]
}

function baseOf(rendered: Rendered, release: string): Base {
  const read = readerOf(release)
  return {...rendered, read, words: wordsOf(rendered.cfg, read).map(withoutLookUp)}
}

/** Every way to put one text for another into a word, once or everywhere, as it is or where HAProxy reads a log format. */
function replacements(word: string, before: string, after: string): readonly string[] {
  const spellings = [after, quoteLogFormat(after)]
  const pieces = word.split(before)
  if (before === '' || pieces.length === 1) return []
  const once = pieces.slice(1).map((_, index) => [pieces.slice(0, index + 1).join(before), pieces.slice(index + 1).join(before)] as const)
  return spellings.flatMap(text => [pieces.join(text), ...once.map(([start, end]) => start + text + end)])
}

/** A server whose address is a name has these words more. */
const withoutLookUp = (words: readonly string[]): readonly string[] =>
  words.join('\0').replace('\0init-addr\0last,libc,none', '').split('\0')

const base = baseOf(render(richSpec), richSpec.haproxy.version)

/** Lines whose words are not what they were, but for the one text in place of the other. */
function strayLines(cfg: string, before: string, after: string, {words: was, read}: Base = base): readonly string[] {
  const is = wordsOf(cfg, read).map(withoutLookUp)
  if (is.length !== was.length) return [`${is.length} lines in place of ${was.length}`]
  return is.flatMap((line, index) => {
    const old = was[index] ?? []
    const fits =
      line.length === old.length &&
      line.every(
        (word, at) => word === old[at] || [before, `[${before}]`].some(text => replacements(old[at] ?? '', text, after).includes(word)),
      )
    return fits ? [] : [line.join(' ')]
  })
}

/** Raw text is kept byte for byte: the file is the same, but for the one text in place of the other. */
function strayText(cfg: string, before: string, after: string): readonly string[] {
  const ended = (text: string): string => text.replace(/\n$/, '')
  return cfg.trimEnd() === base.cfg.replaceAll(ended(before), () => ended(after)).trimEnd() ? [] : ['raw text']
}

// A tag stands nowhere in the file; it chooses nodes.
const strings = partsOf(richSpec).flatMap(({path, value}) =>
  typeof value === 'string' && !path.includes('tags') ? [[`/${path.join('/')}`, path, value] as const] : [],
)
const keys = partsOf(richSpec).flatMap(({path}) => (typeof path.at(-1) === 'string' ? [[`/${path.join('/')}`, path] as const] : []))

const share = isThorough ? 4 : 24

describe('no value can leave its place', () => {
  test('the base is clean', () => {
    expect(base.errors).toBe(0)
    expect(strings.length).toBeGreaterThan(120)
  })

  test('in any string of a spec', () => {
    let accepted = 0
    for (const [index, [, path, before]] of someOf(strings, 8).entries()) {
      // What takes none of these takes no free text.
      const isFree = ['a#b', '/a', 'a b', 'https://a/'].some(probe => render(withPart(richSpec, path, probe)).errors === 0)
      // Free text gets a share of the values in turn, for all of them take long.
      for (const after of isFree ? nasty.filter((_, which) => (which + index) % share === 0) : nasty.slice(0, 4)) {
        const {errors, cfg} = render(withPart(richSpec, path, after))
        expect(errors > 0).toBe(cfg === '')
        if (errors > 0) continue
        accepted += 1
        const stray = path.includes('raw') ? strayText(cfg, before, after) : strayLines(cfg, before, after)
        expect({path, after, stray}).toEqual({path, after, stray: []})
      }
    }
    expect(accepted).toBeGreaterThan(isThorough ? 50 : 5)
  })

  test('in any name of a key', () => {
    for (const [, path] of someOf(keys, 5)) {
      for (const after of nasty.filter((_, index) => index % (5 * share) === 0)) {
        const {errors, cfg} = render(withKey(richSpec, path, after))
        if (errors === 0) expect({path, after, stray: strayLines(cfg, String(path.at(-1)), after)}).toEqual({path, after, stray: []})
      }
    }
  })
})

describe.each([
  ['quoteWord', '1.6'],
  ['quoteBareWord', '1.5'],
])('%s', (_, release) => {
  const [quote, read] = [quoteFor(release), readerOf(release)]
  const text = fc.string({unit: 'binary', minLength: 1, maxLength: 40})

  test('makes one word that reads as what it was, or refuses', () => {
    fc.assert(
      fc.property(text, value => {
        if (/\p{Cc}/u.test(value)) expect(() => quote(value)).toThrow('got past the checks')
        else expect(read(`    keyword ${quote(value)} more # comment`)).toEqual(['keyword', value, 'more'])
      }),
    )
  })

  test.each([undefined, null, ''])('refuses %j', value => {
    expect(() => quote(value)).toThrow('got past the checks')
  })
})

test.each([
  ['a b  c', ['a', 'b', 'c']],
  [String.raw`a\ b c\#d "e f" 'g\h'`, ['a b', 'c#d', 'e f', String.raw`g\h`]],
  ['a b#c', ['a', 'b']],
  [String.raw`\x41 \q "" x"y"z`, ['A', String.raw`\q`, '', 'xyz']],
  ['  # nothing', []],
])('the reference reader reads `%s`', (line, words) => {
  expect(wordsOfLine(line)).toEqual(words)
})

test.each([
  ['a b  c', ['a', 'b', 'c']],
  [String.raw`a\ b c\#d "e f" 'g\h'`, ['a b', 'c#d', '"e', 'f"', String.raw`'g\h'`]],
  [String.raw`a\"b c#d`, [String.raw`a\"b`, 'c']],
  [String.raw`\x41 \q "" x"y"z`, ['A', String.raw`\q`, '""', 'x"y"z']],
  ['  # nothing', []],
])('the reference reader of 1.4 and 1.5 reads `%s`', (line, words) => {
  expect(readerOf('1.4')(line)).toEqual(words)
})

/** The fields that HAProxy checks without certificates and users of this machine. */
const checkable = {
  lbgen: 1,
  name: 'checkable',
  loadBalancers: {lb1: '127.0.0.1'},
  nodes: {node1: '127.0.0.2', node2: '127.0.0.3'},
  services: {
    web: {
      mode: 'http',
      listen: [
        {address: '127.0.0.1', port: 18_080, name: 'plain'},
        {address: '127.0.0.1', port: 18_081, redirect: {to: 'https://www.example.com/'}},
      ],
      port: 80,
      nodes: ['node1', {node: 'node2', cookie: 'n2'}],
      persistence: {type: 'cookie', name: 'SRV'},
      check: {type: 'http', path: '/health', host: 'www.example.com', headers: {'X-Check': 'lbgen'}, expect: {body: 'good'}},
    },
    hashed: {mode: 'http', listen: '127.0.0.1:18082', balance: {header: 'X-User'}},
    parameters: {mode: 'http', listen: '127.0.0.1:18083', balance: {parameter: 'session'}},
    plain: {listen: '127.0.0.1:18084', check: {type: 'tcp', send: 'PING', expect: 'PONG'}},
  },
  haproxy: {
    version: '2.2',
    log: {target: '127.0.0.1'},
    socket: '/tmp/lbgen-escape.sock',
    pidFile: '/tmp/lbgen-escape.pid',
    stats: {listen: '127.0.0.1:18085', path: '/stats', user: 'admin', password: 'changeme'},
  },
} as const satisfies Json

// Names of machines are left out: HAProxy looks them up.
const free: readonly Path[] = partsOf(checkable).flatMap(({path, value}) =>
  typeof value === 'string' && !path.includes('log') && !path.includes('nodes') ? [path] : [],
)

/** The same for a release, without what it refuses whatever the value: 1.4 looks into no answers. */
function checkableOn(release: string): Json {
  const spec = withPart(checkable, ['haproxy', 'version'], release)
  if (release !== '1.4') return spec
  return withPart(withPart(spec, ['services', 'web', 'check', 'expect'], {status: '200-399'}), ['services', 'plain', 'check'], 'tcp')
}

describe.each(['1.4', '1.5', '1.6'])('no value can leave its place on %s', release => {
  const spec = checkableOn(release)
  const clean = baseOf(render(spec), release)

  test('in any free text', () => {
    expect(clean.errors).toBe(0)
    let accepted = 0
    for (const path of free.filter(one => !one.includes('version'))) {
      const before = partsOf(spec).find(part => part.path.join('/') === path.join('/'))?.value
      if (typeof before !== 'string') continue
      for (const after of someOf(nasty, 10)) {
        const {errors, cfg} = render(withPart(spec, path, after))
        expect(errors > 0).toBe(cfg === '')
        if (errors > 0) continue
        accepted += 1
        const stray = strayLines(cfg, before, after, clean)
        expect({path, after, stray}).toEqual({path, after, stray: []})
      }
    }
    expect(accepted).toBeGreaterThan(isThorough ? 80 : 8)
  })
})

/** The spec with a value at every place that takes it. */
function filled(value: string, clean: Json = checkable): {readonly places: number; readonly spec: Json} {
  const taken = free.filter(path => render(withPart(clean, path, value)).errors === 0)
  return {places: taken.length, spec: taken.reduce<Json>((spec, path) => withPart(spec, path, value), clean)}
}

const values = [
  'a#b',
  'a"b',
  "a'b",
  'a\\',
  '/a#"\'\\ b',
  '${HOME}',
  '%[src]',
  'é',
  'a)',
  'if',
  'https://a/%[src]#"',
  '/'.padEnd(10_000, 'x'),
  'x'.repeat(10_000),
]
const specs = values.map(value => ({value, ...filled(value)}))

test('each value is taken somewhere', () => {
  expect(specs.filter(({places}) => places === 0)).toEqual([])
})

describeHaproxies(['2.2', '2.6', '3.0', '3.2', '3.4'], ({release, program}) => {
  const folder = mkdtempSync(join(tmpdir(), 'lbgen-escape-'))
  afterAll(() => rmSync(folder, {recursive: true, force: true}))

  test.each(specs.map(({value, spec}) => [value.slice(0, 20), spec]))('accepts `%s` wherever lbgen does', (_, spec) => {
    const {cfg} = render(withPart(spec, ['haproxy', 'version'], release))
    const file = join(folder, 'haproxy.cfg')
    writeFileSync(file, cfg.replaceAll(/^ {4}(user|group) .*\n/gm, ''))
    const {exitCode, stderr} = runEngine(program, ['-c', '-f', file], folder)
    expect({exitCode, said: exitCode === 0 ? '' : stderr, lines: cfg.split('\n').length > 50}).toEqual({exitCode: 0, said: '', lines: true})
  })
})

describeNamedHaproxies(bygone, ({release, program}) => {
  const folder = mkdtempSync(join(tmpdir(), 'lbgen-escape-'))
  afterAll(() => rmSync(folder, {recursive: true, force: true}))

  test.each(values.map(value => [value.slice(0, 20), value]))('accepts `%s` wherever lbgen does', (_, value) => {
    const {spec, places} = filled(value, checkableOn(release))
    // 1.4 and 1.5 read no line that holds so much.
    if (places === 0) return expect(value.length).toBeGreaterThan(2000)
    const {cfg} = render(spec)
    const file = join(folder, 'haproxy.cfg')
    writeFileSync(file, cfg.replaceAll(/^ {4}(user|group) .*\n/gm, ''))
    const {exitCode, stderr} = runEngine(program, ['-c', '-f', file], folder)
    const said = stderr.match(/\[(ALERT|WARNING)\].*/g)
    expect({exitCode, said, lines: cfg.split('\n').length > 50}).toEqual({exitCode: 0, said: null, lines: true})
  })
})

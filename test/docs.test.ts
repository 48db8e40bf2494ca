import {mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {beforeAll, describe, expect, test} from '@jest/globals'
import {pages} from '../scripts/docs.js'
import {listRules} from '../src/cli/codes.ts'
import {compile, standInSecrets} from '../src/compile.ts'
import {faults} from '../src/effects/faults.ts'
import type {FindingKind} from '../src/findings/finding.ts'
import {productRows} from '../src/model/presets.ts'
import {documented as rules} from '../src/rules/index.ts'
import {page} from '../src/rules/page.ts'
import {targets} from '../src/targets/index.ts'
import {print} from '../src/targets/print.ts'
import {fieldReleases} from './support/field-releases.ts'
import {richSpec} from './support/rich-spec.ts'

const root = join(import.meta.dirname, '..')
const read = (file: string): string => readFileSync(join(root, file), 'utf8')
const sources = readdirSync(join(root, 'src'), {recursive: true, encoding: 'utf8'}).filter(file => file.endsWith('.ts'))

/** A kind of finding, or one whose severity is what the engine says. */
type Listed = Pick<FindingKind, 'code' | 'rule'> & {readonly severity: string}

const isKind = (value: unknown): value is FindingKind =>
  typeof value === 'object' && value !== null && 'code' in value && 'severity' in value

async function tables(): Promise<readonly FindingKind[]> {
  const modules: readonly object[] = await Promise.all(
    sources.filter(file => file.endsWith('kinds.ts')).map(file => import(join(root, 'src', file))),
  )
  return modules
    .flatMap(module => Object.values(module))
    .flatMap(table => Object.values(table))
    .filter(isKind)
}

/** Every kind of finding that there is, by code. */
async function everyKind(): Promise<readonly Listed[]> {
  const complaints = targets.flatMap(({verifiers = []}) => verifiers.map(({complaint}) => ({...complaint, severity: "the engine's"})))
  const ofRules = rules.map(({code, name, severity}) => ({code, rule: name, severity}))
  const kinds = [...(await tables()), ...Object.values(faults), ...ofRules, ...complaints]
  return kinds.toSorted((a, b) => (a.code < b.code ? -1 : 1))
}

/** Every kind of finding with what it says, in one sentence. */
async function describedKinds(): Promise<readonly (Listed & {readonly summary: string | undefined})[]> {
  const summaries = new Map<string, string>(listRules(rules).map(({code, summary}) => [code, summary]))
  return (await everyKind()).map(one => ({...one, summary: summaries.get(one.code)}))
}

const docs = async (): Promise<Readonly<Record<string, string>>> =>
  pages({
    schema: JSON.parse(read('schemas/cluster.schema.json')),
    releases: fieldReleases([richSpec]),
    products: productRows,
    manifest: JSON.parse(read('oclif.manifest.json')),
    rules,
    page,
    kinds: await describedKinds(),
  })

beforeAll(async () => {
  if (process.env['UPDATE'] !== '1') return
  rmSync(join(root, 'docs/rules'), {recursive: true, force: true})
  for (const [file, text] of Object.entries(await docs())) {
    mkdirSync(dirname(join(root, 'docs', file)), {recursive: true})
    writeFileSync(join(root, 'docs', file), text)
  }
})

describe('docs/', () => {
  test('says what the program says; `npm run update` makes it so', async () => {
    const made = await docs()
    const there = Object.keys(made).map(file => [file, read(join('docs', file))])
    expect(Object.fromEntries(there)).toEqual(made)
  })

  test('has no page of a rule that is gone', () => {
    expect(readdirSync(join(root, 'docs/rules')).toSorted()).toEqual(rules.map(({code}) => `${code}.md`).toSorted())
  })

  test('leads nowhere that is not there', () => {
    const files = [
      'README.md',
      'ARCHITECTURE.md',
      'CONTRIBUTING.md',
      'docs/reference.md',
      'docs/commands.md',
      'docs/findings.md',
      'docs/policy.md',
    ]
    const broken = files.flatMap(file =>
      [...read(file).matchAll(/\]\((?!https?:|#)([^)#]+)/g)]
        .filter(([, link = '']) => !exists(join(dirname(file), link)))
        .map(([, link]) => `${file}: ${link}`),
    )
    expect(broken).toEqual([])
  })
})

describe('docs/reference.md', () => {
  const text = read('docs/reference.md')
  const headings = [...text.matchAll(/^## (.*)$/gm)].map(([, title = '']) => title)

  test.each(['lbgen', 'name', 'loadBalancers', 'nodes', 'services'])('says that every spec has %s', key => {
    expect(text).toMatch(new RegExp(`^\\| \`${key}\` \\|[^|]*\\|[^|]*\\| \\*\\*Required\\.\\*\\* `, 'm'))
  })

  test('has no heading twice', () => {
    expect(headings.filter((title, index) => headings.indexOf(title) !== index)).toEqual([])
  })

  test('leads to each of its headings from the beginning, in their order, and to nothing else', () => {
    const anchors = headings.map(title =>
      title
        .toLowerCase()
        .replaceAll(/[^\w\- ]/g, '')
        .replaceAll(' ', '-'),
    )
    const listed = [...text.matchAll(/^ *- \[(.*)\]\(#(.*)\)$/gm)].map(([, title, target]) => [title, target])
    expect(listed).toEqual(headings.map((title, index) => [title, anchors[index]]))
    expect(new Set([...text.matchAll(/\]\(#([^)]*)\)/g)].map(([, target]) => target))).toEqual(new Set(anchors))
  })
})

describe('README.md', () => {
  const blocks = [...read('README.md').matchAll(/^```(\w+)\n(.*?)^```/gms)].map(([, language, text = '']) => ({language, text}))
  const compiled = compile([{file: 'cluster.yaml', text: blocks.find(({language}) => language === 'yaml')?.text ?? ''}], {
    targets,
    print,
    secrets: standInSecrets,
  })

  test('shows a spec that is right, and the files that it gives', () => {
    expect(compiled.findings).toEqual([])
    const shown = blocks.flatMap(({text}) => [...text.matchAll(/^wrote rendered\/(.*)$/gm)].map(([, path]) => path))
    expect(shown).toEqual([...compiled.artifacts.map(({path}) => path), 'manifest.json'])
  })

  test('shows lines as they are', () => {
    const shown = blocks.flatMap(({text}) => [...text.matchAll(/^lb1\/haproxy\.cfg:(\d+): (.*)$/gm)])
    const lines = compiled.artifacts[0]?.chunks.join('').split('\n') ?? []
    expect(shown.length).toBeGreaterThan(0)
    expect(shown.map(([, line]) => lines[Number(line) - 1]?.trim())).toEqual(shown.map(([, , text]) => text))
  })
})

test('ARCHITECTURE.md has one row for each thing, and names every target', () => {
  const firsts = [...read('ARCHITECTURE.md').matchAll(/^\| ([^|]*) \|/gm)].map(([, cell = '']) => cell)
  expect(firsts.filter((cell, index) => firsts.indexOf(cell) !== index)).toEqual([])
  expect(targets.filter(({name}) => !read('ARCHITECTURE.md').includes(`\`${name}\``))).toEqual([])
})

test('ARCHITECTURE.md says what each dependency is for', () => {
  const {devDependencies}: {readonly devDependencies: Readonly<Record<string, string>>} = JSON.parse(read('package.json'))
  const named = [...read('ARCHITECTURE.md').matchAll(/^\| ([^|]*) \|/gm)].flatMap(([, cell = '']) => cell.split(', '))
  expect(Object.keys(devDependencies).filter(name => !named.includes(name))).toEqual([])
})

describe('codes of findings', () => {
  test('are used once', async () => {
    const codes = (await everyKind()).map(({code}) => code)
    expect(codes.filter((code, index) => codes.indexOf(code) !== index)).toEqual([])
  })

  test('are known to `lbgen explain` and `lbgen rules`', async () => {
    const known = listRules(rules).map(({code, name}) => `${code} ${name}`)
    expect(known).toEqual((await everyKind()).map(({code, rule}) => `${code} ${rule}`))
  })

  test('say what they mean in one sentence each, in a docstring of their own', async () => {
    const wordless = (await describedKinds()).filter(({summary = ''}) => !/^[A-Za-z`].{8,}[^.]\.$/.test(summary))
    expect(wordless.map(({code, rule, summary}) => `${code} ${rule}: ${summary}`)).toEqual([])
  })

  test('are all listed', async () => {
    const listed = new Set<string>((await everyKind()).map(({code}) => code))
    const written = sources.flatMap(file => [...read(join('src', file)).matchAll(/code: '(LB\d{3})'/g)].map(([, code = '']) => code))
    expect(written.filter(code => !listed.has(code))).toEqual([])
  })
})

function exists(path: string): boolean {
  try {
    return readdirSync(join(root, dirname(path))).includes(path.split('/').at(-1) ?? '') || readdirSync(join(root, path)).length >= 0
  } catch {
    return false
  }
}

import {readFileSync, readdirSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {describe, expect, test} from '@jest/globals'

const root = join(import.meta.dirname, '../src')

/** Who may import what: another room, one of its files, or a package; what stands behind a `type` is for types alone. */
interface Room {
  readonly rooms: readonly string[]
  readonly packages?: readonly string[]
  /** Whether it may touch the machine it runs on. */
  readonly world?: true
}

const pipeline = ['findings', 'spec', 'model', 'rules', 'targets', 'edit']
const command: Room = {
  rooms: [
    'findings',
    'cli',
    'compile.ts',
    'annotate.ts',
    'change.ts',
    'compare.ts',
    'diff',
    'format-resolved.ts',
    'trace.ts',
    'edit-command.ts',
    'watch-command.ts',
    'effects',
    'edit',
    'rules/index.ts',
    'rules/pages.ts',
    'spec/print.ts',
    'spec/schema.gen.ts',
    'spec/without-secrets.ts',
    'targets/index.ts',
    'targets/print.ts',
    'targets/trace.ts',
    'targets/templates-marked.gen.js',
    'type targets/target.ts',
  ],
  packages: ['@oclif/core/*', 'node:path'],
}

/** The house, room by room; a file with an entry of its own is a room of its own. */
const house: Readonly<Record<string, Room>> = {
  findings: {rooms: []},
  spec: {rooms: ['findings'], packages: ['js-yaml']},
  model: {rooms: ['findings', 'spec']},
  rules: {rooms: ['findings', 'model']},
  targets: {rooms: ['findings', 'model'], packages: ['handlebars/runtime.js', 'type handlebars']},
  // What two clusters say differently, and how it is told.
  diff: {rooms: ['findings', 'spec/pointer.ts', 'spec/secret-field.ts', 'model', 'type targets/effect.ts']},
  // A changed scalar is read back by the parser that will read the spec.
  edit: {rooms: ['findings', 'spec'], packages: ['js-yaml']},
  'compile.ts': {rooms: pipeline},
  'change.ts': {rooms: [...pipeline, 'compile.ts']},
  'annotate.ts': {rooms: [...pipeline, 'compile.ts']},
  'compare.ts': {rooms: [...pipeline, 'compile.ts', 'diff']},
  'format-resolved.ts': {rooms: [...pipeline, 'compile.ts']},
  'trace.ts': {rooms: pipeline},
  // What the commands that change a spec have in common.
  'edit-command.ts': {
    rooms: [
      'cli/base-command.ts',
      'cli/report-flags.ts',
      'compile.ts',
      'change.ts',
      'effects',
      'spec/gather.ts',
      'spec/without-secrets.ts',
      'targets/index.ts',
      'targets/print.ts',
    ],
  },
  // And those that may run again and again.
  'watch-command.ts': {rooms: ['cli', 'effects', 'spec/gather.ts'], packages: ['@oclif/core/errors']},
  effects: {
    rooms: ['findings', 'type targets/target.ts', 'targets/trace.ts'],
    packages: ['node:*', 'chokidar', 'diff', 'execa', 'tinyglobby'],
    world: true,
  },
  cli: {
    rooms: ['findings', 'spec/without-secrets.ts'],
    packages: ['@oclif/core', '@oclif/core/*', 'chalk', 'node:fs', 'node:path', 'node:readline'],
    world: true,
  },
  // What several commands have in common.
  'cli/compare-with.ts': {...command, rooms: [...command.rooms, 'spec/gather.ts', 'spec/settings.ts']},
  'cli/pipeline.ts': command,
  'cli/baseline.ts': command,
  'cli/deliver.ts': command,
  'cli/reports.ts': command,
  'cli/verify-spec.ts': command,
  'cli/specs.ts': command,
  commands: command,
  'main.ts': {rooms: ['cli', 'findings'], packages: ['@oclif/core/*', 'node:url'], world: true},
}

const files = readdirSync(root, {recursive: true, encoding: 'utf8'})
  .filter(file => file.endsWith('.ts') && !file.endsWith('.d.ts'))
  .map(file => file.replaceAll('\\', '/'))
const written = files.filter(file => !file.includes('.gen.'))
const textOf = (file: string): string => readFileSync(join(root, file), 'utf8')

const roomOf = (file: string): string => (file in house ? file : (file.split('/')[0] ?? ''))

interface Import {
  readonly wanted: string
  readonly isType: boolean
  readonly isLazy: boolean
}

/** What a file imports: files of `src/` by their path there, packages by name. */
function importsOf(file: string): readonly Import[] {
  const found = textOf(file).matchAll(
    /^(?:import|export)(?<type> type)? [^'"]*?from '(?<from>[^']+)'|^import '(?<bare>[^']+)'|\bimport\('(?<lazy>[^']+)'\)/gm,
  )
  return [...found].map(({groups = {}}) => {
    const name = groups['from'] ?? groups['bare'] ?? groups['lazy'] ?? ''
    return {
      wanted: name.startsWith('.') ? join(dirname(file), name).replaceAll('\\', '/') : name,
      isType: groups['type'] !== undefined,
      isLazy: groups['lazy'] !== undefined,
    }
  })
}

/** Whether one of the names allows what is imported. */
function allows(names: readonly string[], {wanted, isType}: Import): boolean {
  return names.some(name => {
    const plain = name.replace(/^type /, '')
    if (plain !== name && !isType) return false
    return plain.endsWith('*') ? wanted.startsWith(plain.slice(0, -1)) : wanted === plain || wanted.startsWith(`${plain}/`)
  })
}

test('every file is in a room', () => {
  expect(files.filter(file => !(roomOf(file) in house))).toEqual([])
})

describe.each(Object.entries(house))('%s', (room, {rooms, packages = [], world = false}) => {
  const own = written.filter(file => roomOf(file) === room)

  test('imports what is below it, and nothing else', () => {
    const allowed = room.endsWith('.ts') ? rooms : [room, ...rooms]
    const wrong = own.flatMap(file =>
      importsOf(file)
        .filter(one => !allows([...allowed, ...packages], one))
        .map(({wanted}) => `${file} → ${wanted}`),
    )
    expect(wrong).toEqual([])
  })

  test('touches the world only where it may', () => {
    const touches = /\bprocess\.|\bconsole\.|\bDate\b|\bsetTimeout\(|\bMath\.random\(/
    expect(own.filter(file => !world && touches.test(withoutComments(textOf(file))))).toEqual([])
  })
})

const withoutComments = (text: string): string => text.replaceAll(/\/\*[^]*?\*\/|(?<=^|\s)\/\/.*$/gm, '')

test('execa and chalk are loaded when they are needed, not before', () => {
  const early = written.flatMap(file =>
    importsOf(file)
      .filter(({wanted, isType, isLazy}) => /^(execa|chalk)$/.test(wanted) && !isType && !isLazy)
      .map(() => file),
  )
  expect(early).toEqual([])
})

test('releases of products are compared where it is said what they have, and nowhere else', () => {
  const asks = written.filter(file => importsOf(file).some(({wanted}) => wanted === 'model/release.ts'))
  const rows = /(?:^|\/)(?:since|alfresco-releases|presets)\.ts$/
  // It tells of a span that it was handed whether it is over or to come.
  const tells = ['targets/alfresco/check-release.ts']
  expect(asks.filter(file => !rows.test(file) && !tells.includes(file))).toEqual([])
  expect(written.filter(file => file.startsWith('rules/') && /\brelease\w*(?:\.value)? ?(?:[<>=!]=|[<>]) ?'/.test(textOf(file)))).toEqual(
    [],
  )
})

test('no file leads back to itself', () => {
  const next = new Map(files.map(file => [file, importsOf(file).map(({wanted}) => wanted)]))
  const done = new Set<string>()
  const circle = (file: string, way: readonly string[]): string | undefined => {
    if (way.includes(file)) return [...way.slice(way.indexOf(file)), file].join(' → ')
    if (done.has(file)) return undefined
    done.add(file)
    for (const one of next.get(file) ?? []) {
      const found = circle(one, [...way, file])
      if (found !== undefined) return found
    }
    return undefined
  }
  expect(files.flatMap(file => circle(file, []) ?? [])).toEqual([])
})

describe.each(written)('%s', file => {
  const code = withoutComments(textOf(file))

  test('fits into 200 lines', () => {
    expect(code.split('\n').filter(line => line.trim() !== '').length).toBeLessThanOrEqual(200)
  })

  test('has no types that silence the compiler', () => {
    expect(code.match(/\bas any\b|\bas unknown as\b(?! typeof HandlebarsModule)|[\w)\]]!(?=[.,;)[\]]|$)|@ts-\w+/gm)).toBeNull()
  })
})

describe('finding codes', () => {
  /** Where each room's codes begin and end, as ARCHITECTURE.md says; some have begun anew where others stood in the way. */
  const ranges = [
    ...readFileSync(join(root, '../ARCHITECTURE.md'), 'utf8').matchAll(/(?<first>\d{3})–(?<last>\d{3}) (?<room>[a-z-]+)/g),
  ].map(({groups = {}}) => {
    const room = groups['room'] ?? ''
    return {folder: room in house ? `${room}/` : `targets/${room}/`, first: Number(groups['first']), last: Number(groups['last'])}
  })
  const stated = written.flatMap(file =>
    [
      ...textOf(file).matchAll(
        /\bcode: 'LB(?<code>\d+)'(?:, rule: '(?<rule>[^']+)'|,\s*name: '(?<name>[^']+)')|\bkind\('LB(?<row>\d+)', '(?<kind>[^']+)'/g,
      ),
    ].map(({groups = {}}) => ({
      file,
      code: Number(groups['code'] ?? groups['row']),
      name: groups['rule'] ?? groups['name'] ?? groups['kind'] ?? '',
    })),
  )

  test('have ranges that do not meet', () => {
    const inOrder = ranges.toSorted((one, other) => one.first - other.first)
    expect(inOrder.filter(({first, last}, index) => first > last || first <= (inOrder[index - 1]?.last ?? 0))).toEqual([])
  })

  test('are stated once each, in the range of their room', () => {
    const rows = written.flatMap(file => withoutComments(textOf(file)).match(/'LB\d+'/g) ?? [])
    expect(stated.map(({code}) => code)).toHaveLength(rows.length)
    expect(stated.filter(({code}, index) => stated.findIndex(other => other.code === code) !== index)).toEqual([])
    const strange = stated.filter(
      ({file, code}) => !ranges.some(({folder, first, last}) => file.startsWith(folder) && code >= first && code <= last),
    )
    expect(strange).toEqual([])
  })

  test('have readable names of their own', () => {
    expect(stated.filter(({name}) => !/^[a-z0-9]+(-[a-z0-9]+)+$/.test(name))).toEqual([])
    expect(new Set(stated.map(({name}) => name)).size).toBe(stated.length)
  })

  test('are nowhere but in a table of kinds, a verifier or a rule', () => {
    const mentions = written.filter(file => /'LB\d/.test(withoutComments(textOf(file))))
    expect(mentions.filter(file => !/(\/kinds|\/faults|\/verify)\.ts$|^rules\//.test(file))).toEqual([])
  })
})

import {spawn, type ChildProcess} from 'node:child_process'
import {createHash} from 'node:crypto'
import {readFileSync, readdirSync, utimesSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {writeArtifacts} from '../../src/effects/artifacts.ts'
import {traceNames} from '../../src/effects/traces.ts'
import {artifactsOf, type Texts} from './artifacts-of.ts'
import {bundleChild, codesOf, contentsOf, run, saidBy, temporaryFolders} from './support.ts'

const temporaryFolder = temporaryFolders()
let child = ''
beforeAll(async () => {
  child = await bundleChild(temporaryFolder())
})

const hosts = Array.from({length: 12}, (_, index) => `lb${index}`)
const textsOf = (word: string, wanted: readonly string[]): Texts =>
  Object.fromEntries(wanted.map(host => [`${host}/haproxy.cfg`, `${word} ${host}\n`.repeat(1000)]))

test('runs in one folder go one after the other, and nobody ever sees half a file', async () => {
  const folder = join(temporaryFolder(), 'out')
  const choices = [textsOf('one', hosts), textsOf('two', hosts.slice(3)), textsOf('three', hosts.slice(0, 8))]
  let isOver = false
  const looks = (async () => {
    while (!isOver) {
      const text = readText(join(folder, 'lb5/haproxy.cfg'))
      if (text !== undefined) expect(new Set(text.trim().split('\n')).size).toBe(1)
      await new Promise(resolve => setTimeout(resolve, 2))
    }
  })()
  const runs = await Promise.all(
    [0, 1, 2, 0, 1, 2].map(index => run(process.execPath, [child, 'render', folder, JSON.stringify(choices[index])])),
  )
  isOver = true
  await looks
  expect(runs.map(ended => codesOf(saidBy(ended).findings))).toEqual(runs.map(() => []))
  const {'manifest.json': manifest = '', ...files} = contentsOf(folder)
  const listed = (JSON.parse(manifest.slice(4)) as {artifacts: readonly {path: string; sha256: string}[]}).artifacts
  const actual = Object.entries(files)
    .filter(([, text]) => text !== 'folder')
    .map(([path, text]) => ({path, sha256: digest(text.slice(4))}))
  expect(actual.toSorted((one, other) => (one.path < other.path ? -1 : 1))).toEqual(listed.map(({path, sha256}) => ({path, sha256})))
  expect([12, 9, 8]).toContain(listed.length)
}, 30_000)

function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8')
  } catch {
    return undefined
  }
}

const digest = (text: string): string => createHash('sha256').update(text).digest('hex')

describe('what a run has left', () => {
  const render = (folder: string, word: string): readonly string[] => {
    const findings: Finding[] = []
    writeArtifacts(folder, artifactsOf({'lb1/haproxy.cfg': word}), {cluster: 'office', force: false, patienceMs: 200}, finding =>
      findings.push(finding),
    )
    return codesOf(findings)
  }
  const tracesIn = (folder: string): readonly string[] => readdirSync(folder).filter(name => name.startsWith('.lbgen-'))

  /** A trace as another process would have left it. */
  function leave(
    folder: string,
    kind: 'tmp' | 'lock',
    change: {readonly pid?: number; readonly start?: string; readonly host?: string; readonly boot?: string; readonly space?: string},
  ): string {
    const [, pid, start, host, boot, space, random] = traceNames()(kind).split(/[-.](?!lbgen)/)
    const parts = {pid, start, host, boot, space, ...change}
    const name = `.lbgen-${parts.pid}-${parts.start}-${parts.host}-${parts.boot}-${parts.space}-${random}.${kind}`
    writeFileSync(join(folder, name), '')
    return name
  }

  const startOf = (pid: number): string =>
    readFileSync(`/proc/${pid}/stat`, 'utf8')
      .replace(/^.*\) /s, '')
      .split(' ')[19] ?? ''

  async function withProcess(use: (child: ChildProcess, pid: number) => Promise<void> | void): Promise<void> {
    const other = spawn('sleep', ['30'])
    await new Promise(resolve => other.once('spawn', resolve))
    try {
      await use(other, other.pid ?? 0)
    } finally {
      other.kill('SIGKILL')
    }
  }

  test.each(['tmp', 'lock'] as const)('a %s of a process that lives stays, and is gone when it has died', async kind => {
    const folder = join(temporaryFolder(), 'out')
    expect(render(folder, 'old')).toEqual([])
    await withProcess(async (other, pid) => {
      const trace = leave(folder, kind, {pid, start: startOf(pid)})
      expect(render(folder, 'new')).toEqual(kind === 'lock' ? ['LB914'] : [])
      expect(tracesIn(folder)).toEqual([trace])
      const isGone = new Promise(resolve => other.once('exit', resolve))
      other.kill('SIGKILL')
      await isGone
      expect(render(folder, 'newer')).toEqual([])
      expect(tracesIn(folder)).toEqual([])
    })
  })

  test('is nobody’s when the number of its process has gone to another one', async () => {
    const folder = join(temporaryFolder(), 'out')
    render(folder, 'old')
    await withProcess((_, pid) => {
      leave(folder, 'lock', {pid, start: '1'})
      expect(render(folder, 'new')).toEqual([])
      expect(tracesIn(folder)).toEqual([])
    })
  })

  test('is nobody’s when its process is dead, though nobody has waited for it', async () => {
    const folder = join(temporaryFolder(), 'out')
    render(folder, 'old')
    const parent = spawn('sh', ['-c', 'sleep 0.01 & echo $!; exec sleep 30'])
    const pid = await new Promise<number>(resolve => parent.stdout.once('data', (piece: Buffer) => resolve(Number(piece.toString()))))
    const start = startOf(pid)
    while (!readFileSync(`/proc/${pid}/stat`, 'utf8').includes(') Z ')) await new Promise(resolve => setTimeout(resolve, 10))
    leave(folder, 'lock', {pid, start})
    expect(render(folder, 'new')).toEqual([])
    parent.kill('SIGKILL')
  })

  test('is nobody’s when the machine was started anew since', () => {
    const folder = join(temporaryFolder(), 'out')
    render(folder, 'old')
    leave(folder, 'lock', {boot: '00000000'})
    expect(render(folder, 'new')).toEqual([])
    expect(tracesIn(folder)).toEqual([])
  })

  test.each([
    ['on another machine', {host: '00000000', boot: '00000000'}],
    ['in another container', {space: '1'}],
  ])('%s counts for ten minutes', (_, change) => {
    const folder = join(temporaryFolder(), 'out')
    render(folder, 'old')
    const trace = leave(folder, 'lock', change)
    expect(render(folder, 'new')).toEqual(['LB914'])
    expect(readFileSync(join(folder, 'lb1/haproxy.cfg'), 'utf8')).toBe('old')
    const past = Date.now() / 1000 - 601
    utimesSync(join(folder, trace), past, past)
    expect(render(folder, 'new')).toEqual([])
    expect(tracesIn(folder)).toEqual([])
  })

  test('is told from what only looks like it', () => {
    const folder = join(temporaryFolder(), 'out')
    render(folder, 'old')
    for (const name of ['.lbgen-1.tmp', '.lbgen.tmp', 'x.lbgen-1-1-00000000-00000000-1-00000000.tmp', '.haproxy.cfg.tmp'])
      writeFileSync(join(folder, name), 'mine')
    const before = contentsOf(folder)
    expect(render(folder, 'new')).toEqual([])
    expect(Object.keys(contentsOf(folder))).toEqual(Object.keys(before))
  })
})

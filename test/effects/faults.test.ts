import {cpSync, existsSync, mkdirSync, readFileSync, utimesSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {writeArtifacts} from '../../src/effects/artifacts.ts'
import {replaceText} from '../../src/effects/replace.ts'
import {describeEngine, hasProgram} from '../support/engines.ts'
import {artifactsOf, type Texts} from './artifacts-of.ts'
import {bundleChild, codesOf, contentsOf, eachOf, saidBy, temporaryFolders} from './support.ts'
import {momentsOf, runWith, type Moment} from './strace.ts'

const temporaryFolder = temporaryFolders()
let child = ''
beforeAll(async () => {
  child = await bundleChild(temporaryFolder())
})

const old: Texts = {'lb1/haproxy.cfg': 'old\n', 'lb1/secret.conf': 'key\n', 'lb2/haproxy.cfg': 'two\n'}
const next: Texts = {'lb1/haproxy.cfg': 'new\n', 'lb1/secret.conf': 'key\n', 'lb3/secret.conf': 'three\n'}
const third: Texts = {'lb1/haproxy.cfg': 'third\n', 'lb4/haproxy.cfg': 'four\n'}

type Contents = Readonly<Record<string, string>>

function renderInto(folder: string, texts: Texts): Contents {
  const findings: Finding[] = []
  writeArtifacts(folder, artifactsOf(texts), {cluster: 'office', force: false}, finding => findings.push(finding))
  expect(findings).toEqual([])
  return contentsOf(folder)
}

const known = new Map<Texts, Contents>()

/** What an undisturbed render of the texts comes to. */
function rendered(texts: Texts): Contents {
  const contents = known.get(texts) ?? renderInto(join(temporaryFolder(), 'out'), texts)
  known.set(texts, contents)
  return contents
}

/** A folder with the old files, or without any. */
function start(texts: Texts): string {
  const folder = join(temporaryFolder(), 'out')
  if (Object.keys(texts).length > 0) renderInto(folder, texts)
  return folder
}

const isTrace = (path: string): boolean => /(^|\/)\.lbgen-/.test(path)

/** Each file is one of these, whole, or missing where it was or will be missing. */
function expectEachWhole(folder: string, ...choices: readonly Contents[]): void {
  const actual = existsSync(folder) ? contentsOf(folder) : {}
  const paths = new Set([...choices.flatMap(choice => Object.keys(choice)), ...Object.keys(actual)])
  for (const path of paths) {
    if (!isTrace(path)) expect([path, choices.map(choice => choice[path])]).toEqual([path, expect.arrayContaining([actual[path]])])
  }
}

const describeMoment = ({call, count}: Moment): string => `${call} ${count}`

describeEngine('strace', hasProgram('strace'), () => {
  test.each([
    ['over an older one', old],
    ['into an empty place', {}],
  ])(
    'a render %s that is killed at any moment leaves each file old or new, and nothing that the next run does not heal',
    async (_, from) => {
      const before = Object.keys(from).length > 0 ? rendered(from) : {}
      const args = (folder: string): readonly string[] => [child, 'render', folder, JSON.stringify(next)]
      // Between a call that syncs or sets a mode and the next one, no file changes: to die there is nothing new.
      const moments = (await momentsOf(args(start(from)), temporaryFolder())).filter(({call}) => !['fsync', 'fchmod'].includes(call))
      expect(moments.length).toBeGreaterThan(10)
      let isLitterSeen = false
      await eachOf(moments, async moment => {
        const folder = start(from)
        expect([describeMoment(moment), (await runWith('signal=KILL', moment, args(folder))).status]).toEqual([
          describeMoment(moment),
          null,
        ])
        expectEachWhole(folder, before, rendered(next))
        isLitterSeen ||= existsSync(folder) && Object.keys(contentsOf(folder)).some(isTrace)

        const copy = join(temporaryFolder(), 'out')
        if (existsSync(folder)) cpSync(folder, copy, {recursive: true, preserveTimestamps: true})
        expect([describeMoment(moment), renderInto(folder, next)]).toEqual([describeMoment(moment), rendered(next)])
        expect([describeMoment(moment), renderInto(copy, third)]).toEqual([describeMoment(moment), rendered(third)])
      })
      expect(isLitterSeen).toBe(true)
    },
    60_000,
  )

  test('a render that the system refuses something at any moment changes nothing, or all', async () => {
    const args = (folder: string): readonly string[] => [child, 'render', folder, JSON.stringify(next)]
    const moments = await momentsOf(args(start(old)), temporaryFolder())
    const seen = new Set<string>()
    await eachOf(moments, async moment => {
      const folder = start(old)
      const {findings} = saidBy(await runWith('error=EIO', moment, args(folder)))
      const isDone = findings.length === 0
      seen.add(isDone ? 'done' : codesOf(findings).join())
      if (isDone) expectEachWhole(folder, rendered(next))
      // What cannot be unlinked now, the next run takes away.
      else if (moment.call !== 'unlink')
        expect([describeMoment(moment), contentsOf(folder)]).toEqual([describeMoment(moment), rendered(old)])
      else expectEachWhole(folder, rendered(old))
      expect(renderInto(folder, next)).toEqual(rendered(next))
    })
    expect([...seen].toSorted()).toEqual(['LB902', 'done'])
  }, 60_000)

  test('a render that the system refuses the way back too says so, and the next run heals it, whatever it renders', async () => {
    const args = (folder: string): readonly string[] => [child, 'render', folder, JSON.stringify(next)]
    const moments = (await momentsOf(args(start(old)), temporaryFolder())).filter(({call}) => call === 'rename').slice(1)
    expect(moments.length).toBe(3)
    await eachOf(moments, async ({call, count}) => {
      const folder = start(old)
      const ended = await runWith('error=EIO', {call, count: `${count}+`}, args(folder))
      expect(codesOf(saidBy(ended).findings)).toEqual(['LB902', 'LB917'])
      expect(saidBy(ended).findings[0]?.hint).not.toContain('Nothing was changed')
      expect(ended.status).toBe(3)
      expectEachWhole(folder, rendered(old), rendered(next))
      expect(renderInto(folder, third)).toEqual(rendered(third))
    })
  }, 60_000)

  test.each(['signal=KILL', 'error=EIO'])(
    'an edit of a spec with %s at any moment leaves the old text or the new',
    async fault => {
      const startSpec = (): string => {
        const file = join(temporaryFolder(), 'cluster.yaml')
        writeFileSync(file, 'old\n', {mode: 0o600})
        return file
      }
      const moments = await momentsOf([child, 'replace', startSpec(), 'old\n', 'new\n'], temporaryFolder())
      expect(moments.map(({call}) => call)).toContain('rename')
      const seen = new Set<string>()
      await eachOf(moments, async moment => {
        const file = startSpec()
        const ended = await runWith(fault, moment, [child, 'replace', file, 'old\n', 'new\n'])
        const text = readFileSync(file, 'utf8')
        seen.add(text)
        expect(ended.status === null).toBe(fault === 'signal=KILL')
        expect(['old\n', 'new\n']).toContain(text)
        if (fault === 'error=EIO')
          expect([text, codesOf(saidBy(ended).findings)]).toEqual(saidBy(ended).result === true ? ['new\n', []] : ['old\n', ['LB902']])
        expect(replaceText(file, text, 'third\n', () => {})).toBe(true)
        expect(contentsOf(join(file, '..'))).toEqual({'cluster.yaml': '600 third\n'})
      })
      expect([...seen].toSorted()).toEqual(['new\n', 'old\n'])
    },
    60_000,
  )

  test('a file that someone writes while a render is about to, stays as they wrote it', async () => {
    const folder = start(old)
    const rendering = runWith('delay_enter=1500000', {call: 'rename', count: 1}, [child, 'render', folder, JSON.stringify(next)])
    await waitFor(() => Object.keys(contentsOf(folder)).filter(isTrace).length > 3)
    writeFileSync(join(folder, 'lb1/haproxy.cfg'), 'mine\n')
    const {findings} = saidBy(await rendering)
    expect(codesOf(findings)).toEqual(['LB903'])
    expect(contentsOf(folder)).toEqual({...rendered(old), 'lb1/haproxy.cfg': '644 mine\n'})
  }, 20_000)

  test.each([
    ['with another size', 'mine\n', 2000],
    ['with the same size and time', 'own\n', 1000],
  ])(
    'a spec that someone saves %s while an edit is about to, stays as they saved it',
    async (_, text, time) => {
      const file = join(temporaryFolder(), 'cluster.yaml')
      writeFileSync(file, 'old\n', {mode: 0o600})
      utimesSync(file, 1000, 1000)
      const editing = runWith('delay_enter=1500000', {call: 'fsync', count: 1}, [child, 'replace', file, 'old\n', 'new\n'])
      await waitFor(() => Object.keys(contentsOf(join(file, '..'))).some(isTrace))
      writeFileSync(file, text)
      utimesSync(file, time, time)
      expect(codesOf(saidBy(await editing).findings)).toEqual(['LB903'])
      expect(contentsOf(join(file, '..'))).toEqual({'cluster.yaml': `600 ${text}`})
    },
    20_000,
  )

  test('short writes lose nothing', async () => {
    const folder = start({})
    mkdirSync(folder)
    // The first write says that it wrote one byte of many: what it did not write has to come again.
    const ended = await runWith('retval=1', {call: 'pwrite64', count: 1}, [child, 'render', folder, JSON.stringify(next)])
    expect(saidBy(ended).findings).toEqual([])
    const manifest = readFileSync(join(folder, 'manifest.json'))
    expect(manifest.subarray(1).toString()).toBe(rendered(next)['manifest.json']?.slice('644 '.length + 1))
  })
})

async function waitFor(isTrue: () => boolean): Promise<void> {
  const deadline = performance.now() + 10_000
  while (!isTrue()) {
    if (performance.now() > deadline) throw new Error('That never came true.')
    await new Promise(resolve => setTimeout(resolve, 10))
  }
}

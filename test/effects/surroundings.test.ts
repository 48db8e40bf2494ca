import {chmodSync, chownSync, existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeAll, describe, expect, test} from '@jest/globals'
import {describeEngine, hasProgram} from '../support/engines.ts'
import type {Texts} from './artifacts-of.ts'
import {bundleChild, codesOf, contentsOf, run, saidBy, temporaryFolders, type Ended} from './support.ts'

const temporaryFolder = temporaryFolders()
let child = ''
beforeAll(async () => {
  child = await bundleChild(temporaryFolder())
})

const isRoot = process.getuid?.() === 0
const old: Texts = {'lb1/haproxy.cfg': 'old\n', 'lb2/haproxy.cfg': 'two\n'}
const small: Texts = {'lb1/haproxy.cfg': 'new\n', 'lb3/haproxy.cfg': 'three\n'}
const large: Texts = {...small, 'lb3/haproxy.cfg': 'large\n'.repeat(15_000)}

const render = (folder: string, texts: Texts): Promise<Ended> => run(process.execPath, [child, 'render', folder, JSON.stringify(texts)])

/** A folder that holds the old files. */
async function rendered(): Promise<string> {
  const folder = join(temporaryFolder(), 'out')
  await render(folder, old)
  return folder
}

function expectRefused(ended: Ended, words: string): void {
  const {findings} = saidBy(ended)
  expect(codesOf(findings)).toEqual(['LB902'])
  expect(findings[0]?.message).toContain(words)
  expect(ended.status).toBe(3)
}

describeEngine('root and unshare', isRoot && hasProgram('unshare'), () => {
  const inOwnMounts = (line: string, ...args: readonly string[]): Promise<Ended> =>
    run('unshare', ['-m', 'sh', '-ec', line, process.execPath, child, ...args])

  describe('a disk', () => {
    // $1 is the child, $2 the place, $3 the texts; what the disk holds at the end is copied to $4.
    const onDisk = (options: string): string =>
      `mount -t tmpfs -o ${options} none "$2"; "$0" "$1" render "$2/out" "$5" >/dev/null
       status=0; "$0" "$1" render "$2/out" "$3" || status=$?; cp -a "$2" "$4"; exit $status`

    test.each([
      ['full', 'size=64k', large, 'the disk is full'],
      ['without room for another file', 'nr_inodes=9', small, 'the disk is full'],
    ])('%s keeps the old files and nothing else', async (_, options, texts, words) => {
      const place = temporaryFolder()
      const copy = join(temporaryFolder(), 'copy')
      expectRefused(await inOwnMounts(onDisk(options), place, JSON.stringify(texts), copy, JSON.stringify(old)), words)
      expect(contentsOf(join(copy, 'out'))).toEqual(contentsOf(await rendered()))
    })

    test('full keeps a spec', async () => {
      const place = temporaryFolder()
      const copy = join(temporaryFolder(), 'copy')
      const line = `mount -t tmpfs -o size=16k none "$2"; printf 'old\\n' > "$2/cluster.yaml"
        status=0; "$0" "$1" replace "$2/cluster.yaml" 'old\n' "$3" || status=$?; cp -a "$2" "$4"; exit $status`
      expectRefused(await inOwnMounts(line.replace("'old\n'", '"$5"'), place, 'new\n'.repeat(20_000), copy, 'old\n'), 'the disk is full')
      expect(Object.values(contentsOf(copy))).toEqual(['644 old\n'])
    })

    test('that is read-only keeps its files, and what is up to date on it is no fault', async () => {
      const folder = await rendered()
      const before = contentsOf(folder)
      const line = 'mount --bind "$2" "$2"; mount -o remount,bind,ro "$2"; exec "$0" "$1" render "$2" "$3"'
      expectRefused(await inOwnMounts(line, folder, JSON.stringify(small)), 'the file system is read-only')
      expect(saidBy(await inOwnMounts(line, folder, JSON.stringify(old))).findings).toEqual([])
      expect(contentsOf(folder)).toEqual(before)
    })
  })

  test('a spec that is a mount point of its own is not replaced', async () => {
    const file = join(temporaryFolder(), 'cluster.yaml')
    writeFileSync(file, 'old\n')
    const line = 'mount --bind "$2" "$2"; exec "$0" "$1" replace "$2" "$3" "$4"'
    expectRefused(await inOwnMounts(line, file, 'old\n', 'new\n'), 'a mount point')
    expect(Object.keys(contentsOf(join(file, '..')))).toEqual(['cluster.yaml'])
  })
})

describeEngine('root and setpriv', isRoot && hasProgram('setpriv'), () => {
  const asNobody = (...args: readonly string[]): Promise<Ended> =>
    run('setpriv', ['--reuid=65534', '--regid=65534', '--clear-groups', process.execPath, child, ...args])

  test('a folder of somebody else is left alone', async () => {
    const folder = await rendered()
    const before = contentsOf(folder)
    expectRefused(await asNobody('render', folder, JSON.stringify(small)), 'permission is denied')
    expectRefused(await asNobody('render', join(temporaryFolder(), 'out'), JSON.stringify(small)), 'permission is denied')
    expect(contentsOf(folder)).toEqual(before)
    expect(saidBy(await asNobody('render', folder, JSON.stringify(old))).findings).toEqual([])
  })

  test('one host folder of somebody else keeps all files old', async () => {
    const folder = await rendered()
    const before = contentsOf(folder)
    for (const path of ['.', 'lb1']) chownSync(join(folder, path), 65534, 65534)
    expectRefused(
      await asNobody('render', folder, JSON.stringify({'lb1/haproxy.cfg': 'new\n', 'lb2/haproxy.cfg': 'new\n'})),
      'permission is denied',
    )
    expect(contentsOf(folder)).toEqual(before)
  })

  test('a file that is not to be read is reported', async () => {
    const file = join(temporaryFolder(), 'cluster.yaml')
    writeFileSync(file, 'text', {mode: 0o600})
    expect(codesOf(saidBy(await asNobody('read', file)).findings)).toEqual(['LB901'])
  })

  test('a spec that is not to be written is left alone, though its folder would let it be replaced', async () => {
    const folder = temporaryFolder()
    const file = join(folder, 'cluster.yaml')
    writeFileSync(file, 'old\n')
    chownSync(folder, 65534, 65534)
    expectRefused(await asNobody('replace', file, 'old\n', 'new\n'), 'permission is denied')
    expect(readFileSync(file, 'utf8')).toBe('old\n')
    chmodSync(file, 0o666)
    expect(saidBy(await asNobody('replace', file, 'old\n', 'new\n')).findings).toEqual([])
    expect(contentsOf(folder)).toEqual({'cluster.yaml': '666 new\n'})
  })
})

describeEngine('root and chattr', isRoot && hasProgram('chattr'), () => {
  test('an immutable file keeps all files old', async () => {
    const folder = await rendered()
    const before = contentsOf(folder)
    await run('chattr', ['+i', join(folder, 'lb2/haproxy.cfg')])
    const ended = await render(folder, {'lb1/haproxy.cfg': 'new\n', 'lb2/haproxy.cfg': 'new\n'})
    await run('chattr', ['-i', join(folder, 'lb2/haproxy.cfg')])
    expectRefused(ended, 'not permitted')
    expect(contentsOf(folder)).toEqual(before)
  })
})

test('a limit on the size of files keeps the old ones', async () => {
  const folder = await rendered()
  const before = contentsOf(folder)
  expectRefused(
    await run('sh', ['-c', 'ulimit -f 16; exec "$0" "$@"', process.execPath, child, 'render', folder, JSON.stringify(large)]),
    'larger than allowed',
  )
  expect(contentsOf(folder)).toEqual(before)
})

test('folders that had to be made are gone again after a fault', async () => {
  const place = temporaryFolder()
  mkdirSync(join(place, 'a'))
  const args = [child, 'render', join(place, 'a/b/c/out'), JSON.stringify(large)]
  expectRefused(await run('sh', ['-c', 'ulimit -f 16; exec "$0" "$@"', process.execPath, ...args]), 'larger than allowed')
  expect(existsSync(join(place, 'a/b'))).toBe(false)
  expect(contentsOf(place)).toEqual({a: 'folder'})
})

import {spawn} from 'node:child_process'
import {mkdirSync, readFileSync, symlinkSync, truncateSync, writeFileSync} from 'node:fs'
import {createServer} from 'node:net'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {LARGEST_FILE, readBytes} from '../../src/effects/files.ts'
import {describeEngine, hasProgram} from '../support/engines.ts'
import {bundleChild, codesOf, run, saidBy, temporaryFolders} from './support.ts'

const temporaryFolder = temporaryFolders()

interface Outcome {
  readonly bytes: Uint8Array | undefined
  readonly findings: readonly Finding[]
}

function read(file: string, patienceMs = 200): Outcome {
  const findings: Finding[] = []
  return {bytes: readBytes(file, finding => findings.push(finding), patienceMs), findings}
}

test.each(['', 'text\n', 'x'.repeat(65_536), 'ä€😀'.repeat(100_000)])('reads all of a file, byte for byte', text => {
  const file = join(temporaryFolder(), 'cluster.yaml')
  writeFileSync(file, text)
  const {bytes, findings} = read(file)
  expect(findings).toEqual([])
  expect(bytes && Buffer.from(bytes).equals(Buffer.from(text))).toBe(true)
})

test('reads what says that it is empty and is not', () => {
  expect(read('/proc/self/stat').bytes?.length).toBeGreaterThan(0)
})

test('reads through a symbolic link', () => {
  const folder = temporaryFolder()
  writeFileSync(join(folder, 'a'), 'text')
  symlinkSync('a', join(folder, 'b'))
  expect(read(join(folder, 'b')).bytes).toEqual(Buffer.from('text'))
})

test('reports each obstacle under its own code, with its name and a way out', async () => {
  const folder = temporaryFolder()
  const socket = createServer().listen(join(folder, 'socket'))
  await new Promise(resolve => socket.once('listening', resolve))
  writeFileSync(join(folder, 'large'), '')
  truncateSync(join(folder, 'large'), LARGEST_FILE + 1)
  symlinkSync('loop', join(folder, 'loop'))
  const codes = [folder, 'socket', 'missing', 'large', 'large/x', 'loop'].map(name => {
    const file = name === folder ? folder : join(folder, name)
    const {bytes, findings} = read(file)
    expect(bytes).toBeUndefined()
    expect(findings[0]?.message).toContain(file)
    expect(findings[0]?.hint).toMatch(/\.$/)
    return codesOf(findings).join()
  })
  socket.close()
  expect(codes).toEqual(['LB905', 'LB905', 'LB904', 'LB906', 'LB901', 'LB901'])
})

test('gives up on what never ends', () => {
  expect(codesOf(read('/dev/zero').findings)).toEqual(['LB906'])
  expect(read('/dev/null').bytes).toEqual(Buffer.from(''))
})

test('reads a file of the largest size', () => {
  const file = join(temporaryFolder(), 'large')
  writeFileSync(file, '')
  truncateSync(file, LARGEST_FILE)
  expect(read(file).bytes?.length).toBe(LARGEST_FILE)
})

describeEngine('mkfifo', hasProgram('mkfifo'), () => {
  test('waits for the writer of a named pipe, and takes all that it writes', async () => {
    const pipe = join(temporaryFolder(), 'pipe')
    await run('mkfifo', [pipe])
    const writer = spawn('sh', ['-c', 'sleep 0.2; exec >"$0"; echo one; sleep 0.2; echo two', pipe])
    expect(read(pipe, 5000).bytes).toEqual(Buffer.from('one\ntwo\n'))
    writer.kill()
  })

  test('does not wait for ever', async () => {
    const pipe = join(temporaryFolder(), 'pipe')
    await run('mkfifo', [pipe])
    const started = performance.now()
    expect(codesOf(read(pipe, 200).findings)).toEqual(['LB907'])
    expect(performance.now() - started).toBeLessThan(2000)
  })

  test('gives up on a writer that never ends', async () => {
    const pipe = join(temporaryFolder(), 'pipe')
    await run('mkfifo', [pipe])
    const writer = spawn('sh', ['-c', 'exec cat /dev/zero >"$0"', pipe])
    expect(codesOf(read(pipe, 5000).findings)).toEqual(['LB906'])
    writer.kill()
  })
})

test('reads standard input to its end, however slow', async () => {
  const folder = temporaryFolder()
  const child = await bundleChild(folder)
  const shell = (line: string): Promise<{readonly result?: unknown; readonly findings: readonly Finding[]}> =>
    run('sh', ['-c', line, process.execPath, child]).then(saidBy)
  mkdirSync(join(folder, 'sub'))
  expect(await shell('(sleep 0.1; echo one; sleep 0.1; echo two) | "$0" "$1" read -')).toEqual({result: 8, findings: []})
  expect(await shell('"$0" "$1" read - </dev/null')).toEqual({result: 0, findings: []})
  expect(await shell('"$0" "$1" read - <&-')).toEqual({result: 0, findings: []})
  expect(codesOf((await shell('"$0" "$1" read - <"$(dirname "$1")"')).findings)).toEqual(['LB905'])
  expect(codesOf((await shell('"$0" "$1" read - </dev/zero')).findings)).toEqual(['LB906'])
  expect(await shell('"$0" "$1" read - <"$1"')).toEqual({result: readFileSync(child).length, findings: []})
})

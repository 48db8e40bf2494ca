import {chmodSync, chownSync, lstatSync, mkdirSync, readFileSync, readdirSync, statSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {replaceText} from '../../src/effects/replace.ts'
import {describeEngine} from '../support/engines.ts'
import {codesOf, contentsOf, temporaryFolders} from './support.ts'

const temporaryFolder = temporaryFolders()

function spec(text: string): string {
  const file = join(temporaryFolder(), 'cluster.yaml')
  writeFileSync(file, text)
  chmodSync(file, 0o640)
  return file
}

function replace(file: string, before: string, after: string): readonly [boolean, readonly string[]] {
  const findings: Finding[] = []
  const isDone = replaceText(file, before, after, finding => findings.push(finding))
  return [isDone, codesOf(findings)]
}

test('puts the new text in the place of the old, with its mode, and leaves nothing else', () => {
  const file = spec('old: ä\n')
  expect(replace(file, 'old: ä\n', 'new: €\n')).toEqual([true, []])
  expect(contentsOf(join(file, '..'))).toEqual({'cluster.yaml': '640 new: €\n'})
})

test('keeps every bit of a mode', () => {
  const file = spec('old\n')
  chmodSync(file, 0o4751)
  replace(file, 'old\n', 'new\n')
  expect(statSync(file).mode & 0o7777).toBe(0o4751)
})

test('does nothing where nothing changes', () => {
  const file = spec('old\n')
  const {ino} = statSync(file)
  expect(replace(file, 'old\n', 'old\n')).toEqual([true, []])
  expect(statSync(file).ino).toBe(ino)
})

test.each(['else\n', 'old\r\n', '', 'old\nold\n'])('leaves alone a file that holds %j by now', text => {
  const file = spec(text)
  expect(replace(file, 'old\n', 'new\n')).toEqual([false, ['LB903']])
  expect(contentsOf(join(file, '..'))).toEqual({'cluster.yaml': `640 ${text}`})
})

test('keeps a byte order mark that reading has taken away', () => {
  const file = spec('\uFEFFold\n')
  expect(replace(file, 'old\n', 'new\n')).toEqual([true, []])
  expect(readFileSync(file, 'utf8')).toBe('\uFEFFnew\n')
  expect(replace(file, '\uFEFFnew\n', '\uFEFFnewer\n')).toEqual([true, []])
  expect(readFileSync(file, 'utf8')).toBe('\uFEFFnewer\n')
})

test('replaces the target of a symbolic link, and keeps the link', () => {
  const file = spec('old\n')
  const folder = temporaryFolder()
  symlinkSync(file, join(folder, 'one'))
  symlinkSync('one', join(folder, 'two'))
  expect(replace(join(folder, 'two'), 'old\n', 'new\n')).toEqual([true, []])
  expect(readFileSync(file, 'utf8')).toBe('new\n')
  expect(lstatSync(join(folder, 'one')).isSymbolicLink()).toBe(true)
  expect(readdirSync(folder)).toEqual(['one', 'two'])
})

test('reports what is missing or no file', () => {
  const folder = temporaryFolder()
  mkdirSync(join(folder, 'sub'))
  symlinkSync('nowhere', join(folder, 'link'))
  expect(replace(join(folder, 'missing'), 'old\n', 'new\n')).toEqual([false, ['LB904']])
  expect(replace(join(folder, 'link'), 'old\n', 'new\n')).toEqual([false, ['LB904']])
  expect(replace(join(folder, 'sub'), 'old\n', 'new\n')).toEqual([false, ['LB905']])
})

describeEngine('root', process.getuid?.() === 0, () => {
  test('keeps the owner', () => {
    const file = spec('old\n')
    chownSync(file, 1234, 4321)
    expect(replace(file, 'old\n', 'new\n')).toEqual([true, []])
    expect([statSync(file).uid, statSync(file).gid, statSync(file).mode & 0o7777]).toEqual([1234, 4321, 0o640])
  })
})

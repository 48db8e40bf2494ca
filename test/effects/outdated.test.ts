import {chmodSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {writeArtifacts} from '../../src/effects/artifacts.ts'
import {outdatedFiles, type OutdatedFile} from '../../src/effects/outdated.ts'
import {artifactsOf, type Texts} from './artifacts-of.ts'
import {codesOf, contentsOf, temporaryFolders} from './support.ts'

const temporaryFolder = temporaryFolders()
const old: Texts = {'lb1/haproxy.cfg': 'old\n', 'lb1/secret.conf': 'key\n', 'lb2/haproxy.cfg': 'two\n'}

function rendered(): string {
  const folder = join(temporaryFolder(), 'out')
  writeArtifacts(folder, artifactsOf(old), {cluster: 'office', force: false}, finding => {
    throw new Error(finding.message)
  })
  return folder
}

function compare(
  folder: string,
  texts: Texts,
): {readonly differences: readonly OutdatedFile[] | undefined; readonly findings: readonly Finding[]} {
  const findings: Finding[] = []
  return {differences: outdatedFiles(folder, artifactsOf(texts), {cluster: 'office'}, finding => findings.push(finding)), findings}
}

const kindsOf = (differences: readonly OutdatedFile[] | undefined): readonly string[] =>
  (differences ?? []).map(({path, kind}) => `${kind} ${path}`)

test('finds no difference in what was rendered', () => {
  expect(compare(rendered(), old)).toEqual({differences: [], findings: []})
})

test('tells what a render would change, by path, with both texts, and changes nothing', () => {
  const folder = rendered()
  const before = contentsOf(folder)
  const {differences, findings} = compare(folder, {'lb1/haproxy.cfg': 'new\n', 'lb1/secret.conf': 'key\n', 'lb3/a.cfg': 'three\n'})
  expect(findings).toEqual([])
  expect(kindsOf(differences)).toEqual([
    'changed lb1/haproxy.cfg',
    'unwanted lb2/haproxy.cfg',
    'missing lb3/a.cfg',
    'changed manifest.json',
  ])
  expect(differences?.slice(0, 3)).toEqual([
    {path: 'lb1/haproxy.cfg', kind: 'changed', before: 'old\n', after: 'new\n', modeBefore: 0o644, modeAfter: 0o644},
    {path: 'lb2/haproxy.cfg', kind: 'unwanted', before: 'two\n', after: undefined, modeBefore: 0o644, modeAfter: undefined},
    {path: 'lb3/a.cfg', kind: 'missing', before: undefined, after: 'three\n', modeBefore: undefined, modeAfter: 0o644},
  ])
  expect(contentsOf(folder)).toEqual(before)
})

test('finds all missing where nothing was rendered', () => {
  const folder = join(temporaryFolder(), 'out')
  expect(kindsOf(compare(folder, {'lb1/a': ''}).differences)).toEqual(['missing lb1/a', 'missing manifest.json'])
})

test('takes an edited file and a broken manifest for differences', () => {
  const folder = rendered()
  writeFileSync(join(folder, 'lb1/haproxy.cfg'), 'mine\n')
  writeFileSync(join(folder, 'manifest.json'), '{')
  const {differences, findings} = compare(folder, old)
  expect(kindsOf(differences)).toEqual(['changed lb1/haproxy.cfg', 'changed manifest.json'])
  expect(findings).toEqual([])
})

test.each([
  ['lb1/secret.conf', 0o644, true],
  ['lb1/secret.conf', 0o640, true],
  ['lb1/secret.conf', 0o400, false],
  ['lb1/haproxy.cfg', 0o664, false],
  ['lb1/haproxy.cfg', 0o600, false],
  ['lb1/haproxy.cfg', 0o755, true],
])('%s with mode %o differs: %p', (path, mode, isDifferent) => {
  const folder = rendered()
  chmodSync(join(folder, path), mode)
  expect(kindsOf(compare(folder, old).differences)).toEqual(isDifferent ? [`mode ${path}`] : [])
})

test('reads nothing through a symbolic link', () => {
  const folder = rendered()
  rmSync(join(folder, 'lb2'), {recursive: true})
  symlinkSync('lb1', join(folder, 'lb2'))
  const {differences, findings} = compare(folder, old)
  expect(differences).toBeUndefined()
  expect(codesOf(findings)).toEqual(['LB908'])
})

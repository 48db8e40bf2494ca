import {createHash} from 'node:crypto'
import {existsSync, mkdirSync, readFileSync, rmSync, symlinkSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {writeArtifacts, type Written} from '../../src/effects/artifacts.ts'
import {artifactsOf, type Texts} from './artifacts-of.ts'
import {codesOf, contentsOf, temporaryFolders} from './support.ts'

const temporaryFolder = temporaryFolders()

interface Outcome {
  readonly written: Written | undefined
  readonly findings: readonly Finding[]
}

function render(folder: string, texts: Texts, force = false): Outcome {
  const findings: Finding[] = []
  const written = writeArtifacts(folder, artifactsOf(texts), {cluster: 'office', force, patienceMs: 300}, finding => findings.push(finding))
  return {written, findings}
}

const old: Texts = {'lb1/haproxy.cfg': 'old\n', 'lb1/secret.conf': 'key\n', 'lb2/haproxy.cfg': 'old two\n'}

function rendered(texts: Texts = old): string {
  const folder = join(temporaryFolder(), 'out')
  expect(render(folder, texts).findings).toEqual([])
  return folder
}

describe('a way out of the folder', () => {
  test.each(['lb1/haproxy.cfg', 'lb1', 'manifest.json'])('by a symbolic link at %s is refused, forced or not', path => {
    const folder = join(temporaryFolder(), 'out')
    const elsewhere = temporaryFolder()
    writeFileSync(join(elsewhere, 'haproxy.cfg'), 'mine\n')
    mkdirSync(join(folder, path === 'lb1' ? '.' : 'lb1'), {recursive: true})
    symlinkSync(path === 'lb1' ? elsewhere : join(elsewhere, 'haproxy.cfg'), join(folder, path))
    const before = [contentsOf(folder), contentsOf(elsewhere)]
    expect(codesOf(render(folder, old).findings)).toEqual(['LB908'])
    expect(codesOf(render(folder, old, true).findings)).toEqual(['LB908'])
    expect([contentsOf(folder), contentsOf(elsewhere)]).toEqual(before)
  })

  test('by a host folder that has become a link removes nothing behind it', () => {
    const folder = rendered()
    const elsewhere = temporaryFolder()
    writeFileSync(join(elsewhere, 'haproxy.cfg'), 'old two\n')
    rmSync(join(folder, 'lb2'), {recursive: true})
    symlinkSync(elsewhere, join(folder, 'lb2'))
    expect(codesOf(render(folder, {'lb1/haproxy.cfg': 'old\n'}).findings)).toEqual(['LB912'])
    expect(readFileSync(join(elsewhere, 'haproxy.cfg'), 'utf8')).toBe('old two\n')
  })

  test.each(['../x', 'lb1/../../x', '/etc/x', 'a/b/c', 'x', 'lb1/..', '../../x/y', 'lb1/.lbgen-x', 'lb1/x\0'])(
    'named %j in the manifest is not gone',
    path => {
      const folder = rendered()
      const victim = join(folder, '..', 'x')
      writeFileSync(victim, 'mine\n')
      const sha256 = createHash('sha256').update('mine\n').digest('hex')
      writeFileSync(join(folder, 'manifest.json'), JSON.stringify({lbgen: 1, artifacts: [{path, sha256}]}))
      expect(codesOf(render(folder, old).findings)).toEqual(['LB913'])
      expect(render(folder, old, true).findings).toEqual([])
      expect(existsSync(victim)).toBe(true)
    },
  )

  test.each(['../haproxy.cfg', 'lb1/../../x', '..', 'lb1', 'lb1/a/b', 'lb1/'])('named %j by an artifact is refused', path => {
    const folder = join(temporaryFolder(), 'out')
    expect(codesOf(render(folder, {[path]: 'text\n'}).findings)).toEqual(['LB915'])
    expect(existsSync(folder)).toBe(false)
  })
})

test.each([
  '',
  '{',
  'null',
  '[]',
  '{"lbgen": 2, "artifacts": []}',
  '{"lbgen": 1}',
  '{"lbgen": 1, "artifacts": [null]}',
  '{"lbgen": 1, "artifacts": [{"path": 1}]}',
])('the manifest %j is refused', text => {
  const folder = rendered()
  writeFileSync(join(folder, 'manifest.json'), text)
  expect(codesOf(render(folder, old).findings)).toEqual(['LB913'])
})

test('two artifacts of one path are refused', () => {
  const folder = join(temporaryFolder(), 'out')
  const findings: Finding[] = []
  const twice = [...artifactsOf({'lb1/a': 'one\n'}), ...artifactsOf({'lb1/a': 'two\n'})]
  expect(writeArtifacts(folder, twice, {cluster: 'office', force: false}, finding => findings.push(finding))).toBeUndefined()
  expect(codesOf(findings)).toEqual(['LB916'])
})

describe('something else in the place of', () => {
  test('a file', () => {
    const folder = join(temporaryFolder(), 'out')
    mkdirSync(join(folder, 'lb1/haproxy.cfg'), {recursive: true})
    expect(codesOf(render(folder, old).findings)).toEqual(['LB905'])
    expect(Object.keys(contentsOf(folder))).toEqual(['lb1', 'lb1/haproxy.cfg'])
  })

  test('a host folder', () => {
    const folder = temporaryFolder()
    writeFileSync(join(folder, 'lb1'), 'mine')
    expect(codesOf(render(folder, old).findings)).toEqual(['LB909'])
    expect(contentsOf(folder)).toEqual({lb1: '644 mine'})
  })

  test('the folder', () => {
    const file = join(temporaryFolder(), 'out')
    writeFileSync(file, 'mine')
    const {findings} = render(file, old)
    expect(codesOf(findings)).toEqual(['LB902'])
    expect(findings[0]?.message).toContain('something else stands there')
  })
})

import {existsSync, mkdirSync, readdirSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import type {Finding} from '../../src/findings/finding.ts'
import {makeScratchFolder} from '../../src/effects/scratch.ts'
import {bundleChild, codesOf, run, temporaryFolders} from './support.ts'

const temporaryFolder = temporaryFolders()
const refuse = (finding: Finding): never => {
  throw new Error(finding.message)
}

test('is private, and is gone with all that it holds once disposed of', () => {
  const scratch = makeScratchFolder(refuse)
  const folder = scratch?.folder ?? ''
  expect(statSync(folder).mode & 0o777).toBe(0o700)
  mkdirSync(join(folder, 'lb1'))
  writeFileSync(join(folder, 'lb1/haproxy.cfg'), 'text')
  scratch?.dispose()
  expect(existsSync(folder)).toBe(false)
  scratch?.dispose()
})

test('is removed by the next run when its own was killed', async () => {
  const parent = temporaryFolder()
  const child = await bundleChild(temporaryFolder())
  expect((await run(process.execPath, [child, 'scratch', parent])).signal).toBe('SIGKILL')
  expect(readdirSync(parent)).toHaveLength(1)
  makeScratchFolder(refuse, parent)?.dispose()
  expect(readdirSync(parent)).toEqual([])
})

test('is a finding where there is no room for it', () => {
  const findings: Finding[] = []
  expect(makeScratchFolder(finding => findings.push(finding), join(temporaryFolder(), 'missing'))).toBeUndefined()
  expect(codesOf(findings)).toEqual(['LB918'])
})

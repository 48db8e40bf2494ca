import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {spawnSync} from 'node:child_process'
import {afterAll, describe, expect, test} from '@jest/globals'
import {scriptVerifiers, unitVerifier} from '../../src/targets/scripts.ts'
import type {Artifact, Verifier} from '../../src/targets/target.ts'
import {describeEngine, hasProgram} from '../support/engines.ts'

const folder = mkdtempSync(join(tmpdir(), 'lbgen-scripts-'))
afterAll(() => rmSync(folder, {recursive: true}))

const kind = {code: 'LB590', rule: 'some-complaint'} as const
const unit = unitVerifier(kind, /\/some\.service$/)

/** What a verifier's program says of a file with this text. */
function complaintsOf(verifier: Verifier, name: string, text: string): ReturnType<Verifier['explain']> {
  const file = join(folder, name)
  writeFileSync(file, text)
  const artifact: Artifact = {
    path: `lb1/${name}`,
    target: 'some',
    chunks: [text],
    mode: 0o755,
    owner: 'root:root',
    install: file,
    extent: 'file',
    check: ['sh', '-n', file],
    reload: undefined,
  }
  expect(verifier.checks(artifact)).toBe(true)
  const [program, ...args] = verifier.command(verifier.program, file, artifact)
  const {status, stdout, stderr} = spawnSync(program, args, {encoding: 'utf8'})
  return verifier.explain({exitCode: status ?? 1, stdout, stderr})
}

describe.each(scriptVerifiers(kind, kind).map(verifier => [verifier.program, verifier] as const))('%s', (program, verifier) => {
  describeEngine(program, hasProgram(program), () => {
    test('has nothing against a good script', () => {
      expect(complaintsOf(verifier, 'good.sh', '#!/bin/sh\nfor one in a; do echo "$one"; done\n')).toEqual([])
    })

    test('names the line of a broken one', () => {
      const complaints = complaintsOf(verifier, 'bad.sh', '#!/bin/sh\nif true; then\n  echo )\nfi\n')
      expect(complaints).toContainEqual(expect.objectContaining({severity: 'error', line: 3}))
    })
  })
})

describeEngine('systemd-analyze', hasProgram('systemd-analyze'), () => {
  const text = (line: string): string => `[Unit]\nDescription=some\n[Service]\nExecStart=${line}\n`

  test('has nothing against a good unit', () => {
    expect(complaintsOf(unit, 'some.service', text('/bin/true'))).toEqual([])
  })

  test('does not mind that a program of production is not here', () => {
    expect(complaintsOf(unit, 'some.service', text('/usr/sbin/not-here'))).toEqual([])
  })

  test('names the line of a broken one', () => {
    expect(complaintsOf(unit, 'some.service', `${text('/bin/true')}nonsense\n`)).toEqual([
      expect.objectContaining({severity: 'error', line: 5}),
    ])
    expect(complaintsOf(unit, 'some.service', text('not/absolute'))).not.toEqual([])
  })
})

test('a unit that is not of the file is none of its faults', () => {
  const output = {exitCode: 0, stdout: '', stderr: '/lib/systemd/system/other.service:3: Unknown key name\n'}
  expect(unit.explain(output)).toEqual([])
})

import {spawnSync} from 'node:child_process'
import {mkdirSync, writeFileSync} from 'node:fs'
import {dirname, join} from 'node:path'
import {expect, test} from '@jest/globals'
import {keepalivedVerifier} from '../../../src/targets/keepalived/verify.ts'
import {compileTexts, fileOf} from '../../support/compiling.ts'
import {temporaryFolders} from '../../effects/support.ts'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {ldirectordSpec, lvsSpec} from '../../support/rich-spec.ts'

const newFolder = temporaryFolders()

/** Has a program check a file of a spec, with what `change` does to it. */
function check(
  spec: object,
  path: string,
  command: (file: string) => readonly [string, ...string[]],
  change = (text: string): string => text,
): {readonly status: number | null; readonly output: string} {
  const artifact = compileTexts(JSON.stringify(spec)).artifacts.find(one => one.path === path)
  const file = join(newFolder(), path)
  mkdirSync(dirname(file), {recursive: true})
  writeFileSync(file, change(artifact === undefined ? '' : fileOf(artifact)))
  const [program, ...words] = command(file)
  const {status, stdout, stderr} = spawnSync(program, words, {encoding: 'utf8', timeout: 20_000})
  return {status, output: stdout + stderr}
}

describeEngine('keepalived', hasProgram('keepalived'), () => {
  const command = (file: string) => ['keepalived', '-e', '-t', '-f', file] as const

  test('takes every virtual server without a word', () => {
    expect(check(lvsSpec, 'lb1/keepalived.conf', command)).toEqual({status: 0, output: ''})
  })

  /** Its nodes drain, one by its state and one by its weight. */
  const drained = (fields: object) => ({
    lbgen: 1,
    name: 'office',
    loadBalancers: {lb1: '10.0.0.4'},
    nodes: {node1: {address: '10.0.0.11', state: 'drain'}, node2: {address: '10.0.0.12', weight: 0}},
    services: {web: {engine: 'lvs', forward: 'dr', listen: '10.0.1.1:80', ...fields}},
  })

  test('takes a service whose nodes all drain, beside one that stands in for them', () => {
    const fallback = {address: '10.0.0.99', port: 80}
    expect(check(drained({fallback}), 'lb1/keepalived.conf', command)).toEqual({status: 0, output: ''})
    expect(check(drained({fallback, firewallMark: 7}), 'lb1/keepalived.conf', command)).toEqual({status: 0, output: ''})
  })

  test('says of one without it only what a rule has said', () => {
    const {status, output} = check(drained({}), 'lb1/keepalived.conf', command)
    expect([status, output]).toEqual([5, expect.stringContaining('quorum')])
    expect(keepalivedVerifier.explain({exitCode: 5, stdout: '', stderr: output})).toEqual([])
  })

  test('would not take one that is wrong', () => {
    expect(check(lvsSpec, 'lb1/keepalived.conf', command, text => text.replace('lvs_method DR', 'lvs_method XX')).status).not.toBe(0)
  })
})

describeEngine('ldirectord', hasProgram('ldirectord'), () => {
  const command = (file: string) => ['ldirectord', file, 'status'] as const

  test('takes every virtual service, and is not running', () => {
    expect(check(ldirectordSpec, 'lb1/ldirectord.cf', command)).toMatchObject({
      status: 3,
      output: expect.stringMatching(/^ldirectord is stopped for \S+\n$/),
    })
  })

  test('would not take one that is wrong', () => {
    expect(check(ldirectordSpec, 'lb1/ldirectord.cf', command, text => text.replace(' gate ', ' grate ')).status).toBe(2)
  })
})

describeEngine('nftables', hasProgram('nft'), () => {
  const command = (file: string) => ['unshare', '-rn', 'nft', '-c', '-f', file] as const

  test('takes every mark', () => {
    expect(check(lvsSpec, 'lb1/lbgen-marks.nft', command)).toEqual({status: 0, output: ''})
  })

  test('would not take one that is wrong', () => {
    expect(check(lvsSpec, 'lb1/lbgen-marks.nft', command, text => text.replace('mark set 20', 'mark set x20')).status).toBe(1)
  })
})

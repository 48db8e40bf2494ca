import {join} from 'node:path'
import {writeFileSync} from 'node:fs'
import {describe, expect, test} from '@jest/globals'
import {systemd} from '../../../src/targets/balance/quote.ts'
import {balanceServiceOf, balanceSettings, clusterOf, stickingBySource} from '../../support/cluster.ts'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {inFolder, run, writeProgram} from './programs.ts'
import {render, textOf} from './render.ts'

const service = balanceServiceOf({persistence: stickingBySource(), servers: [{weight: 2}, {}, {backup: true}]})

const unitWith = (path?: string, specFile = 'cluster.yaml'): string =>
  textOf(render(clusterOf({specFile, services: [service], balance: balanceSettings(path)})), 'balance-cifs.service')

describe('the systemd unit', () => {
  test('starts Balance in the foreground, its old memory removed', () => {
    const lines = unitWith().split('\n')
    expect(lines.slice(0, 2)).toEqual([
      '# balance-cifs.service of load balancer lb1, cluster office.',
      '# Made by lbgen from cluster.yaml: change that file and render again, for what is changed here gets lost.',
    ])
    expect(lines).toContain('Type=exec')
    expect(lines).toContain('ExecStartPre=/bin/rm -f /var/run/balance/balance.445.::ffff:10.0.0.5.shm')
    expect(lines).toContain(
      'ExecStart=/usr/sbin/balance -f -M -H -b ::ffff:10.0.0.5 -t 5 445 10.0.0.11:445 10.0.0.12:445 10.0.0.11:445 %% 10.0.0.13:445',
    )
    expect(lines).toContain('RestartPreventExitStatus=64')
    expect(lines.at(-1)).toBe('')
  })

  test('has no memory to remove where a release has no file of it', () => {
    const {artifacts} = render(clusterOf({services: [balanceServiceOf()], balance: balanceSettings(undefined, '3.32')}))
    expect(artifacts.flatMap(({chunks}) => chunks).join('')).not.toMatch(/-M|\.shm/)
  })

  test('keeps a comment a comment, whatever the file is called', () => {
    expect(unitWith(undefined, 'a\n[Service]\nUser=x').split('\n')[1]).toBe(
      '# Made by lbgen from a [Service] User=x: change that file and render again, for what is changed here gets lost.',
    )
  })

  test.each([
    ['a b', '"a b"'],
    ['50%', '"50%%"'],
    ['$HOME', '"$$HOME"'],
    ['say "hi"', '"say \\"hi\\""'],
    ['a\\b', '"a\\\\b"'],
    ['a\nb', '"a\\nb"'],
    ['', '""'],
  ])('quotes %j', (value, quoted) => expect(systemd(value)).toBe(quoted))

  test('leaves the dollar of a program alone, for systemd does', () => expect(systemd({program: '/opt/$a b'})).toBe('"/opt/$a b"'))
})

describeEngine('systemd-analyze', hasProgram('systemd-analyze'), () => {
  test.each(['balance', 'a b', '50%', 'a$HOME', '${x}', 'a;b', '-x', '@x', '{a,b}', 'é', 'a#b', 'a*'])(
    'takes the unit of a program named %j',
    name => {
      inFolder(folder => {
        const program = join(folder, name)
        writeProgram(program, '#!/bin/sh\n')
        const unit = join(folder, 'balance-cifs.service')
        writeFileSync(unit, unitWith(program))
        expect(run(['systemd-analyze', 'verify', '--man=no', '--recursive-errors=no'], [unit])).toEqual({status: 0, stdout: '', stderr: ''})
      })
    },
  )
})

import {spawn} from 'node:child_process'
import {readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {setTimeout as wait} from 'node:timers/promises'
import {describe, expect, test} from '@jest/globals'
import type {Cluster} from '../../../src/model/cluster.ts'
import {scriptWord} from '../../../src/targets/balance/quote.ts'
import {balanceServiceOf, balanceSettings, clusterOf, listenerOf, stickingBySource} from '../../support/cluster.ts'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import {canUnshare, inFolder, recorder, run, shells, writeProgram} from './programs.ts'
import {render, textOf} from './render.ts'

/** Two services; `esac` is a word of the shell, and a name like any other. */
const cluster = (path?: string): Cluster =>
  clusterOf({
    services: [
      balanceServiceOf({persistence: stickingBySource(), servers: [{weight: 2}, {}, {backup: true}]}),
      balanceServiceOf({name: 'esac', listeners: [listenerOf('esac', 0, '127.0.0.9', 20_021)], servers: [{}, {backup: true}]}),
    ],
    balance: balanceSettings(path),
  })

const cifs = '-f -M -H -b ::ffff:10.0.0.5 -t 5 445 10.0.0.11:445 10.0.0.12:445 10.0.0.11:445 % 10.0.0.13:445'.split(' ')
const esac = '-f -M -b 127.0.0.9 -t 5 20021 10.0.0.11:445 ! 10.0.0.12:445'.split(' ')

const nasty = [
  "it's",
  'a b',
  '$HOME',
  '`id`',
  '$(id)',
  '"',
  '\\',
  '\\\\',
  '!',
  '%',
  '*',
  '~',
  '#',
  ';',
  '&',
  '|',
  '<',
  '>',
  '(',
  ')',
  '{',
  '}',
  '[a]',
  '-n',
  'é',
  '',
  ' ',
]

function writeScript(folder: string, from = cluster(join(folder, 'balance'))): string {
  const script = join(folder, 'balance.sh')
  writeProgram(script, textOf(render(from), 'balance.sh'))
  return script
}

describe.each(shells.map(words => [words.join(' '), words] as const))('balance.sh under %s', (_, words) => {
  test('runs the service that is named, and leaves with what Balance leaves with', () => {
    inFolder(folder => {
      const record = recorder(join(folder, 'balance'))
      expect(run(words, [writeScript(folder), 'cifs'])).toEqual({status: 0, stdout: '', stderr: ''})
      expect(record()).toEqual([cifs])
      writeProgram(join(folder, 'balance'), '#!/bin/sh\nexit 71\n')
      expect(run(words, [writeScript(folder), 'esac']).status).toBe(71)
      expect(run(words, [writeScript(folder)]).status).toBe(71)
    })
  })

  test('runs all services when none is named', () => {
    inFolder(folder => {
      const record = recorder(join(folder, 'balance'))
      expect(run(words, [writeScript(folder)])).toEqual({status: 0, stdout: '', stderr: ''})
      expect(record().toSorted((a, b) => a.length - b.length)).toEqual([esac, cifs])
    })
  })

  test('takes another program from the environment', () => {
    inFolder(folder => {
      const record = recorder(join(folder, 'an other'))
      expect(run(words, [writeScript(folder, cluster('/nowhere')), 'esac'], {BALANCE: join(folder, 'an other')}).status).toBe(0)
      expect(record()).toEqual([esac])
    })
  })

  test.each(nasty.filter(text => !/["'\\]/.test(text)))('takes a program whose path holds %j', text => {
    inFolder(folder => {
      const program = join(folder, `x${text}y`)
      const record = recorder(program)
      expect(run(words, [writeScript(folder, cluster(program)), 'cifs'], {BALANCE: undefined})).toEqual({status: 0, stdout: '', stderr: ''})
      expect(record()).toEqual([cifs])
    })
  })

  test('names the services when there is none of that name', () => {
    inFolder(folder => {
      const script = writeScript(folder)
      expect(run(words, [script, '%s'])).toEqual({
        status: 64,
        stdout: '',
        stderr: `${script}: there is no service %s; there are: cifs esac\n`,
      })
    })
  })

  test('ends with all that it runs', async () => {
    const folder = inFolder(kept => kept)
    const {mkdirSync, rmSync} = await import('node:fs')
    mkdirSync(folder)
    writeProgram(join(folder, 'balance'), `#!/bin/sh\necho $$ >>'${folder}/pids'\nexec sleep 60\n`)
    const [program = '', ...before] = words
    const child = spawn(program, [...before, writeScript(folder)])
    const ended = new Promise<number | null>(resolve => child.on('exit', resolve))
    while (pidsIn(folder).length < 2) await wait(20)
    child.kill('SIGTERM')
    expect(await ended).not.toBe(0)
    for (const pid of pidsIn(folder)) expect(() => process.kill(pid, 0)).toThrow('ESRCH')
    rmSync(folder, {recursive: true})
  })

  test('every value stays one word', () => {
    inFolder(folder => {
      const script = join(folder, 'words.sh')
      writeFileSync(script, `printf '%s\\0' ${nasty.map(scriptWord).join(' ')}\n`)
      expect(run(words, [script]).stdout.split('\0').slice(0, -1)).toEqual(nasty)
    })
  })
})

function pidsIn(folder: string): readonly number[] {
  try {
    return readFileSync(join(folder, 'pids'), 'utf8').trim().split('\n').map(Number)
  } catch {
    return []
  }
}

describeEngine('shellcheck', hasProgram('shellcheck'), () => {
  const ftp = balanceServiceOf({name: 'ftp', listeners: [listenerOf('ftp', 0, '*', 21)], servers: [{}, {backup: true}]})
  const checked = clusterOf({
    services: [balanceServiceOf({persistence: stickingBySource()}), ftp],
    balance: balanceSettings('/opt/a $b/balance'),
  })

  test.each(['balance.sh', 'balance-cifs.init', 'balance-ftp.init'])('%s has nothing to complain of', file => {
    inFolder(folder => {
      writeFileSync(join(folder, file), textOf(render(checked), file))
      expect(run(['shellcheck', '-s', 'sh'], [join(folder, file)])).toEqual({status: 0, stdout: '', stderr: ''})
    })
  })
})

describeEngine('start-stop-daemon in a namespace', hasProgram('start-stop-daemon') && canUnshare(), () => {
  test('the init script starts, shows, restarts and stops one process', () => {
    inFolder(folder => {
      writeFileSync(join(folder, 'init'), textOf(render(cluster(join(folder, 'balance'))), 'balance-cifs.init'))
      writeProgram(join(folder, 'balance'), '#!/bin/sh\nexec sleep 60\n')
      const steps = ['status', 'start', 'start', 'status', 'restart', 'stop', 'status', 'stop', 'what'].map(
        step => `sh init ${step}; echo "${step}: $?"`,
      )
      const {stdout} = run(['unshare', '-rmpf', 'sh', '-c', `mount -t tmpfs lbgen /run && cd '${folder}' && ${steps.join('; ')}`], [])
      expect(stdout.split('\n').filter(line => /^[a-z]+: \d+$/.test(line))).toEqual([
        'status: 3',
        'start: 0',
        'start: 0',
        'status: 0',
        'restart: 0',
        'stop: 0',
        'status: 3',
        'stop: 0',
        'what: 2',
      ])
    })
  })

  test('a Balance that leaves at once is no start', () => {
    inFolder(folder => {
      writeFileSync(join(folder, 'init'), textOf(render(cluster(join(folder, 'balance'))), 'balance-cifs.init'))
      writeProgram(join(folder, 'balance'), '#!/bin/sh\nexit 71\n')
      const {status, stderr} = run(['unshare', '-rmpf', 'sh', '-c', `mount -t tmpfs lbgen /run && sh '${folder}/init' start`], [])
      expect({status, stderr}).toEqual({
        status: 1,
        stderr: "balance-cifs did not stay up; '/usr/local/sbin/balance-office.sh cifs' shows why.\n",
      })
    })
  })
})

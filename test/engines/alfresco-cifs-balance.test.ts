import {spawn} from 'node:child_process'
import {once} from 'node:events'
import {readFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {temporaryFolders} from '../effects/support.ts'
import {countAnswers} from '../support/traffic/clients.ts'
import {playTcp} from '../support/traffic/nodes.ts'
import {until} from '../support/traffic/wait.ts'
import {inFolder, recorder, run, writeProgram} from '../targets/balance/programs.ts'

const newFolder = temporaryFolders()
const expected = join(import.meta.dirname, '../../examples/alfresco-cifs-balance/expected/lb1')
const script = join(expected, 'balance.sh')
const wanted = ['-f', '-M', '-b', '192.168.1.10', '-t', '3', '-T', '960', '445', '192.168.1.21:445', '192.168.1.22:445']

describe('balance.sh of the example', () => {
  test.each([
    ['for its service', ['cifs']],
    ['for all', []],
  ])('starts Balance as it should, %s', (_what, args) => {
    const starts = inFolder(folder => {
      const records = recorder(join(folder, 'balance'))
      const {status} = run(['env', `BALANCE=${join(folder, 'balance')}`, 'sh', script, ...args], [])
      expect(status).toBe(0)
      return records()
    })
    expect(starts).toEqual([wanted])
  })

  test('starts nothing for a service that there is not', () => {
    inFolder(folder => {
      const records = recorder(join(folder, 'balance'))
      const {status, stderr} = run(['env', `BALANCE=${join(folder, 'balance')}`, 'sh', script, 'ftp'], [])
      expect([status, records()]).toEqual([64, []])
      expect(stderr).toContain('there is no service ftp; there are: cifs')
    })
  })

  test('the systemd unit and the init script run the same command', () => {
    const unit = readFileSync(join(expected, 'balance-cifs.service'), 'utf8')
    expect(unit).toContain(`ExecStart=/usr/sbin/balance ${wanted.join(' ')}\n`)
    expect(readFileSync(join(expected, 'balance-cifs.init'), 'utf8')).toContain(` -- ${wanted.join(' ')}\n`)
  })
})

const program = process.env['LBGEN_BALANCE']

// No distribution has Balance, so that it cannot be required.
const testBalance = program === undefined ? test.skip : test
describe('Balance itself, which LBGEN_BALANCE names', () => {
  testBalance(
    'users go to the two servers in turn',
    async () => {
      const [vip, first, second] = ['127.44.5.1', '127.44.5.21', '127.44.5.22'] as const
      const port = 24_451
      const nodes = await Promise.all([playTcp('alfresco1', {host: first, port}), playTcp('alfresco2', {host: second, port})])
      const moved = readFileSync(script, 'utf8')
        .replaceAll('192.168.1.10', vip)
        .replaceAll('192.168.1.21:445', `${first}:${port}`)
        .replaceAll('192.168.1.22:445', `${second}:${port}`)
        .replaceAll(' 960 445 ', ` 960 ${port} `)
      const folder = newFolder()
      writeProgram(join(folder, 'balance.sh'), moved)
      // Balance keeps its memory in /var/run: one of its own, for as long as the test takes.
      const start = 'mount -t tmpfs lbgen /run && exec timeout 60 "$0" cifs'
      const isolated = ['-rmpf', '--kill-child', 'sh', '-c', start, join(folder, 'balance.sh')]
      const child = spawn('unshare', isolated, {env: {...process.env, BALANCE: program}, stdio: 'ignore'})
      try {
        await until('Balance answers', async () => (await countAnswers({host: vip, port}, 2))['alfresco1'] === 1)
        expect(await countAnswers({host: vip, port}, 200, 1)).toEqual({alfresco1: 100, alfresco2: 100})
      } finally {
        child.kill('SIGKILL')
        await once(child, 'close')
        await Promise.all(nodes.map(node => node.close()))
      }
    },
    30_000,
  )
})

import {spawnSync} from 'node:child_process'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, beforeAll, expect, test} from '@jest/globals'
import {keepalivedWord} from '../../../src/targets/keepalived/quote.ts'
import {keepalivedVerifier} from '../../../src/targets/keepalived/verify.ts'
import {fileOf} from '../../support/compiling.ts'
import {describeEngine, hasProgram, runEngine} from '../../support/engines.ts'
import {type Pair, compilePair} from './pair.ts'

let folder = ''
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'lbgen-pair-'))
})
afterAll(() => rmSync(folder, {recursive: true}))

/** Writes one of a pair's files. */
function write(pair: Pair, name: string, change = (text: string): string => text): string {
  const artifact = compilePair(pair).artifacts.find(({path}) => path === `lb1/${name}`)
  const file = join(folder, name)
  writeFileSync(file, change(artifact === undefined ? '' : fileOf(artifact)), {mode: artifact?.mode})
  return file
}

describeEngine('keepalived', hasProgram('keepalived'), () => {
  const complaintsOf = (file: string) => {
    const output = runEngine('keepalived', ['-e', '-t', '-f', file], folder)
    return keepalivedVerifier.explain(output).map(({line, text}) => `${line} ${text}`)
  }

  test.each([
    ['routerId: 51'],
    ['routerId: 51, password: {env: P}, prefixLength: 24, failback: false'],
    ['routerId: 255, advertInterval: 10ms, preferred: lb2'],
    ['routerId: 51, advertInterval: 40s'],
    ['routerId: 51, notify: /etc/keepalived/notify.sh'],
    ['routerId: 51, notify: {any: /n, master: /m, backup: /b, fault: /f, stop: /s}'],
  ])('takes %s', highAvailability => {
    expect(complaintsOf(write({highAvailability}, 'keepalived.conf'))).toEqual([])
  })

  test('takes a password of odd characters', () => {
    const highAvailability = 'routerId: 51, password: {env: P}'
    const odd = keepalivedWord("!#a';{~@")
    expect(complaintsOf(write({highAvailability}, 'keepalived.conf', text => text.replace('stand-in', odd)))).toEqual([])
  })

  test('takes addresses of both kinds', () => {
    const services = 'web: {mode: http, port: 80, listen: ["192.168.1.10:80", "[2001:db8::10]:80"]}'
    const highAvailability = 'routerId: 51, notify: {any: /n, stop: /s}'
    expect(complaintsOf(write({services, highAvailability}, 'keepalived.conf'))).toEqual([])
  })

  test.each([['routerId: 51'], ['routerId: 51, password: {env: P}']])(
    'takes more addresses than an advertisement names, with %s',
    highAvailability => {
      const addresses = Array.from({length: 300}, (_, index) => `10.9.${index >> 8}.${index & 255}:80`)
      const six = highAvailability.includes('password') ? [] : Array.from({length: 120}, (_, index) => `[2001:db8::1:${index + 1}]:80`)
      const services = `web: {mode: http, port: 80, listen: [${[...addresses, ...six].map(one => `"${one}"`).join()}]}`
      expect(complaintsOf(write({services, highAvailability}, 'keepalived.conf'))).toEqual([])
    },
  )

  test('is heard where a line is wrong', () => {
    const file = write({}, 'keepalived.conf', text => text.replace('advert_int', 'advert_every'))
    const line = fileLine(file, 'advert_every')
    expect(complaintsOf(file)).toEqual([`${line} Unknown keyword 'advert_every'`])
  })
})

const fileLine = (file: string, word: string): number =>
  Number(spawnSync('grep', ['-n', word, file], {encoding: 'utf8'}).stdout.split(':')[0])

describeEngine('shellcheck', hasProgram('shellcheck'), () => {
  test('finds nothing in the check of the engines', () => {
    const services = 'web: {mode: http, port: 80, listen: ["192.168.1.10:80", "[2001:db8::10]:80"]}'
    expect(runEngine('shellcheck', [write({services}, 'check-engine.sh')], folder).stdout).toBe('')
  })
})

describeEngine('HAProxy, ss and network namespaces', ['haproxy', 'ss', 'unshare'].every(hasProgram), () => {
  /** What the check says in a network where this listens, as the machine's only program. */
  const statusWith = (bind: string): number => {
    const services = 'web: {mode: http, port: 80, listen: ["192.168.1.10:80", "[2001:db8::10]:80", "*:81"]}'
    const check = write({services}, 'check-engine.sh')
    const configuration = join(folder, 'bind.cfg')
    writeFileSync(configuration, `defaults\n timeout connect 1s\n timeout client 1s\n timeout server 1s\nlisten l\n${bind}\n`)
    const script = `
      sysctl -qw net.ipv4.ip_nonlocal_bind=1 net.ipv6.ip_nonlocal_bind=1
      haproxy -D -f ${configuration} -p ${folder}/pid || exit 99
      ${check} haproxy; status=$?
      kill -9 $(cat ${folder}/pid)
      exit $status`
    return runEngine('unshare', ['--net', '--map-root-user', 'sh', '-c', script], folder).exitCode
  }
  const all = [' bind 192.168.1.10:80', ' bind [2001:db8::10]:80', ' bind :81']

  test('the check is content where the engine listens, though the addresses are on another machine', () => {
    expect(statusWith(all.join('\n'))).toBe(0)
  })

  test.each(all)('and not without%s', missing => {
    expect(statusWith(all.filter(bind => bind !== missing).join('\n'))).toBe(1)
  })
})

import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {expect, test} from '@jest/globals'
import type {LongSpec} from '../../src/spec/long.ts'
import {compileTexts, fileOf} from '../support/compiling.ts'
import {describeNamedHaproxies, runEngine} from '../support/engines.ts'
import {countAnswers} from '../support/traffic/clients.ts'
import {example, labs} from '../support/traffic/lab.ts'
import {readLong, specText} from '../support/traffic/moved-spec.ts'
import {playTcp} from '../support/traffic/nodes.ts'
import {linesOf, meaningOf, rowsOf} from './meaning.ts'

/** The configuration that Alfresco's documentation shows for HAProxy 1.4, with the example's addresses for its own. */
const documented = `
global
    log 127.0.0.1 local0 notice
    user haproxy
    group haproxy
    chroot /etc/haproxy
    daemon
    nbproc 7
    pidfile /var/run/haproxy.pid
defaults
    log global
    option tcplog
    option redispatch
    contimeout 3000
    clitimeout 5000
    srvtimeout 5000
listen hostname 192.168.1.10:445
    mode tcp
    balance roundrobin
    server hostname 192.168.1.21:445 weight 77
    server hostname 192.168.1.22:445 weight 179
`

/** The example with what the document has otherwise. */
function asDocumented(spec: LongSpec): LongSpec {
  const {cifs} = spec.services ?? {}
  return {
    ...spec,
    services: {cifs: {...cifs, listen: cifs?.listen ?? [], check: {type: 'none'}, timeouts: {connect: '3s', client: '5s', server: '5s'}}},
    haproxy: {...spec.haproxy, version: '1.4', processes: 7, daemon: true, pidFile: '/var/run/haproxy.pid', chroot: '/etc/haproxy'},
  }
}

const {artifacts, findings} = compileTexts(specText(asDocumented(readLong(example('alfresco-cifs')))))
const written = artifacts.filter(({path}) => path.endsWith('/haproxy.cfg')).map(fileOf)[0] ?? ''
const rows = rowsOf('alfresco-cifs')

test('lbgen has nothing against it but what would cut idle mounts and leaves nodes unchecked', () => {
  expect(findings.map(({rule}) => rule).toSorted()).toEqual(['short-cifs-timeout', 'unchecked-nodes'])
})

test('what lbgen writes means what the document means', () => {
  const [meant, is] = [meaningOf(documented), meaningOf(written)]
  expect(is.binds).toEqual(meant.binds)
  expect(is.servers).toEqual(meant.servers)
  expect(is.settings).toMatchObject(meant.settings)
  expect(is.global).toEqual([...meant.global.filter(line => line !== 'nbproc 7' && !line.startsWith('pidfile')), ...is.global.slice(-3)])
  expect(is.global.slice(-3)).toEqual(['pidfile /var/run/haproxy.pid', 'nbproc 7', expect.stringMatching(/^stats socket /)])
})

test('the README tells every line of either, and why one differs', () => {
  expect(new Set(rows.flatMap(row => row.documented))).toEqual(new Set(linesOf(documented)))
  expect(new Set(rows.flatMap(row => row.written))).toEqual(new Set(linesOf(written)))
  const differing = rows.filter(({documented: theirs, written: ours}) => theirs.join() !== ours.join())
  expect(differing.filter(({why}) => why === '')).toEqual([])
})

const open = labs()

describeNamedHaproxies(['1.4'], engine => {
  test.each([
    ['the document', documented],
    ['lbgen', written],
  ])('takes what %s writes without a word', (_, cfg) => {
    const folder = mkdtempSync(join(tmpdir(), 'lbgen-document-'))
    try {
      const own = cfg.replaceAll(/^ +(user|group) .*$/gm, '')
      writeFileSync(join(folder, 'haproxy.cfg'), own)
      const {exitCode, stderr} = runEngine(engine.program, ['-c', '-f', join(folder, 'haproxy.cfg')], folder)
      expect({exitCode, stderr}).toEqual({exitCode: 0, stderr: ''})
    } finally {
      rmSync(folder, {recursive: true})
    }
  })

  test('splits clients 77 to 179 in a process', async () => {
    const lab = open(engine, example('alfresco-cifs'), spec => {
      const {processes: _processes, daemon: _daemon, pidFile: _pidFile, ...haproxy} = asDocumented(spec).haproxy ?? {}
      return {...asDocumented(spec), haproxy}
    })
    await lab.play(445, playTcp)
    await lab.start()
    expect(await countAnswers(lab.door(445), 512)).toEqual({alfresco1: 154, alfresco2: 358})
  })
})

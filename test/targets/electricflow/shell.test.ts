import {spawnSync} from 'node:child_process'
import {chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import {describeEngine, hasProgram} from '../../support/engines.ts'
import type {Json} from '../../support/rich-spec.ts'
import {render} from './render.ts'

const folder = mkdtempSync(join(tmpdir(), 'lbgen-flow-'))
afterAll(() => rmSync(folder, {recursive: true}))

const nasty = `/srv/it's "a" $HOME \`date\` \\n; echo *`

/** A machine: an installed ElectricFlow whose programs write down how they were called. */
function machine(name: string, application: {readonly [key: string]: Json} = {}, node = 'node1') {
  const root = join(folder, name, typeof application['root'] === 'string' ? application['root'] : 'flow')
  const log = join(folder, name, 'log')
  for (const part of ['bin', 'conf', 'jre/bin']) mkdirSync(join(root, part), {recursive: true})
  for (const program of ['bin/ecconfigure', 'bin/ectool', 'jre/bin/java']) {
    const file = join(root, program)
    const said = `[ -z "\${COMMANDER_ZK_CONNECTION-}" ] || printf 'COMMANDER_ZK_CONNECTION=%s\\0' "$COMMANDER_ZK_CONNECTION"`
    writeFileSync(file, `#!/bin/sh\n{ ${said}; printf '%s\\0' "\${0##*/}" "$@"; printf '\\n'; } >>"$FLOW_LOG"\n`)
    chmodSync(file, 0o755)
  }
  const properties = join(root, 'conf/commander.properties')
  writeFileSync(properties, 'COMMANDER_PORT=8000\nCOMMANDER_SERVER_NAME=node1.example.com\nCOMMANDER_HTTPS_PORT=8443\n', {mode: 0o640})
  const {root: _, ...fields} = application
  const {files, findings} = render({...fields, installPath: root})
  expect(findings.filter(({severity}) => severity === 'error')).toEqual([])
  const script = join(folder, name, 'electricflow.sh')
  writeFileSync(script, files.get(`${node}/electricflow.sh`) ?? '')
  const run = (...args: readonly string[]) => {
    rmSync(log, {force: true})
    const env = {PATH: process.env['PATH'], FLOW_LOG: log}
    const {status, stdout, stderr} = spawnSync('sh', [script, ...args], {encoding: 'utf8', env, timeout: 60_000})
    const calls = existsSync(log) ? readFileSync(log, 'utf8').split('\0\n').slice(0, -1) : []
    return {status, stdout, stderr, calls: calls.map(call => call.split('\0'))}
  }
  return {root, properties, script, run}
}

describe('the script of the first server', () => {
  const {root, properties, run} = machine('first')
  const zooKeeper = '10.20.0.31:2181,10.20.0.32:2181,10.20.0.33:2182'

  test('configures server, web server and repository', () => {
    expect(run('configure')).toMatchObject({
      status: 0,
      calls: [
        ['ecconfigure', '--serverName', 'flow.example.com', '--serverZooKeeperConnection', zooKeeper],
        ['ecconfigure', '--webTargetHostName', 'flow.example.com'],
        ['ecconfigure', '--repositoryTargetHostName', 'flow.example.com'],
      ],
    })
  })

  test('sets the properties of the cluster through the load balancers', () => {
    const set = (name: string, value: string) => [
      'ectool',
      '--server',
      'flow.example.com',
      'setProperty',
      `/server/settings/${name}`,
      value,
    ]
    expect(run('once').calls).toEqual([
      set('ipAddress', 'flow.example.com'),
      set('stompClientUri', 'stomp+ssl://flow.example.com:61613'),
      set('stompSecure', 'false'),
    ])
  })

  test('uploads the configuration, which then names the load balancers, once and again', () => {
    const files = ['commander.properties', 'database.properties', 'keystore', 'passkey'].map(name => join(root, 'conf', name))
    const options = ['--commanderPropertiesFile', '--databasePropertiesFile', '--keystoreFile', '--passkeyFile']
    const upload = [
      `COMMANDER_ZK_CONNECTION=${zooKeeper}`,
      'java',
      '-jar',
      join(root, 'server/bin/zk-config-tool-jar-with-dependencies.jar'),
      'com.electriccloud.commander.cluster.ZKConfigTool',
      ...options.flatMap((option, index) => [option, files[index]]),
    ]
    const after = 'COMMANDER_PORT=8000\nCOMMANDER_HTTPS_PORT=8443\nCOMMANDER_SERVER_NAME=flow.example.com\n'
    for (const more of [[], ['--confSecurityFolder', join(root, 'conf/security')]]) {
      expect(run('upload')).toMatchObject({status: 0, calls: [[...upload, ...more]]})
      expect(readFileSync(properties, 'utf8')).toBe(after)
      mkdirSync(join(root, 'conf/security'), {recursive: true})
    }
    expect(readFileSync(`${properties}.before-lbgen`, 'utf8')).toContain('node1.example.com')
    expect(statSync(properties).mode & 0o777).toBe(0o640)
    expect(existsSync(`${properties}.new`)).toBe(false)
  })

  test('stops at the first command that does not work', () => {
    writeFileSync(join(root, 'bin/ecconfigure'), '#!/bin/sh\necho >>"$FLOW_LOG"\nexit 7\n')
    expect(run('configure').status).toBe(7)
    expect(run('frobnicate')).toMatchObject({status: 2, calls: []})
    expect(run()).toMatchObject({status: 2, calls: []})
  })

  describeEngine('curl', hasProgram('curl'), () => {
    test('says what is amiss', () => {
      const {status, stdout} = run('status')
      expect(status).toBe(3)
      expect(stdout).toContain('no good answer from http://127.0.0.1:8000/commanderRequest/health\n')
      expect(stdout).not.toContain('commander.properties')
    })
  })

  describeEngine('openssl', hasProgram('openssl'), () => {
    test('asks for a certificate with the name of the load balancers, and keeps a key', () => {
      const out = join(folder, 'tls')
      mkdirSync(out)
      expect(run('certificate', out).status).toBe(0)
      const key = readFileSync(join(out, 'server.key'), 'utf8')
      expect(statSync(join(out, 'server.key')).mode & 0o777).toBe(0o600)
      expect(run('certificate', out).status).toBe(0)
      expect(readFileSync(join(out, 'server.key'), 'utf8')).toBe(key)
      const request = spawnSync('openssl', ['req', '-in', join(out, 'server.csr'), '-noout', '-text'], {encoding: 'utf8'}).stdout
      expect(request).toMatch(/Subject: CN ?= ?flow\.example\.com\n/)
      expect(request).toContain('DNS:flow.example.com\n')
      expect(run('certificate').status).not.toBe(0)
    })
  })
})

test('values come to the programs as they are written', () => {
  const plain = machine('nasty', {root: `it's $(date) "a" *`, pluginsDirectory: nasty, workspacesDirectory: nasty})
  expect(plain.run('configure').calls.slice(3)).toEqual([
    ['ecconfigure', '--agentPluginsDirectory', nasty],
    ['ecconfigure', '--webPluginsDirectory', nasty],
  ])
  expect(plain.run('once').calls.at(-1)?.slice(-2)).toEqual(['/server/settings/pluginsDirectory', nasty])
  expect(plain.run('upload').calls[0]?.[3]).toBe(join(plain.root, 'server/bin/zk-config-tool-jar-with-dependencies.jar'))
  expect(plain.run('status').stdout).toContain(`a folder that all nodes share is not here: ${nasty}\n`)
  const uri = "stomp+ssl://x';echo$(date)`date`:61613"
  const one = machine('uri', {stompClientUri: uri})
  expect(one.run('once').calls[1]?.at(-1)).toBe(uri)
  // The command in the comment is one to take over, and does no more than it says.
  const [, command = ''] = /^# +(openssl s_client -connect .*?) {3}/m.exec(readFileSync(one.script, 'utf8')) ?? []
  const {stdout} = spawnSync('sh', ['-c', `openssl() { printf '%s\\n' "$@"; }; ${command}`], {encoding: 'utf8'})
  expect(stdout).toBe(`s_client\n-connect\n${uri.replace(/^stomp\+ssl:\/\//, '').split('/')[0]}\n`)
})

test('other nodes do what is theirs alone', () => {
  const parts = {servers: ['node1'], webServers: ['node2'], repositories: ['node3'], exhibitor: ['10.20.0.31:8080']}
  const calls = ['node1', 'node2', 'node3'].map(node => machine(node, parts, node).run('configure').calls)
  expect(calls.map(ofNode => ofNode.map(call => call[1]))).toEqual([
    ['--serverName'],
    ['--webTargetHostName'],
    ['--repositoryTargetHostName'],
  ])
  expect(calls[0]?.[0]?.slice(-2)).toEqual(['--serverExhibitorConnection', '10.20.0.31:8080'])
  for (const command of ['upload', 'once', 'certificate'])
    expect(machine(`no-${command}`, parts, 'node2').run(command)).toMatchObject({status: 2, calls: []})
})

describeEngine('shellcheck', hasProgram('shellcheck'), () => {
  test.each([
    ['node1', {}],
    ['node2', {}],
    ['node1', {zooKeeper: [], servers: ['node1'], pluginsDirectory: "/srv/it's here"}],
    ['node3', {servers: ['node1'], webServers: ['node2'], pluginsDirectory: "/srv/it's here", workspacesDirectory: '/srv/b c'}],
  ] as const)('is clean on %s', (node, application) => {
    const {script} = machine(`clean-${node}-${Object.keys(application).length}`, application, node)
    const {status, stdout} = spawnSync('shellcheck', ['--severity=style', '--shell=sh', script], {encoding: 'utf8'})
    expect({status, stdout}).toEqual({status: 0, stdout: ''})
  })
})

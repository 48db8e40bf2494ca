import {chmodSync, existsSync, mkdirSync, readFileSync, readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {describeEngine, describeHaproxies, hasProgram, haproxies} from '../support/engines.ts'
import {type PrintedFinding, type Said, findingsIn, lbgen} from '../support/lbgen.ts'
import {makeCertificates} from '../support/traffic/certificates.ts'
import {writeProgram} from '../targets/balance/programs.ts'
import {temporaryFolders} from './support.ts'

const newFolder = temporaryFolders()

interface Parts {
  readonly node?: string
  readonly service?: string
  readonly more?: string
  readonly haproxy?: string
}

/** A small spec; what a test adds to it stands at lines that the test can name. */
const specFor = (release: string, {node = '192.168.1.21', service = '', haproxy = '', more = ''}: Parts = {}): string =>
  `lbgen: 1
name: shop
loadBalancers: {lb1: 192.168.1.10}
nodes:
  web1: ${node}
  web2: 192.168.1.22
services:
  web:
    mode: http
    listen: 192.168.1.10:80${service.replaceAll('\n', '\n    ')}
haproxy:
  version: "${release}"
  user: daemon
  group: daemon${haproxy.replaceAll('\n', '\n  ')}
${more}`

interface Run {
  readonly spec: string
  readonly program?: string
  readonly args?: readonly string[]
  readonly command?: string
  readonly environment?: NodeJS.ProcessEnv
  readonly folder?: string
  readonly as?: readonly string[]
}

/** Verifies a spec in a folder of its own, and lists what is found. */
function verify({
  spec,
  program,
  args = [],
  command = 'verify',
  environment = {},
  folder = newFolder(),
  as = [],
}: Run): Said & {readonly findings: readonly PrintedFinding[]} {
  writeFileSync(join(folder, 'cluster.yaml'), spec)
  const engine = program === undefined ? [] : ['--engine-path', `haproxy=${program}`]
  const words = command.split(' ')
  const said = lbgen([...words, 'cluster.yaml', '--format', 'json', ...engine, ...args], {cwd: folder, environment, as})
  // What rules think of the spec is not what the engine says of its files.
  return {...said, findings: findingsIn(said).filter(({code}) => !/^LB[23]/.test(code))}
}

/** `severity line:column` of each complaint of HAProxy. */
const complaintsIn = (findings: readonly PrintedFinding[]): readonly string[] =>
  findings.filter(({code}) => code === 'LB490').map(({severity, line, column}) => `${severity} ${line}:${column}`)

const codesIn = (findings: readonly PrintedFinding[]): readonly string[] => findings.map(({code}) => code)

describeHaproxies(['2.2', '2.6', '3.0', '3.2', '3.4'], ({release, program}) => {
  test('nothing is said of what is well', () => {
    const {status, findings} = verify({spec: specFor(release), program})
    expect([status, findings]).toEqual([0, []])
  })

  test('a line that HAProxy does not know is shown where the spec has it', () => {
    const raw = '\nraw:\n  frontend:\n    - http-request set-header X-A 1\n    - nonsense here'
    const {status, findings} = verify({spec: specFor(release, {service: raw}), program})
    expect([status, complaintsIn(findings)]).toEqual([1, ['error 14:11']])
    expect(findings[0]?.message).toMatch(
      new RegExp(`^HAProxy ${release} says of \`lb1/haproxy.cfg\` line \\d+: unknown keyword 'nonsense' in 'frontend' section`),
    )
    expect(findings[0]?.path).toBe('/services/web/raw/frontend/1')
  })

  test('a warning is one', () => {
    const {status, findings} = verify({spec: specFor(release, {service: '\nraw: {backend: [maxconn 5]}'}), program})
    expect([status, complaintsIn(findings)]).toEqual([0, ['warning 11:21']])
    expect(verify({spec: specFor(release, {service: '\nraw: {backend: [maxconn 5]}'}), program, args: ['--strict']}).status).toBe(1)
  })

  test('an alert counts, whatever the exit code', () => {
    // A bad name: 3.4 says so and ends with 0.
    const {status, findings} = verify({
      spec: specFor(release, {haproxy: '\nraw:\n  sections: |\n    frontend a/b\n        mode http\n'}),
      program,
    })
    expect([status, complaintsIn(findings).filter(complaint => complaint.startsWith('error'))]).toEqual([
      1,
      [expect.stringMatching(/^error 1[67]:/)],
    ])
  })
})

describeHaproxies(['2.6'], ({release, program}) => {
  const explain = (parts: Parts): readonly string[] => complaintsIn(verify({spec: specFor(release, parts), program}).findings)

  test.each([
    ['the backend', {service: '\nraw:\n  backend: [option http-no-delay, nonsense here]'}, 'error 12:39'],
    ['global', {haproxy: '\nraw:\n  global:\n    - nonsense here'}, 'error 17:9'],
    ['defaults', {haproxy: '\nraw:\n  defaults: [nonsense here]'}, 'error 16:16'],
  ])('in %s too', (_where, parts, expected) => {
    expect(explain(parts)).toEqual([expected])
  })

  test('several at once', () => {
    expect(
      explain({service: '\nraw: {frontend: [nonsense here], backend: [nonsense there]}', haproxy: '\nraw: {global: [nonsense]}'}),
    ).toEqual(['error 11:22', 'error 11:48', 'error 16:18'])
  })

  test('in a text of several lines at the text', () => {
    const [complaint] = explain({haproxy: '\nraw:\n  sections: |\n    cache small\n        total-max-size 4\n        nonsense here\n'})
    expect(complaint).toMatch(/^error 1[6-9]:/)
  })

  test('a name that does not resolve is shown at its node', () => {
    const {status, findings} = verify({spec: specFor(release, {node: 'no-such-host.invalid'}), program})
    expect([status, complaintsIn(findings)]).toEqual([0, ['warning 5:9']])
    expect(findings[0]?.message).toContain('no-such-host.invalid')
  })

  describe('what is not on this machine', () => {
    const tls = {service: '\nport: 80', more: 'certificates: {shop: {file: FILE}}\n'} as const
    const withCertificate = (file: string): string =>
      specFor(release, tls)
        .replace('listen: 192.168.1.10:80', 'listen: {address: 192.168.1.10, port: 443, tls: shop}')
        .replace('FILE', file)

    test('a certificate, a user and a group are stood in for, and named', () => {
      const spec = withCertificate('/nowhere/shop.pem')
        .replace('user: daemon', 'user: nobody-here')
        .replace('group: daemon', 'group: none-here')
      const {status, findings} = verify({spec, program})
      expect(status).toBe(0)
      expect(findings.map(({code, line, message}) => [code, line, message.split('`')[1]])).toEqual([
        ['LB934', 14, 'nobody-here'],
        ['LB934', 15, 'none-here'],
        ['LB934', 16, '/nowhere/shop.pem'],
      ])
    })

    test('a certificate that is there is used, and what is wrong with it is shown at its file', () => {
      const folder = newFolder()
      const good = makeCertificates(folder).server
      expect(verify({spec: withCertificate(good), program}).findings).toEqual([])
      const bad = join(folder, 'bad.pem')
      writeFileSync(bad, 'this is no certificate\n')
      const {status, findings} = verify({spec: withCertificate(bad), program})
      expect([status, complaintsIn(findings)]).toEqual([1, [expect.stringMatching(/^error (16|10):/)]])
      expect(findings[0]?.message).toContain(bad)
    })
  })

  describe('secrets', () => {
    const secret = 'correct horse#battery'
    const haproxy = '\nstats: {listen: 192.168.1.10:8404, user: admin, password: {env: SHOP_PASSWORD}}\nraw: {global: [nonsense here]}'
    const spec = specFor(release, {haproxy})

    test('are not needed to verify', () => {
      const {status, findings} = verify({spec: specFor(release, {haproxy: haproxy.replace(/\nraw.*/, '')}), program})
      expect([status, findings]).toEqual([0, []])
    })

    test.each(['verify', 'render --verify'])('are nowhere in what %s prints or leaves for the engine', command => {
      const folder = newFolder()
      const seen = join(folder, 'seen')
      const spy = join(folder, 'haproxy')
      writeProgram(spy, `#!/bin/sh\nfor file; do [ -f "$file" ] && cat "$file" >>'${seen}'; done\nexec ${program} "$@"\n`)
      const {status, stdout, stderr} = verify({spec, program: spy, command, folder, environment: {SHOP_PASSWORD: secret}})
      expect(status).toBe(1)
      expect(readFileSync(seen, 'utf8')).toContain('stats auth admin:stand-in')
      for (const text of [stdout, stderr, readFileSync(seen, 'utf8')]) expect(text).not.toMatch(/correct|horse|battery/)
    })

    test('go into the file itself', () => {
      const folder = newFolder()
      verify({
        spec: specFor(release, {haproxy: haproxy.replace(/\nraw.*/, '')}),
        program,
        command: 'render --verify',
        folder,
        environment: {SHOP_PASSWORD: secret},
      })
      expect(readFileSync(join(folder, 'rendered/lb1/haproxy.cfg'), 'utf8')).toContain(String.raw`stats auth admin:correct\ horse\#battery`)
    })
  })

  describe('an engine that crashes', () => {
    const crashing = (print: string): string => {
      const file = join(newFolder(), 'haproxy')
      writeProgram(file, `#!/bin/sh\n[ "$1" = -v ] && exec ${program} -v\n${print}\nkill -SEGV $$\n`)
      return file
    }

    test('is believed in what it said before', () => {
      const alert = 'echo "[ALERT]    (1) : config : parsing [$3:1] : something odd." >&2'
      const {status, findings} = verify({spec: specFor(release), program: crashing(alert)})
      expect(status).toBe(1)
      expect(findings.map(({message}) => message)).toEqual(
        expect.arrayContaining([expect.stringContaining('something odd'), expect.stringContaining('crashed with signal 11')]),
      )
    })

    test('has not accepted anything', () => {
      const {status, findings} = verify({spec: specFor(release), program: crashing('')})
      expect([status, codesIn(findings)]).toEqual([1, ['LB490']])
    })
  })

  test('render --verify writes nothing when HAProxy refuses, and all when it does not', () => {
    const folder = newFolder()
    const bad = specFor(release, {service: '\nraw: {backend: [nonsense]}'})
    expect(verify({spec: bad, program, command: 'render --verify', folder}).status).toBe(1)
    expect(existsSync(join(folder, 'rendered'))).toBe(false)
    expect(verify({spec: specFor(release), program, command: 'render --verify', folder}).status).toBe(0)
    const pretty = lbgen(['render', 'cluster.yaml', '--verify', '--check', '--engine-path', `haproxy=${program}`], {cwd: folder})
    expect(pretty).toEqual({status: 0, stdout: `lb1/haproxy.cfg: HAProxy ${release} accepts it\n`, stderr: ''})
    expect(readdirSync(join(folder, 'rendered')).toSorted()).toEqual(['lb1', 'manifest.json'])
  })

  const nobody = ['setpriv', '--reuid=65534', '--regid=65534', '--clear-groups']
  describeEngine('setpriv, as root', hasProgram('setpriv') && process.getuid?.() === 0, () => {
    test('needs no rights, and leaves nothing behind', () => {
      const temporary = join(newFolder(), 'tmp')
      mkdirSync(temporary)
      chmodSync(temporary, 0o777)
      const folder = newFolder()
      const {status, findings} = verify({spec: specFor(release), program, folder, as: [...nobody, 'env', `TMPDIR=${temporary}`]})
      expect([status, codesIn(findings)]).toEqual([0, []])
      expect(readdirSync(temporary)).toEqual([])
    })
  })

  test('explains the line that HAProxy complains of', () => {
    const folder = newFolder()
    const {findings} = verify({spec: specFor(release, {service: '\nraw: {backend: [nonsense here]}'}), program, folder})
    const [, line] = /line (\d+)/.exec(findings[0]?.message ?? '') ?? []
    const {status, stdout} = lbgen(['explain', 'cluster.yaml', `lb1/haproxy.cfg:${line}`], {cwd: folder})
    expect(status).toBe(0)
    expect(stdout).toContain('nonsense here')
    expect(stdout).toContain('cluster.yaml:11:21')
  })
})

describe('another release than the spec asks for', () => {
  const other = haproxies().find(({release}) => release !== '2.8')
  describeEngine('some HAProxy', other !== undefined, () => {
    const {release, program} = other ?? {release: '', program: ''}
    const spec = specFor('2.8', {service: '\nraw: {backend: [nonsense here]}'})

    test('checks in its place, says so, and its errors count as warnings', () => {
      const {status, findings} = verify({spec, program})
      expect([status, complaintsIn(findings)]).toEqual([0, ['warning 11:21']])
      expect(findings.find(({code}) => code === 'LB930')?.message).toContain(`${release} checked in its place`)
      expect(findings.find(({code}) => code === 'LB930')?.hint).toContain(`\`haproxy.version: "${release}"\``)
      expect(findings.find(({code}) => code === 'LB490')?.hint).toContain('is for HAProxy 2.8, which may take this')
      expect(findings.find(({code}) => code === 'LB490')?.hint).toContain(`\`haproxy.version: "${release}"\``)
    })

    test('says of each file which release it is for', () => {
      const folder = newFolder()
      writeFileSync(join(folder, 'cluster.yaml'), spec)
      const {stdout} = lbgen(['verify', 'cluster.yaml', '--engine-path', `haproxy=${program}`], {cwd: folder})
      expect(stdout).toContain(`lb1/haproxy.cfg: HAProxy ${release} refuses it, and it is for 2.8\n`)
    })

    test('is one hint in all, where it warns', () => {
      const {status, findings} = verify({
        spec: specFor('2.8', {service: '\nraw: {backend: [maxconn 5], frontend: [fullconn 5]}'}),
        program,
        args: ['--strict'],
      })
      expect([status, complaintsIn(findings).length]).toEqual([0, 1])
      expect(findings.find(({code}) => code === 'LB490')).toMatchObject({
        severity: 'hint',
        message: expect.stringMatching(/ \(and 1 more\)$/),
      })
    })

    test('is not enough with --require-engines', () => {
      const {status, findings} = verify({spec, program, args: ['--require-engines']})
      expect([status, complaintsIn(findings)]).toEqual([3, ['warning 11:21']])
      expect(codesIn(findings)).toContain('LB931')
    })
  })
})

describeEngine('sh and systemd', hasProgram('sh') && hasProgram('systemd-analyze'), () => {
  const spec = `lbgen: 1
name: shop
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
services:
  web: {engine: balance, mode: tcp, listen: 192.168.1.10:80}
`

  test("check Balance's scripts and units", () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'cluster.yaml'), spec)
    const {status, stdout, stderr} = lbgen(['verify', 'cluster.yaml', '--require-engines'], {cwd: folder})
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    for (const line of ['balance.sh: sh', 'balance-web.init: sh']) expect(stdout).toContain(`lb1/${line} accepts it\n`)
    expect(stdout).toMatch(/^lb1\/balance-web\.service: systemd \d+ accepts it$/m)
    expect(stdout).not.toContain('nothing here checks it')
  })

  test('are missed where they are required', () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'cluster.yaml'), spec)
    const said = lbgen(['verify', 'cluster.yaml', '--require-engines', '--format', 'json'], {cwd: folder, environment: {PATH: folder}})
    expect([said.status, [...new Set(codesIn(findingsIn(said)))]]).toEqual([3, ['LB933']])
  })
})

describe('what no engine can check', () => {
  const spec = `lbgen: 1
name: shop
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: {address: 192.168.1.21, os: windows-2012, loopback: lo, interface: LAN}}
services:
  web: {engine: lvs, mode: tcp, listen: 192.168.1.11:80, forward: dr}
lvs: {manager: ldirectord}
`
  const expected = 'web1/realserver.ps1: nothing here checks it\n'

  test.each([[[]], [['--require-engines']]])('is named, and is no error %j', flags => {
    const folder = newFolder()
    writeFileSync(join(folder, 'cluster.yaml'), spec)
    expect(lbgen(['verify', 'cluster.yaml', ...flags], {cwd: folder})).toMatchObject({status: 0, stdout: expect.stringContaining(expected)})
  })

  test('is named by render --verify, above what it wrote', () => {
    const folder = newFolder()
    writeFileSync(join(folder, 'cluster.yaml'), spec)
    const {stdout} = lbgen(['render', 'cluster.yaml', '--verify'], {cwd: folder})
    expect(stdout).toContain(`${expected}wrote rendered/`)
    expect(lbgen(['render', 'cluster.yaml', '--verify', '--stdout'], {cwd: folder}).stdout).not.toContain('nothing here checks it')
  })
})

describe('wrong usage', () => {
  test.each([
    ['verify', 'balance=/usr/sbin/balance'],
    ['verify', '/usr/sbin/haproxy'],
    ['verify', 'haproxy='],
    ['render', 'haproxi=/usr/sbin/haproxy'],
  ])('%s --engine-path %s says which engines there are', (command, entry) => {
    const folder = newFolder()
    writeFileSync(join(folder, 'cluster.yaml'), specFor('2.6'))
    const {status, stderr} = lbgen([command, 'cluster.yaml', '--engine-path', entry], {cwd: folder})
    expect([status, stderr]).toEqual([2, expect.stringMatching(/^ {2}haproxy$/m)])
    expect(existsSync(join(folder, 'rendered'))).toBe(false)
  })
})

describe('no engine at all', () => {
  // The folders of administrators are looked into whatever PATH says: what they hold cannot be hidden here.
  const isHidden = !['/usr/local/sbin', '/usr/sbin', '/sbin'].some(folder => existsSync(join(folder, 'haproxy')))
  const hidden = isHidden ? [] : ['unshare', '-rm', 'sh', '-c', 'mount -t tmpfs lbgen /usr/sbin && exec "$0" "$@"']
  const testHidden = isHidden || hasProgram('unshare') ? test : test.skip

  testHidden('is said, and is no error', () => {
    const {status, findings} = verify({spec: specFor('2.6'), environment: {PATH: emptyPath()}, as: absolute(hidden)})
    expect([status, codesIn(findings)]).toEqual([0, ['LB932']])
    expect(findings[0]?.message).toContain('no HAProxy on this machine')
  })

  testHidden('is one with --require-engines', () => {
    const {status, findings} = verify({
      spec: specFor('2.6'),
      args: ['--require-engines'],
      environment: {PATH: emptyPath()},
      as: absolute(hidden),
    })
    expect([status, codesIn(findings)]).toEqual([3, ['LB933']])
  })
})

/** A PATH on which nothing is. */
function emptyPath(): string {
  return newFolder()
}

/** The same command for a PATH on which nothing is. */
const absolute = ([program, ...rest]: readonly string[]): readonly string[] =>
  program === undefined
    ? []
    : [`/usr/bin/${program}`, ...rest.map(word => (word === 'sh' ? '/bin/sh' : word.replace('mount ', '/bin/mount ')))]

import {execFileSync} from 'node:child_process'
import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {beforeEach, describe, expect, test} from '@jest/globals'
import {type Ended, lbgen, scratchFolders} from './lbgen.ts'

const scratch = scratchFolders()
let cwd = ''

const main = `lbgen: 1
name: office
include: [../site.yaml]
loadBalancers: {lb1: {address: 10.0.0.4, interface: eth0}, lb2: {address: 10.0.0.5, interface: eth0}}
highAvailability: {routerId: 7, password: {env: VRRP_PASSWORD}, prefixLength: 24}
services:
  cifs: {listen: 10.0.0.9:445, timeouts: {client: 16m, server: 16m}}
`
const site = 'nodes: {fs1: {address: 10.0.0.11, weight: 10}, fs2: {address: 10.0.0.12, weight: 10}}\n'

const git = (...args: readonly string[]): string =>
  execFileSync('git', ['-c', 'user.name=a', '-c', 'user.email=a@example.com', ...args], {cwd, encoding: 'utf8', stdio: 'pipe'})

const write = (file: string, text: string): void => writeFileSync(join(cwd, file), text)

beforeEach(() => {
  cwd = scratch()
  mkdirSync(join(cwd, 'conf'))
  write('conf/cluster.yaml', main)
  write('site.yaml', site)
  git('init', '-q', '-b', 'main')
  git('add', '.')
  git('commit', '-qm', 'one')
})

const diff = (...args: readonly string[]): Ended => lbgen(['diff', 'conf/cluster.yaml', ...args], {cwd, env: {VRRP_PASSWORD: 'secret'}})
const drain = (): void => write('site.yaml', site.replace('weight: 10}}', 'weight: 10, state: drain}}'))

describe('against a revision', () => {
  test('reads the spec and what it includes as they were', () => {
    drain()
    const said = diff('--against', 'HEAD')
    expect(said).toMatchObject({status: 0, stderr: ''})
    expect(said.stdout).toContain('node fs2 is drained')
    expect(said.stdout).toContain('lb1, lb2: haproxy.cfg, by commands to the running engine')
    expect(said.stdout).toContain('      set weight cifs/fs2 0\n')
    expect(said.stdout.match(/such as `echo "set weight cifs\/fs2 0" \| socat - \/run\/haproxy\/admin\.sock`/g)).toHaveLength(1)
    expect(said.stdout.match(/Install the new file too/g)).toHaveLength(1)
    expect(diff().stdout).toBe(said.stdout)
  })

  test.each(['main', 'HEAD~1', 'v1', 'refs/heads/main~1'])('knows %s', revision => {
    git('tag', 'v1')
    drain()
    git('commit', '-qam', 'two')
    write('site.yaml', site.replaceAll('weight: 10', 'weight: 20'))
    expect(diff('--against', revision).stdout).toContain('node fs1: weight 10 -> 20')
  })

  test.each([
    ['nowhere', 'LB942 unknown-revision: `nowhere` is neither a rendered folder, nor a spec, nor a revision'],
    ['-p', 'LB942'],
    ['HEAD:conf/cluster.yaml', 'LB942'],
    ['conf', 'LB944 not-rendered: `conf` is a folder without `manifest.json`'],
    ['site.yaml/x', 'LB942'],
    ['x'.repeat(5000), 'LB942'],
  ])('refuses %s', (revision, message) => {
    const {status, stdout, stderr} = diff(`--against=${revision}`)
    expect({status, stdout}).toEqual({status: 1, stdout: ''})
    expect(stderr).toContain(message)
  })

  describe('that has the name of a path', () => {
    beforeEach(() => {
      git('branch', 'old')
      git('update-ref', 'refs/remotes/origin/main', 'HEAD')
      drain()
      for (const name of ['old', 'origin/main', 'HEAD', 'refs/heads/old', git('rev-parse', 'HEAD').trim()])
        expect(lbgen(['render', 'conf/cluster.yaml', '--out', name], {cwd, env: {VRRP_PASSWORD: 'secret'}}).status).toBe(0)
    })

    test.each([
      ['old', 'refs/heads/old'],
      ['origin/main', 'refs/remotes/origin/main'],
    ])('leaves it to the user what `%s` is', (name, whole) => {
      const {status, stdout, stderr} = diff('--against', name)
      expect([status, stdout]).toEqual([3, ''])
      expect(stderr).toContain(`error LB938 ambiguous-name: \`${name}\` is a git revision, and a path too.`)
      expect(stderr).toContain(`hint: Write \`${whole}\` for the revision, \`./${name}\` for the folder.`)
      expect(diff('--against', whole).stdout).toContain('node fs2 is drained')
      expect(diff('--against', `./${name}`).stdout).toContain('nothing changes')
    })

    test.each(['HEAD', 'refs/heads/old', 'a commit'])('takes %s for a revision', name => {
      const revision = name === 'a commit' ? git('rev-parse', 'HEAD').trim() : name
      expect(diff('--against', revision).stdout).toContain('node fs2 is drained')
    })
  })

  test.each([
    ['of this machine', ''],
    ['before 2.38, which does not know the setting', 'shift 2; '],
  ])('runs no program that a folder of the repository names, with a git %s', (_, without) => {
    const programs = join(scratch(), 'programs')
    mkdirSync(programs)
    const found = execFileSync('sh', ['-c', 'command -v git'], {encoding: 'utf8'}).trim()
    writeFileSync(join(programs, 'git'), `#!/bin/sh\n${without}exec '${found}' "$@"\n`, {mode: 0o755})
    // A repository inside of the repository, which anybody can add: it says that what it lacks comes from a program.
    const repository = ['[core]', 'repositoryformatversion = 1', 'bare = false', 'worktree = ..']
    const lack = ['[extensions]', 'partialClone = far', '[remote "far"]', 'promisor = true', 'url = ext::sh -c touch% ran']
    const config = [...repository, ...lack, '[protocol "ext"]', 'allow = always'].join('\n')
    for (const folder of ['inner', 'inner/objects', 'inner/refs', 'inner/refs/heads']) mkdirSync(join(cwd, folder))
    write('inner/HEAD', 'ref: refs/heads/main\n')
    write('inner/refs/heads/main', git('rev-parse', 'HEAD'))
    write('inner/config', `${config}\n`)
    write('inner/cluster.yaml', main)
    const env = {PATH: `${programs}:${process.env['PATH'] ?? ''}`}
    expect(lbgen(['diff', 'conf/cluster.yaml', '--against', 'HEAD'], {cwd, env}).status).toBe(0)
    const {status, stderr} = lbgen(['diff', 'inner/cluster.yaml', '--against', 'HEAD'], {cwd, env})
    expect([status, stderr]).toEqual([1, expect.stringContaining('LB941 no-repository')])
    if (without !== '') expect(stderr).toMatch(/Git takes the folder `.*\/inner` for one, which lbgen does not/)
    expect(['ran', 'inner/ran'].filter(file => existsSync(join(cwd, file)))).toEqual([])
  })

  test('says when the revision has no such file, and when there is no repository', () => {
    write('conf/new.yaml', main)
    const absent = lbgen(['diff', 'conf/new.yaml'], {cwd})
    expect([absent.status, absent.stderr]).toEqual([
      1,
      expect.stringContaining('LB943 not-in-revision: There is no file `conf/new.yaml` in `HEAD`.'),
    ])
    cwd = scratch()
    write('cluster.yaml', main.replace(/include.*\n/, site))
    const outside = lbgen(['diff', 'cluster.yaml'], {cwd})
    expect([outside.status, outside.stderr]).toEqual([
      1,
      expect.stringContaining('LB941 no-repository: `cluster.yaml` is in no git repository'),
    ])
  })

  test('reads worktrees, and what is in a submodule', () => {
    const elsewhere = join(scratch(), 'tree')
    git('worktree', 'add', '-q', elsewhere)
    expect(lbgen(['diff', 'conf/cluster.yaml'], {cwd: elsewhere})).toMatchObject({status: 0, stderr: ''})
    git('-c', 'protocol.file.allow=always', 'submodule', '--quiet', 'add', elsewhere, 'sub')
    expect(lbgen(['diff', 'sub/conf/cluster.yaml'], {cwd})).toMatchObject({status: 0, stderr: ''})
  })

  test('shows what is wrong with the older spec at its own name', () => {
    write('conf/cluster.yaml', main.replace('cifs:', '7:'))
    git('commit', '-qam', 'broken')
    write('conf/cluster.yaml', main)
    const {status, stderr} = diff()
    expect(status).toBe(1)
    expect(stderr).toContain('HEAD:conf/cluster.yaml:7:3: error')
  })

  test('takes no notice of how severe findings were to be', () => {
    write('conf/.lbgen.yaml', 'rules: {literal-secret: error, uneven-timeouts: error}\n')
    write('conf/cluster.yaml', main.replace('server: 16m', 'server: 17m'))
    git('add', '.')
    git('commit', '-qm', 'severe')
    write('conf/cluster.yaml', main)
    expect(diff()).toMatchObject({status: 0, stderr: '', stdout: expect.stringContaining('services.cifs.timeouts.server 17m -> 16m')})
  })

  test('is not led astray by what a hook sets', () => {
    drain()
    const said = lbgen(['diff', 'conf/cluster.yaml'], {cwd, env: {GIT_DIR: join(cwd, 'nowhere'), GIT_INDEX_FILE: 'none'}})
    expect([said.status, said.stdout]).toEqual([0, expect.stringContaining('node fs2 is drained')])
  })
})

describe('against what was rendered', () => {
  test('tells what follows from the files, which is the default where there are some', () => {
    expect(lbgen(['render', 'conf/cluster.yaml'], {cwd, env: {VRRP_PASSWORD: 'secret'}}).status).toBe(0)
    expect(diff()).toMatchObject({status: 0, stdout: 'conf/cluster.yaml is the same as conf/rendered: nothing changes.\n'})
    drain()
    const {stdout} = diff()
    expect(stdout).toContain('From conf/rendered to conf/cluster.yaml')
    expect(stdout).toContain('      set weight cifs/fs2 0\n')
    expect(stdout).not.toContain('is drained')
  })

  test('says once what is found in the spec', () => {
    const spec = `lbgen: 1
name: office
loadBalancers: {lb1: 10.0.0.4}
nodes: {fs1: 10.0.0.11, fs2: 10.0.0.12}
services: {cifs: {listen: 10.0.0.4:445, timeouts: {client: 16m, server: 16m}}}
applications: {repository: {kind: alfresco, release: "5.0", services: {cifs: cifs}, properties: {db.password: hunter22}}}
`
    write('conf/once.yaml', spec)
    expect(lbgen(['render', 'conf/once.yaml', '--out', 'once'], {cwd}).status).toBe(0)
    const codesOf = (...args: readonly string[]): readonly string[] =>
      lbgen(['diff', 'conf/once.yaml', ...args], {cwd}).stderr.match(/\bLB\d{3}\b/g) ?? []
    expect(codesOf('--against', './once')).toContain('LB811')
    expect(codesOf('--against', './once')).toEqual(codesOf('--against', 'conf/once.yaml'))
  })

  test('says whose files they are where they are of another cluster', () => {
    const text = readFileSync(join(cwd, 'conf/cluster.yaml'), 'utf8')
    writeFileSync(join(cwd, 'conf/other.yaml'), text.replace(/^name: .*$/m, 'name: branch'))
    expect(lbgen(['render', 'conf/cluster.yaml', '--force'], {cwd, env: {VRRP_PASSWORD: 'secret'}}).status).toBe(0)
    const {status, stderr} = lbgen(['diff', 'conf/other.yaml', '--against', 'conf/rendered'], {cwd, env: {VRRP_PASSWORD: 'secret'}})
    expect(status).toBe(0)
    expect(stderr).toMatch(/warning LB939 other-cluster: `conf\/rendered` was rendered for cluster `.*`, not for `branch`\./)
  })

  test('takes no notice of the name of the spec, which stands in comments alone', () => {
    const lvs = `lbgen: 1
name: office
loadBalancers: {lb1: {address: 10.0.0.4, interface: eth0}, lb2: {address: 10.0.0.5, interface: eth0}}
highAvailability: {routerId: 7, prefixLength: 24}
nodes: {fs1: 10.0.0.11, fs2: {address: 10.0.0.12, os: windows-2003, interface: net, loopback: loopback}}
services:
  files: {engine: lvs, forward: dr, listen: "10.0.0.9:139"}
  web: {mode: http, listen: "10.0.0.9:80"}
`
    write('conf/cluster.yaml', lvs)
    write('conf/renamed.yaml', lvs)
    expect(lbgen(['render', 'conf/cluster.yaml'], {cwd}).status).toBe(0)
    const {stdout} = lbgen(['diff', 'conf/renamed.yaml', '--format', 'json'], {cwd})
    const {effects} = JSON.parse(stdout)
    expect(effects.length).toBeGreaterThan(8)
    for (const effect of effects) expect(effect).toMatchObject({how: 'nothing', reasons: ['Only comments differ.'], moves: []})
    expect(lbgen(['diff', 'conf/renamed.yaml'], {cwd}).stdout).toMatch(/keepalived\.conf, nothing to do\n {6}Only comments differ\.\n/)
    write('conf/renamed.yaml', lvs.replace('10.0.0.12', '10.0.0.13'))
    expect(lbgen(['diff', 'conf/renamed.yaml'], {cwd}).stdout).toContain('keepalived.conf, by a reload: systemctl reload keepalived')
  })

  test('sees another secret and prints none', () => {
    lbgen(['render', 'conf/cluster.yaml'], {cwd, env: {VRRP_PASSWORD: 'secret'}})
    const {stdout} = lbgen(['diff', 'conf/cluster.yaml', '--format', 'json'], {cwd, env: {VRRP_PASSWORD: 'another'}})
    expect(JSON.parse(stdout)).toMatchObject({
      changes: null,
      same: false,
      effects: [{path: 'lb1/keepalived.conf', how: 'reload'}, {host: 'lb2'}],
    })
    expect(stdout).not.toMatch(/another|"secret/)
  })
})

describe('against another spec', () => {
  test('whose name makes no difference', () => {
    write('conf/old.yaml', main)
    expect(diff('--against', 'conf/old.yaml').stdout).toBe('conf/cluster.yaml is the same as conf/old.yaml: nothing changes.\n')
  })

  test('from standard input', () => {
    write('old.yaml', main.replace(/include.*\n/, site))
    const input = main.replace(/include.*\n/, site).replaceAll('16m', '20m')
    const {stdout} = lbgen(['diff', '-', '--against', 'old.yaml'], {cwd, input})
    expect(stdout).toContain('services.cifs.timeouts.client 16m -> 20m')
  })
})

test('tells the command of a restart where a reload is not enough', () => {
  write('conf/cluster.yaml', `${main}haproxy: {version: "2.8"}\n`)
  expect(diff().stdout).toContain('haproxy.cfg, by a restart: systemctl restart haproxy\n')
})

test('exits with 1 where something differs only when it is asked to', () => {
  expect(diff('--exit-code').status).toBe(0)
  drain()
  expect([diff().status, diff('--exit-code').status]).toEqual([0, 1])
})

test('prints one JSON document', () => {
  drain()
  const {stdout} = diff('--format', 'json')
  expect(JSON.parse(stdout)).toMatchObject({
    from: 'HEAD',
    to: 'conf/cluster.yaml',
    same: false,
    changes: [{kind: 'node-drained', path: 'nodes.fs2.state', before: 'ready', after: 'drain'}],
    effects: [
      {
        host: 'lb1',
        path: 'lb1/haproxy.cfg',
        target: 'haproxy',
        how: 'runtime',
        commands: ['set weight cifs/fs2 0'],
        socket: '/run/haproxy/admin.sock',
        run: 'systemctl reload haproxy',
        moves: [{service: 'cifs', who: 'none'}],
      },
      {host: 'lb2'},
    ],
  })
})

test('prints Markdown that no text of the spec can break', () => {
  write('conf/cluster.yaml', `${main}description: "\`\`\` | <script>"\n`)
  const {stdout} = diff('--format', 'markdown')
  expect(stdout).toMatch(/^### What changes from `HEAD` to `conf\/cluster\.yaml`\n\n```diff\n! description.*'''.*\n```\n/)
})

test('says what is wrong with the spec, and compares nothing', () => {
  write('conf/cluster.yaml', readFileSync(join(cwd, 'conf/cluster.yaml'), 'utf8').replace('listen', 'lisen'))
  const {status, stdout, stderr} = diff()
  expect([status, stdout]).toEqual([1, ''])
  expect(stderr).toContain('lisen')
  expect(JSON.parse(diff('--format', 'json').stdout)).toMatchObject({summary: {errors: 1}})
})

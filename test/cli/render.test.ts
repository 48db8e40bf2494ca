import {appendFileSync, existsSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {folders, lbgen} from './lbgen.ts'

const folder = folders()

const files = ['alfresco1/alfresco-global.properties', 'alfresco2/alfresco-global.properties', 'lb1/haproxy.cfg', 'manifest.json']

const filesBelow = (path: string): readonly string[] =>
  readdirSync(path, {recursive: true, encoding: 'utf8'})
    .filter(file => statSync(join(path, file)).isFile())
    .toSorted()

/** A folder where everything is rendered. */
function rendered(): string {
  const cwd = folder()
  expect(lbgen(['render', 'cluster.yaml'], {cwd}).status).toBe(0)
  return cwd
}

describe('lbgen render', () => {
  test('writes all files beside the spec, and says so', () => {
    const cwd = folder()
    const {status, stdout, stderr} = lbgen(['render', 'cluster.yaml'], {cwd})
    expect({status, stderr}).toEqual({status: 0, stderr: ''})
    expect(stdout.split('\n').toSorted().slice(1)).toEqual(files.map(file => `wrote rendered/${file}`))
    expect(filesBelow(join(cwd, 'rendered'))).toEqual(files)
  })

  test('writes the name of the spec as it is into comments', () => {
    const cwd = folder()
    const input = readFileSync(join(cwd, 'cluster.yaml'))
    const {stdout} = lbgen(['render', '-', '--stdout', '--artifact', 'lb1/haproxy.cfg'], {cwd, input})
    expect(stdout).toContain('\n# Made by lbgen from standard input: ')
  })

  test('says where a secret in a file was looked for', () => {
    const cwd = folder()
    const spec =
      'lbgen: 1\nname: office\nloadBalancers: {lb1: 10.0.0.4}\nnodes: {a: 10.0.0.5, b: 10.0.0.6}\nservices: {cifs: {listen: "10.0.0.9:445"}}\n'
    writeFileSync(join(cwd, 'cluster.yaml'), `${spec}haproxy: {stats: {listen: 10.0.0.4:8404, user: admin, password: {file: nofile}}}\n`)
    const {status, stderr} = lbgen(['render', 'cluster.yaml'], {cwd})
    expect([status, stderr]).toEqual([3, expect.stringMatching(/LB904[^]*a relative name starts at the folder of the spec\.\n/)])
  })

  test('changes nothing the second time', () => {
    const cwd = rendered()
    const before = files.map(file => statSync(join(cwd, 'rendered', file)).mtimeMs)
    expect(lbgen(['render', 'cluster.yaml'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
    expect(files.map(file => statSync(join(cwd, 'rendered', file)).mtimeMs)).toEqual(before)
  })

  test.each(files)('finds with --check that %s was touched, or is gone', file => {
    const cwd = rendered()
    expect(lbgen(['render', 'cluster.yaml', '--check'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
    appendFileSync(join(cwd, 'rendered', file), '\n')
    const touched = lbgen(['render', 'cluster.yaml', '--check'], {cwd})
    expect(touched).toMatchObject({status: 1, stdout: '', stderr: expect.stringContaining(file)})
    rmSync(join(cwd, 'rendered', file))
    expect(lbgen(['render', 'cluster.yaml', '--check'], {cwd}).status).toBe(1)
    expect(existsSync(join(cwd, 'rendered', file))).toBe(false)
  })

  test('says of what it removes what is to be done on the machine first', () => {
    const cwd = folder()
    const spec = (node: string): string => `lbgen: 1
name: office
loadBalancers:
  lb1: {address: 192.168.1.10, interface: eth0}
nodes:
  fs1: 192.168.1.21
  fs2: {address: 192.168.1.22${node}}
services:
  files: {engine: lvs, forward: dr, listen: "192.168.1.20:445"}
`
    writeFileSync(join(cwd, 'cluster.yaml'), spec(''))
    expect(lbgen(['render', 'cluster.yaml'], {cwd}).status).toBe(0)
    writeFileSync(join(cwd, 'cluster.yaml'), spec(', boot: ifupdown'))
    expect(lbgen(['render', 'cluster.yaml'], {cwd}).stdout).toContain(`removed rendered/fs2/lbgen-realserver.service
  on fs2: first run \`systemctl disable lbgen-realserver.service\`, then remove /etc/systemd/system/lbgen-realserver.service, then run \`systemctl daemon-reload\`
removed rendered/fs2/realserver.sh
  on fs2: first run \`/usr/local/sbin/lbgen-realserver.sh undo\`, then remove /usr/local/sbin/lbgen-realserver.sh
`)
    writeFileSync(join(cwd, 'cluster.yaml'), spec('').replace(/ {2}fs2.*\n/, ''))
    expect(lbgen(['render', 'cluster.yaml'], {cwd}).stdout).toContain(
      'on fs2: first run `ifdown lo:lbgen0`, then remove /etc/network/interfaces.d/lbgen\n',
    )
  })

  test('puts nothing in the place of the files of another cluster, and says whose they are', () => {
    const cwd = rendered()
    const before = readFileSync(join(cwd, 'rendered/manifest.json'), 'utf8')
    expect(before).toMatch(/^\{\n {2}"lbgen": 1,\n {2}"cluster": "(.*)",\n/)
    writeFileSync(join(cwd, 'other.yaml'), readFileSync(join(cwd, 'cluster.yaml'), 'utf8').replace(/^name: .*$/m, 'name: branch'))
    const render = (...args: readonly string[]): ReturnType<typeof lbgen> => lbgen(['render', 'other.yaml', ...args], {cwd})
    const said = /^error LB939 other-cluster: `rendered` was rendered for cluster `.*`, not for `branch`\.\n {2}hint: .*\n\n1 error\.\n$/
    for (const args of [[], ['--diff'], ['--check'], ['--check', '--diff'], ['--host', 'lb1']])
      expect(render(...args)).toMatchObject({status: 3, stderr: expect.stringMatching(said)})
    expect(readFileSync(join(cwd, 'rendered/manifest.json'), 'utf8')).toBe(before)
    expect(render('--out', 'branch').status).toBe(0)
    expect(render('--check', '--out', 'branch').status).toBe(0)
    expect(render('--force').status).toBe(0)
    expect(render('--check')).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('puts no files with remarks in the place of plain ones, nor plain ones in theirs', () => {
    const cwd = rendered()
    const render = (...args: readonly string[]): ReturnType<typeof lbgen> => lbgen(['render', 'cluster.yaml', ...args], {cwd})
    const plain = readFileSync(join(cwd, 'rendered/lb1/haproxy.cfg'), 'utf8')
    const refused = render('--annotate', '--out', 'rendered')
    expect(refused).toMatchObject({
      status: 1,
      stderr: expect.stringMatching(/LB945 .*`rendered` there are the files to install[^]*--out annotated/),
    })
    expect(readFileSync(join(cwd, 'rendered/lb1/haproxy.cfg'), 'utf8')).toBe(plain)
    expect(render('--annotate', '--out', 'annotated').status).toBe(0)
    expect(render('--annotate', '--out', 'annotated')).toEqual({status: 0, stdout: '', stderr: ''})
    expect(render('--out', 'annotated')).toMatchObject({status: 1, stderr: expect.stringContaining('LB945')})
    expect(render('--out', 'annotated', '--force').status).toBe(0)
    expect(readFileSync(join(cwd, 'annotated/lb1/haproxy.cfg'), 'utf8')).toBe(plain)
    expect(render('--annotate', '--out', 'annotated', '--force').status).toBe(0)
  })

  test('shows with --diff what would change', () => {
    const cwd = rendered()
    const spec = readFileSync(join(cwd, 'cluster.yaml'), 'utf8')
    writeFileSync(join(cwd, 'cluster.yaml'), spec.replace('weight: 77', 'weight: 78'))
    const {status, stdout} = lbgen(['render', 'cluster.yaml', '--check', '--diff'], {cwd})
    expect(status).toBe(1)
    expect(stdout).toMatch(/^--- a\/lb1\/haproxy\.cfg\n\+\+\+ b\/lb1\/haproxy\.cfg\n@@ [^]*^-.*weight 77$[^]*^\+.*weight 78$/m)
  })

  describe('secrets in --diff', () => {
    const withStats = (stats: string): string => `lbgen: 1
name: shop
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
services:
  web: {mode: http, listen: 192.168.1.10:80}
haproxy:
  version: "2.6"
  ${stats}
`
    const withUser = (user: string): string =>
      withStats(`stats: {listen: 192.168.1.10:8404, user: ${user}, password: {env: SHOP_PASSWORD}}`)

    /** The difference between two renderings, the first with `old horse` as its password, the second with `new#battery`. */
    function difference(before: string, after: string, newPassword = 'new#battery'): string {
      const cwd = folder()
      writeFileSync(join(cwd, 'cluster.yaml'), before)
      expect(lbgen(['render', 'cluster.yaml'], {cwd, env: {SHOP_PASSWORD: 'old horse'}}).status).toBe(0)
      writeFileSync(join(cwd, 'cluster.yaml'), after)
      const {status, stdout, stderr} = lbgen(['render', 'cluster.yaml', '--check', '--diff'], {cwd, env: {SHOP_PASSWORD: newPassword}})
      expect(status).toBe(1)
      expect(stdout + stderr).not.toMatch(/horse|battery|\bold.{0,2} |new.{0,2}#/)
      return stdout
    }

    test('are masked, and a line that differs in nothing else says so', () => {
      const stdout = difference(withUser('admin'), withUser('admin'))
      expect(stdout).toMatch(/^- {4}stats auth admin:\*{8}\n\+ {4}stats auth admin:\*{8} \(a secret differs\)$/m)
    })

    test('are masked beside lines that differ in more', () => {
      const stdout = difference(withUser('admin'), withUser('root').replace('192.168.1.22', '192.168.1.23'))
      expect(stdout).toMatch(/^- {4}stats auth \*{8}\n\+ {4}stats auth root:\*{8}$/m)
      expect(stdout).toMatch(/^\+.*192\.168\.1\.23/m)
    })

    test('are masked in lines that stay', () => {
      const stdout = difference(withUser('admin'), withUser('admin').replace('8404', '8405'), 'old horse')
      expect(stdout).toMatch(/^\+.*8405/m)
      expect(stdout).not.toContain('a secret differs')
    })

    test('are masked when there are none any more, and when they are new', () => {
      const none = withStats('user: haproxy')
      expect(difference(withUser('admin'), none)).toMatch(/^- {4}stats \*{8}$/m)
      expect(difference(none, withUser('admin'))).toMatch(/^\+ {4}stats auth admin:\*{8}$/m)
    })

    test('are masked in a file that is gone', () => {
      const renamed = withUser('admin').replace('lb1:', 'lb2:')
      expect(difference(withUser('admin'), renamed)).toContain('--- a/lb1/haproxy.cfg\n+++ /dev/null\n')
    })

    test('are masked in attributes, and in properties beside other secrets', () => {
      const spec = (group: string, password: string): string =>
        `lbgen: 1
name: docs
loadBalancers: {lb1: 192.168.1.10}
nodes: {alfresco1: 192.168.1.21, alfresco2: 192.168.1.22}
services:
  web: {mode: http, listen: "192.168.1.10:80", port: 8080, persistence: source}
applications:
  alfresco:
    kind: alfresco
    release: "5.0"
    services: {web: web, share: web}
    clustering: {password: {env: SHOP_PASSWORD}}
    properties: {db.password: ${password}}
  share:
    kind: alfresco-share
    release: "5.0"
    repository: alfresco
    services: {share: web}
    clustering: {name: ${group}, password: {env: SHOP_PASSWORD}}
`
      const stdout = difference(spec('one', 'horse'), spec('two', 'battery'))
      expect(stdout).toMatch(/^- +<hz:group name="one" password="\*{8}"\/>\n\+ +<hz:group name="two" password="\*{8}"\/>$/m)
      expect(stdout).toMatch(/^-db\.password=\*{8}$/m)
    })

    test('are masked in properties', () => {
      const spec = (password: string): string =>
        `lbgen: 1
name: docs
loadBalancers: {lb1: 192.168.1.10}
nodes: {alfresco1: 192.168.1.21, alfresco2: 192.168.1.22}
services:
  cifs: {mode: tcp, listen: 192.168.1.10:445}
applications:
  alfresco: {kind: alfresco, release: "5.0", services: {cifs: cifs}, properties: {db.password: ${password}, db.username: someone}}
`
      const stdout = difference(spec('horse'), spec('battery'))
      expect(stdout).toMatch(/^-db\.password=\*{8}\n\+db\.password=\*{8} \(a secret differs\)$/m)
    })
  })

  test('does not write over what was changed by hand, unless forced', () => {
    const cwd = rendered()
    const file = join(cwd, 'rendered/lb1/haproxy.cfg')
    const text = readFileSync(file, 'utf8')
    writeFileSync(file, `${text}# by hand\n`)
    expect(lbgen(['render', 'cluster.yaml'], {cwd})).toMatchObject({status: 3, stderr: expect.stringContaining('LB911')})
    expect(readFileSync(file, 'utf8')).toContain('# by hand')
    expect(lbgen(['render', 'cluster.yaml', '--force'], {cwd}).status).toBe(0)
    expect(readFileSync(file, 'utf8')).toBe(text)
  })

  test('writes nothing of a spec that is wrong', () => {
    const cwd = folder()
    appendFileSync(join(cwd, 'cluster.yaml'), '\nnoSuchKey: 1\n')
    expect(lbgen(['render', 'cluster.yaml'], {cwd}).status).toBe(1)
    expect(readdirSync(cwd)).toEqual(['cluster.yaml'])
  })

  test('prints files, one or all of a host', () => {
    const cwd = folder()
    const one = lbgen(['render', 'cluster.yaml', '--artifact', 'lb1/haproxy.cfg', '--stdout'], {cwd})
    expect(one).toMatchObject({
      status: 0,
      stderr: '',
      stdout: expect.stringMatching(/^# haproxy\.cfg[^]*\n {4}server alfresco2 .* weight 179\n$/),
    })
    expect(lbgen(['render', 'cluster.yaml', '--host', 'lb1', '--stdout'], {cwd}).stdout).toBe(one.stdout)
    expect(readdirSync(cwd)).toEqual(['cluster.yaml'])
  })

  test.each([
    ['--check', '--stdout'],
    ['--check', '--resolved'],
    ['--diff', '--stdout'],
    ['--diff', '--resolved'],
  ])('refuses %s beside %s', (...flags) => {
    const cwd = folder()
    expect(lbgen(['render', 'cluster.yaml', ...flags], {cwd})).toMatchObject({status: 2, stdout: ''})
    expect(readdirSync(cwd)).toEqual(['cluster.yaml'])
  })

  test('names with --check both ways to put right what was changed by hand', () => {
    const cwd = rendered()
    appendFileSync(join(cwd, 'rendered/lb1/haproxy.cfg'), '# by hand\n')
    const {stderr} = lbgen(['render', 'cluster.yaml', '--check'], {cwd})
    expect(stderr.replaceAll(/\s+/g, ' ')).toMatch(
      /Run `lbgen render` again, with `--force` if the file was changed by hand; `--diff` shows what differs\./,
    )
  })

  test('refuses a host or a file that is not rendered, and says what is', () => {
    const {status, stderr} = lbgen(['render', 'cluster.yaml', '--host', 'lb2'], {cwd: folder()})
    expect(status).toBe(2)
    expect(stderr).toMatch(/lb2[^]*lb1\/haproxy\.cfg/)
  })

  test('writes the files of one host, and leaves those of others', () => {
    const cwd = rendered()
    const spec = readFileSync(join(cwd, 'cluster.yaml'), 'utf8')
    writeFileSync(join(cwd, 'cluster.yaml'), spec.replaceAll('192.168.1.10', '192.168.1.11'))
    const {stdout} = lbgen(['render', 'cluster.yaml', '--host', 'alfresco1'], {cwd})
    expect(stdout).toContain('wrote rendered/alfresco1/alfresco-global.properties\n')
    expect(readFileSync(join(cwd, 'rendered/lb1/haproxy.cfg'), 'utf8')).toContain('192.168.1.10:445')
  })

  test('prints the spec with every default, which renders to the same', () => {
    const cwd = rendered()
    const {stdout} = lbgen(['render', 'cluster.yaml', '--resolved'], {cwd})
    expect(stdout).toMatch(/^lbgen: 1\nname: alfresco-cifs\n[^]*roundrobin/)
    const again = lbgen(['render', '-', '--artifact', 'lb1/haproxy.cfg', '--stdout'], {cwd, input: stdout})
    const first = readFileSync(join(cwd, 'rendered/lb1/haproxy.cfg'), 'utf8')
    expect(again.stdout.split('\n').slice(2)).toEqual(first.split('\n').slice(2))
  })

  test('exits with 3 where it may not write', () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'rendered'), '')
    expect(lbgen(['render', 'cluster.yaml'], {cwd})).toMatchObject({status: 3, stdout: ''})
  })
})

describe('lbgen explain', () => {
  test('leads from a line to the spec, and back', () => {
    const cwd = folder()
    const there = lbgen(['explain', 'cluster.yaml', 'services.cifs.timeouts.client'], {cwd})
    const [, place = ''] = /^(lb1\/haproxy\.cfg:\d+): timeout client 16m\n$/.exec(there.stdout) ?? []
    expect(lbgen(['explain', 'cluster.yaml', place], {cwd}).stdout).toMatch(
      /\n {2}cluster\.yaml:\d+:\d+: services\.cifs\.timeouts\.client\n/,
    )
  })

  test('exits with 1 for a line that is not there, and with 2 for a rule that is not', () => {
    const cwd = folder()
    expect(lbgen(['explain', 'cluster.yaml', 'lb1/haproxy.cfg:999'], {cwd})).toMatchObject({status: 1, stdout: ''})
    expect(lbgen(['explain', 'lone-nod'], {cwd})).toMatchObject({status: 2, stderr: expect.stringContaining('lone-node')})
    expect(lbgen(['explain', 'lb201'], {cwd})).toMatchObject({status: 0, stdout: expect.stringMatching(/^# LB201 lone-node\n/)})
  })
})

describe('--annotate', () => {
  test('says at each line where it comes from, and keeps away from the plain files', () => {
    const cwd = folder()
    const said = lbgen(['render', 'cluster.yaml', '--annotate', '--stdout', '--artifact', 'lb1/haproxy.cfg'], {cwd})
    expect(said.stdout).toMatch(/^ {4}timeout client 16m # cluster\.yaml:\d+ services\.cifs\.timeouts\.client$/m)
    const refused = lbgen(['render', 'cluster.yaml', '--annotate'], {cwd})
    expect([refused.status, refused.stdout]).toEqual([2, ''])
    expect(refused.stderr).toContain('--out annotated')
    expect(readdirSync(cwd)).toEqual(['cluster.yaml'])
  })

  test('writes whole folders, and compares them', () => {
    const cwd = folder()
    expect(lbgen(['render', 'cluster.yaml', '--annotate', '--out', 'annotated'], {cwd}).status).toBe(0)
    expect(lbgen(['render', 'cluster.yaml', '--annotate', '--out', 'annotated', '--check'], {cwd}).status).toBe(0)
    expect(lbgen(['render', 'cluster.yaml', '--out', 'annotated', '--check'], {cwd}).status).toBe(1)
  })
})

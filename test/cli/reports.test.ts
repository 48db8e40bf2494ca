import {existsSync, readFileSync, readdirSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {folders, lbgen} from './lbgen.ts'

const folder = folders()

/** A folder where bad.yaml has an error, and warn.yaml a warning. */
function specs(): string {
  const cwd = folder()
  const text = readFileSync(join(cwd, 'cluster.yaml'), 'utf8')
  writeFileSync(join(cwd, 'bad.yaml'), text.replace('listen: 192.168.1.10:445', 'listne: 192.168.1.10:445'))
  writeFileSync(join(cwd, 'warn.yaml'), text.replaceAll('16m', '5s'))
  return cwd
}

describe('--format', () => {
  test.each([
    ['github', /^::error file=bad\.yaml,line=\d+,endLine=\d+,col=5,endColumn=11,title=LB010 unknown-key::/],
    ['gitlab', /^\[\n  \{\n    "description": /],
    ['junit', /^<\?xml [^]*<failure type="error"/],
    ['sarif', /^\{\n  "\$schema": [^]*"uri": "bad\.yaml"/],
  ])('prints %s on standard output, and nothing else', (format, expected) => {
    const {status, stdout, stderr} = lbgen(['validate', '--format', format, 'bad.yaml'], {cwd: specs()})
    expect({status, stderr}).toEqual({status: 1, stderr: ''})
    expect(stdout).toMatch(expected)
  })

  test('of render and verify is that of validate', () => {
    const cwd = specs()
    const said = ['validate', 'render', 'verify'].map(command => lbgen([command, '--format', 'github', 'bad.yaml'], {cwd}))
    expect(new Set(said.map(({stdout}) => stdout)).size).toBe(1)
    expect(said.map(({status}) => status)).toEqual([1, 1, 1])
  })

  test('says to JUnit which warnings fail', () => {
    const cwd = specs()
    expect(lbgen(['validate', '--format', 'junit', 'warn.yaml'], {cwd})).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('failures="0"'),
    })
    expect(lbgen(['validate', '--format', 'junit', '--strict', 'warn.yaml'], {cwd})).toMatchObject({
      status: 1,
      stdout: expect.stringContaining('failures="1"'),
    })
  })

  test('names files as the repository does that a runner works in', () => {
    const cwd = specs()
    const parent = join(cwd, '..')
    const {stdout} = lbgen(['validate', '--format', 'github', 'bad.yaml'], {cwd, env: {GITHUB_WORKSPACE: parent}})
    expect(stdout).toContain(`file=${cwd.slice(parent.length + 1)}/bad.yaml,`)
    expect(lbgen(['validate', '--format', 'gitlab', join(cwd, 'bad.yaml')], {cwd, env: {CI_PROJECT_DIR: cwd}}).stdout).toContain(
      '"path": "bad.yaml"',
    )
    expect(lbgen(['validate', '--format', 'github', 'bad.yaml'], {cwd, env: {GITHUB_WORKSPACE: '/elsewhere'}}).stdout).toContain(
      'file=bad.yaml,',
    )
  })
})

describe('--output', () => {
  test('writes files beside what is printed', () => {
    const cwd = specs()
    const args = ['validate', 'bad.yaml', '--output', 'sarif=reports/a.sarif', '--output', 'junit=b.xml', 'cluster.yaml']
    const {status, stdout, stderr} = lbgen(args, {cwd})
    expect({status, stdout}).toEqual({status: 1, stdout: ''})
    expect(stderr).toMatch(/^bad\.yaml:\d+:5: error LB010[^]*\n1 error\.\n$/)
    expect(JSON.parse(readFileSync(join(cwd, 'reports/a.sarif'), 'utf8'))).toMatchObject({
      version: '2.1.0',
      runs: [{results: [{ruleId: 'LB010'}]}],
    })
    expect(readFileSync(join(cwd, 'b.xml'), 'utf8')).toContain('<testsuite name="cluster.yaml" tests="1" failures="0">')
    expect(readdirSync(join(cwd, 'reports'))).toEqual(['a.sarif'])
  })

  test('alone takes the format, and leaves what is printed to people', () => {
    const cwd = specs()
    const {stdout, stderr} = lbgen(['validate', '--format', 'json', '--output', 'found.json', 'bad.yaml'], {cwd})
    expect(stdout).toBe('')
    expect(stderr).toContain('error LB010')
    expect(JSON.parse(readFileSync(join(cwd, 'found.json'), 'utf8'))).toMatchObject({summary: {errors: 1}})
  })

  test('goes with another format on standard output', () => {
    const cwd = specs()
    const {stdout} = lbgen(['validate', '--format', 'github', '--output', 'json=found.json', 'bad.yaml'], {cwd})
    expect(stdout).toMatch(/^::error /)
    expect(existsSync(join(cwd, 'found.json'))).toBe(true)
  })

  test('has all findings for people too, without colour', () => {
    const cwd = specs()
    const services = Array.from({length: 30}, (_, index) => `  s${index}: {mode: http, listen: "192.168.1.10:${8000 + index}"}\n`).join('')
    writeFileSync(
      join(cwd, 'many.yaml'),
      `lbgen: 1\nname: m\nloadBalancers: {lb: 192.168.1.10}\nnodes: {a: 192.168.1.11}\nservices:\n${services}`,
    )
    lbgen(['validate', '--color', '--output', 'found.txt', 'many.yaml'], {cwd})
    expect(readFileSync(join(cwd, 'found.txt'), 'utf8').match(/^many\.yaml:\d+:3: hint LB201/gm)).toHaveLength(30)
  })

  test('is written where nothing is wrong', () => {
    const cwd = specs()
    expect(lbgen(['render', 'cluster.yaml', '--output', 'gitlab=found.json'], {cwd})).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('wrote rendered/'),
    })
    expect(readFileSync(join(cwd, 'found.json'), 'utf8')).toBe('[]\n')
  })

  test('that cannot be written is an error of the surroundings, and said', () => {
    const cwd = specs()
    expect(lbgen(['validate', 'cluster.yaml', '--output', 'json=cluster.yaml/found.json'], {cwd})).toMatchObject({
      status: 3,
      stderr: expect.stringContaining('error LB90'),
    })
  })

  test.each([
    ['--output', 'cluster.yaml'],
    ['--output', 'json=cluster.yaml'],
    ['--write-baseline', 'cluster.yaml'],
  ])('never takes the place of a spec (%s %s)', (flag, value) => {
    const cwd = specs()
    const before = readFileSync(join(cwd, 'cluster.yaml'), 'utf8')
    const {status, stderr} = lbgen(['validate', 'warn.yaml', flag, value], {cwd})
    expect([status, stderr]).toEqual([3, expect.stringContaining('LB910 foreign-file: `cluster.yaml` is a cluster spec')])
    expect(readFileSync(join(cwd, 'cluster.yaml'), 'utf8')).toBe(before)
  })

  test('refuses to write two of them to one file', () => {
    const args = ['validate', 'cluster.yaml', '--output', 'json=a', '--output', 'sarif=./a']
    const {status, stderr} = lbgen(args, {cwd: specs()})
    expect([status, stderr]).toEqual([2, expect.stringContaining('`./a` cannot hold two outputs')])
  })

  test.each([
    ['standard output', 'sarif=-', '`-` is no file'],
    ['a format that there is not', 'sarf=a', 'There is no format `sarf`. Did you mean `sarif`?'],
    ['no file', 'sarif=', 'names no file'],
    ['a file whose format nobody says', 'a.sarif', 'In which format is `a.sarif` to be?'],
  ])('refuses %s', (_, output, said) => {
    const {status, stderr} = lbgen(['validate', 'cluster.yaml', '--output', output], {cwd: specs()})
    expect(status).toBe(2)
    expect(stderr).toContain(said)
  })
})

describe('rules and silencers', () => {
  test('hold for validate, render and verify', () => {
    const cwd = specs()
    writeFileSync(join(cwd, '.lbgen.yaml'), 'rules: {short-cifs-timeout: error}\n')
    for (const command of ['validate', 'render', 'verify'])
      expect(lbgen([command, 'warn.yaml'], {cwd})).toMatchObject({status: 1, stderr: expect.stringContaining('error LB203')})
    expect(existsSync(join(cwd, 'rendered'))).toBe(false)
  })

  test('hold for what is found on the machine', () => {
    const cwd = specs()
    const text = readFileSync(join(cwd, 'cluster.yaml'), 'utf8').replace(/^ {2}user: .*$/m, '  user: nobody-of-that-name')
    writeFileSync(join(cwd, 'cluster.yaml'), text)
    writeFileSync(join(cwd, 'haproxy'), "#!/bin/sh\necho 'HAProxy version 2.6.12 2022/12/12'\n", {mode: 0o755})
    const verify = (): string => lbgen(['verify', '--engine-path', `haproxy=${join(cwd, 'haproxy')}`, 'cluster.yaml'], {cwd}).stderr
    expect(verify()).toContain('hint LB934')
    writeFileSync(join(cwd, '.lbgen.yaml'), 'rules: {stand-in: off}\n')
    expect(verify()).not.toContain('LB934')
    writeFileSync(join(cwd, '.lbgen.yaml'), 'rules: {stand-in: warning}\n')
    expect(verify()).toContain('warning LB934')
  })

  test('of a spec on standard input stand in the working folder', () => {
    const cwd = specs()
    writeFileSync(join(cwd, '.lbgen.yaml'), 'rules: {short-cifs-timeout: off}\n')
    expect(lbgen(['validate', '-'], {cwd, input: readFileSync(join(cwd, 'warn.yaml'))})).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('of a file that several specs share are told of once, and used where one of them needs them', () => {
    const cwd = specs()
    writeFileSync(join(cwd, '.lbgen.yaml'), 'rules: {short-cifs-timeuot: off}\n')
    writeFileSync(
      join(cwd, 'site.yaml'),
      '# lbgen-ignore short-cifs-timeout: an old one\ndefaults: {timeouts: {client: 5s, server: 5s}}\n# lbgen-ignore lone-node: one too many\nx-end: 1\n',
    )
    const text = readFileSync(join(cwd, 'cluster.yaml'), 'utf8')
    writeFileSync(join(cwd, 'long.yaml'), `${text}include: [site.yaml]\n`)
    writeFileSync(join(cwd, 'short.yaml'), `${text.replace(/^ +timeouts: .*\n/m, '')}include: [site.yaml]\n`)
    const found = (...files: readonly string[]): readonly string[] =>
      [...lbgen(['validate', ...files], {cwd}).stderr.matchAll(/^(\S+): \w+ (LB\d+)/gm)].map(
        ([, place = '', code = '']) => `${place} ${code}`,
      )
    expect(found('long.yaml')).toEqual(['.lbgen.yaml:1:9 LB021', 'site.yaml:1:1 LB026', 'site.yaml:3:1 LB026'])
    expect(found('long.yaml', 'short.yaml')).toEqual(['.lbgen.yaml:1:9 LB021', 'site.yaml:3:1 LB026'])
  })

  test('leave commands that change a spec alone', () => {
    const cwd = specs()
    writeFileSync(join(cwd, '.lbgen.yaml'), 'rules: {short-cifs-timeout: off}\n')
    expect(lbgen(['set-weight', 'warn.yaml', 'alfresco1', '78'], {cwd})).toMatchObject({
      status: 0,
      stdout: expect.stringContaining('changed warn.yaml;'),
    })
    expect(readFileSync(join(cwd, '.lbgen.yaml'), 'utf8')).toBe('rules: {short-cifs-timeout: off}\n')
  })
})

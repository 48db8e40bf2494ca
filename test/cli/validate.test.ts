import {chmodSync, cpSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {folders, lbgen} from './lbgen.ts'

const folder = folders()

/** A folder where cluster.yaml is right, bad.yaml has one error, and warn.yaml one warning. */
function specs(): string {
  const cwd = folder()
  const text = readFileSync(join(cwd, 'cluster.yaml'), 'utf8')
  writeFileSync(join(cwd, 'bad.yaml'), text.replace('listen: 192.168.1.10:445', 'listne: 192.168.1.10:445'))
  writeFileSync(join(cwd, 'warn.yaml'), text.replaceAll('16m', '5s'))
  return cwd
}

describe('lbgen validate', () => {
  test('says nothing of a spec that is right', () => {
    expect(lbgen(['validate', 'cluster.yaml'], {cwd: folder()})).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('shows a mistake on standard error, and exits with 1', () => {
    const {status, stdout, stderr} = lbgen(['validate', 'bad.yaml'], {cwd: specs()})
    expect({status, stdout}).toEqual({status: 1, stdout: ''})
    expect(stderr).toMatch(/^bad\.yaml:\d+:5: error LB010 unknown-key: .*\n +\d+ \|     listne: .*\n +\| +\^{6}\n  hint: .*`listen`/)
    expect(stderr).toMatch(/\n1 error\.\n$/)
  })

  test('reads standard input', () => {
    const cwd = specs()
    expect(lbgen(['validate', '-'], {cwd, input: readFileSync(join(cwd, 'cluster.yaml'))}).status).toBe(0)
    const bad = lbgen(['validate', '-'], {cwd, input: readFileSync(join(cwd, 'bad.yaml'))})
    expect(bad.status).toBe(1)
    expect(bad.stderr).toMatch(/^-:\d+:5: error LB010/)
  })

  test('prints one JSON document and nothing else', () => {
    const {status, stdout, stderr} = lbgen(['validate', '--format', 'json', 'bad.yaml'], {cwd: specs()})
    expect({status, stderr}).toEqual({status: 1, stderr: ''})
    expect(JSON.parse(stdout)).toMatchObject({
      findings: [{code: 'LB010', rule: 'unknown-key', severity: 'error', file: 'bad.yaml', column: 5, path: '/services/cifs/listne'}],
      summary: {errors: 1, warnings: 0, hints: 0},
    })
    const clean = lbgen(['validate', '--format=json', 'cluster.yaml'], {cwd: specs()})
    expect(JSON.parse(clean.stdout)).toEqual({findings: [], summary: {errors: 0, warnings: 0, hints: 0}})
  })

  test('lets warnings pass, unless it is to be strict', () => {
    const cwd = specs()
    expect(lbgen(['validate', 'warn.yaml'], {cwd})).toMatchObject({status: 0, stderr: expect.stringContaining('warning LB203')})
    expect(lbgen(['validate', '--strict', 'warn.yaml'], {cwd}).status).toBe(1)
    expect(lbgen(['validate', 'warn.yaml'], {cwd, env: {LBGEN_STRICT: '1'}}).status).toBe(1)
  })

  test('takes several files, and reports of all of them', () => {
    const {status, stderr} = lbgen(['validate', 'cluster.yaml', 'bad.yaml', 'gone.yaml', 'warn.yaml'], {cwd: specs()})
    expect(status).toBe(3)
    expect(stderr).toMatch(/bad\.yaml:\d+[^]*warn\.yaml:\d+[^]*LB904[^]*2 errors, \d+ warnings?/)
  })
})

describe('files that cannot be read', () => {
  test('exit with 3', () => {
    const cwd = folder()
    mkdirSync(join(cwd, 'folder'))
    expect(lbgen(['validate', 'gone.yaml'], {cwd})).toMatchObject({status: 3, stderr: expect.stringContaining('LB904')})
    expect(lbgen(['validate', 'folder'], {cwd})).toMatchObject({status: 3, stderr: expect.stringContaining('LB905')})
  })

  const isRoot = process.getuid?.() === 0
  ;(isRoot ? test.skip : test)('exit with 3 for want of rights', () => {
    const cwd = folder()
    chmodSync(join(cwd, 'cluster.yaml'), 0)
    expect(lbgen(['validate', 'cluster.yaml'], {cwd})).toMatchObject({status: 3, stderr: expect.stringContaining('LB901')})
  })

  test('exit with 1 when it is their text that is wrong', () => {
    const cwd = folder()
    writeFileSync(join(cwd, 'latin1.yaml'), Buffer.from('name: caf\u00e9\n', 'latin1'))
    expect(lbgen(['validate', 'latin1.yaml'], {cwd})).toMatchObject({status: 1, stderr: expect.stringContaining('LB001')})
  })

  test('may have blanks and umlauts in their names', () => {
    const cwd = folder()
    cpSync(join(cwd, 'cluster.yaml'), join(cwd, 'ein Büro.yaml'))
    expect(lbgen(['validate', 'ein Büro.yaml'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
  })
})

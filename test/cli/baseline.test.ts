import {existsSync, mkdirSync, readFileSync, writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {faultsOfSarif} from '../support/sarif.ts'
import {folders, lbgen} from './lbgen.ts'

const folder = folders()

/** A folder where old.yaml has a warning, and known.json knows of it. */
function adopted(): string {
  const cwd = folder()
  writeFileSync(join(cwd, 'old.yaml'), readFileSync(join(cwd, 'cluster.yaml'), 'utf8').replaceAll('16m', '5s'))
  expect(lbgen(['validate', '--write-baseline', 'known.json', 'old.yaml'], {cwd})).toEqual({
    status: 0,
    stdout: 'wrote known.json: 1 warning\n',
    stderr: '',
  })
  return cwd
}

const change = (file: string, from: string | RegExp, to: string): void => writeFileSync(file, readFileSync(file, 'utf8').replace(from, to))

describe('lbgen validate --baseline', () => {
  test('neither shows nor counts what is known', () => {
    const cwd = adopted()
    expect(lbgen(['validate', '--strict', 'old.yaml'], {cwd}).status).toBe(1)
    expect(lbgen(['validate', '--strict', '--baseline', 'known.json', 'old.yaml'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('holds when lines move, from wherever it is run', () => {
    const cwd = adopted()
    change(join(cwd, 'old.yaml'), /^/, '# One.\n# Two.\n')
    mkdirSync(join(cwd, 'inner'))
    const args = ['validate', '--strict', '--baseline', '../known.json', '../old.yaml']
    expect(lbgen(args, {cwd: join(cwd, 'inner')})).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('shows what is new', () => {
    const cwd = adopted()
    change(join(cwd, 'old.yaml'), /^haproxy:\n/m, 'haproxy:\n  stats: {listen: "*:8404"}\n')
    const {status, stdout} = lbgen(['validate', '--strict', '--baseline', 'known.json', '--format', 'json', 'old.yaml'], {cwd})
    expect(status).toBe(1)
    expect(JSON.parse(stdout)).toMatchObject({findings: [{code: 'LB204'}], summary: {warnings: 1}})
  })

  test('names what is no longer found, in the specs that were looked at', () => {
    const cwd = adopted()
    change(join(cwd, 'old.yaml'), /5s/g, '16m')
    const {status, stderr} = lbgen(['validate', '--strict', '--baseline', 'known.json', 'old.yaml'], {cwd})
    expect(status).toBe(0)
    expect(stderr).toMatch(
      /^known\.json: hint LB937 gone-from-baseline: LB203 `short-cifs-timeout` at `.*` of `old\.yaml` is no longer found: .*\n {2}hint: .*\n\n1 hint\.\n$/,
    )
    expect(lbgen(['validate', '--baseline', 'known.json', 'cluster.yaml'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('names nothing as gone while an error hides it', () => {
    const cwd = adopted()
    change(join(cwd, 'old.yaml'), 'weight: 77', 'wieght: 77')
    const {status, stderr} = lbgen(['validate', '--baseline', 'known.json', 'old.yaml'], {cwd})
    expect(status).toBe(1)
    expect(stderr).not.toContain('LB937')
  })

  test('is an error of the surroundings where there is none, and shows all', () => {
    const cwd = adopted()
    writeFileSync(join(cwd, 'broken.json'), '{}')
    for (const [file, code] of [
      ['gone.json', 'LB904'],
      ['broken.json', 'LB936'],
    ] as const) {
      const {status, stderr} = lbgen(['validate', '--baseline', file, 'old.yaml'], {cwd})
      expect(status).toBe(3)
      expect(stderr).toContain(code)
      expect(stderr).toContain('LB203')
    }
  })
})

describe('lbgen validate --write-baseline', () => {
  test('writes nothing while there is an error that nothing can be rendered with, and says so', () => {
    const cwd = folder()
    change(join(cwd, 'cluster.yaml'), 'weight: 77', 'wieght: 77')
    expect(lbgen(['validate', '--write-baseline', 'known.json', 'cluster.yaml'], {cwd})).toMatchObject({
      status: 1,
      stdout: '',
      stderr: expect.stringMatching(/^known\.json is not written while there is an error that nothing can be rendered with\.\n[^]*LB010/),
    })
    expect(existsSync(join(cwd, 'known.json'))).toBe(false)
  })

  test('says it where it cannot write', () => {
    const cwd = folder()
    expect(lbgen(['validate', '--write-baseline', 'cluster.yaml/known.json', 'cluster.yaml'], {cwd}).status).toBe(3)
  })

  test('writes one for a spec with which nothing is wrong', () => {
    const cwd = folder()
    expect(lbgen(['validate', '--write-baseline', 'known.json', 'cluster.yaml'], {cwd})).toMatchObject({
      status: 0,
      stdout: 'wrote known.json: nothing is found\n',
    })
    expect(lbgen(['validate', '--baseline', 'known.json', 'cluster.yaml'], {cwd})).toEqual({status: 0, stdout: '', stderr: ''})
  })

  test('is not given together with the other', () => {
    expect(lbgen(['validate', '--write-baseline', 'a', '--baseline', 'b', 'cluster.yaml'], {cwd: folder()}).status).toBe(2)
  })
})

test('lbgen ci --baseline counts nothing that is known, on the terminal and in Markdown', () => {
  const cwd = adopted()
  const first = lbgen(['ci', 'old.yaml', '--baseline', 'known.json', '--strict', '--markdown', 'change.md'], {cwd})
  expect(first).toMatchObject({status: 0, stdout: expect.stringContaining('validate        nothing is found\n')})
  expect(readFileSync(join(cwd, 'change.md'), 'utf8')).toContain('- **validate**: nothing is found\n')
  change(join(cwd, 'old.yaml'), /^haproxy:\n/m, 'haproxy:\n  stats: {listen: "*:8404"}\n')
  const second = lbgen(['ci', 'old.yaml', '--baseline', 'known.json', '--markdown', 'change.md'], {cwd})
  expect(second.stdout).toContain('validate        1 warning\n')
  expect(lbgen(['ci', 'old.yaml'], {cwd}).stdout).toContain('validate        2 warnings\n')
  expect(readFileSync(join(cwd, 'change.md'), 'utf8')).toContain('- **validate**: 1 warning\n')
})

test.each([['validate'], ['ci']])('what a comment or a baseline silences is in the SARIF of %s, and nowhere else', command => {
  const cwd = folder()
  const text = `lbgen: 1
name: office
loadBalancers: {lb1: 10.0.0.4}
nodes: {web1: 10.0.0.11, web2: 10.0.0.12}
services:
  # lbgen-ignore lone-node: the second one comes in May
  web: {mode: http, listen: "10.0.0.5:80", nodes: [web1]}
  api: {mode: http, listen: "10.0.0.4:81", nodes: [web2]}
haproxy: {stats: {listen: "127.0.0.1:8404", user: anna, password: changeme}}
`
  writeFileSync(join(cwd, 'cluster.yaml'), text.replace(/^haproxy.*\n/m, ''))
  expect(lbgen(['validate', 'cluster.yaml', '--write-baseline', 'known.json'], {cwd}).status).toBe(0)
  writeFileSync(join(cwd, 'cluster.yaml'), text)
  const formats = ['--format', 'json', '--output', 'sarif=lbgen.sarif']
  const {stdout} = lbgen([command, 'cluster.yaml', '--baseline', 'known.json', ...formats], {cwd})
  expect(stdout).not.toContain('LB201')
  const sarif: unknown = JSON.parse(readFileSync(join(cwd, 'lbgen.sarif'), 'utf8'))
  expect(faultsOfSarif(sarif)).toEqual([])
  const lone = {ruleId: 'LB201'}
  expect(sarif).toMatchObject({
    runs: [
      {
        results: expect.arrayContaining([
          expect.objectContaining({ruleId: 'LB202', suppressions: []}),
          expect.objectContaining({
            ...lone,
            suppressions: [{kind: 'inSource', status: 'accepted', justification: 'the second one comes in May'}],
          }),
          expect.objectContaining({
            ...lone,
            suppressions: [{kind: 'external', status: 'accepted', justification: 'The baseline known.json knows it.'}],
          }),
        ]),
      },
    ],
  })
  expect(readFileSync(join(cwd, 'lbgen.sarif'), 'utf8').match(/"ruleId": "LB201"/g)).toHaveLength(2)
})

test('hides the secrets of thousands of findings that a baseline knows as fast as those of a few', () => {
  const cwd = folder()
  const secrets = Array.from({length: 4000}, (_, index) => `      a${index}.password: hunter-${index}\n`).join('')
  const fields = 'kind: alfresco\n    release: "5.2"\n    services: {web: web}\n    properties:\n'
  const text = `lbgen: 1
name: office
loadBalancers: {lb1: 10.0.0.4}
nodes: {web1: 10.0.0.11, web2: 10.0.0.12}
services:
  web: {mode: http, listen: 80}
applications:
  repo:
    ${fields}${secrets}`
  writeFileSync(join(cwd, 'cluster.yaml'), text)
  expect(lbgen(['validate', 'cluster.yaml', '--write-baseline', 'known.json'], {cwd}).status).toBe(0)
  const started = performance.now()
  lbgen(['validate', 'cluster.yaml', '--baseline', 'known.json', '--output', 'sarif=lbgen.sarif'], {cwd})
  expect(performance.now() - started).toBeLessThan(10_000)
  const sarif = readFileSync(join(cwd, 'lbgen.sarif'), 'utf8')
  expect(sarif.match(/"kind": "external"/g)?.length).toBeGreaterThan(4000)
  expect(sarif).not.toContain('hunter-')
})

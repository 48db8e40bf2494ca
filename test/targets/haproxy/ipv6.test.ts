import {expect, test} from '@jest/globals'
import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {compile, standInSecrets} from '../../../src/compile.ts'
import {targets} from '../../../src/targets/index.ts'
import {print} from '../../../src/targets/print.ts'
import {describeHaproxies, runEngine} from '../../support/engines.ts'

const spec = (version: string): string => `lbgen: 1
name: six
loadBalancers: {lb1: "2001:db8::1"}
nodes: {web1: "2001:db8::11", web2: "2001:db8::12"}
services:
  web:
    listen: "[2001:db8::5]:445"
    sourceAddress: "2001:db8::1:5000"
    persistence: source
haproxy: {version: "${version}", user: root, group: root, log: {target: "::1"}}
`

const rendered = (version: string): string =>
  compile([{file: 'cluster.yaml', text: spec(version)}], {targets, print, secrets: standInSecrets}).artifacts[0]?.chunks.join('') ?? ''

test('writes every IPv6 address so that none of its groups is taken for a port', () => {
  const text = rendered('2.6')
  expect(text).toContain('    log [::1] local0\n')
  expect(text).toContain('    bind [2001:db8::5]:445\n')
  expect(text).toContain('    source [2001:db8::1:5000]\n')
  expect(text).toContain('    server web1 [2001:db8::11]:445 ')
})

test('makes a table that takes IPv6 clients where a listener does', () => {
  expect(rendered('2.6')).toContain('    stick-table type ipv6 ')
  const four = rendered('2.6').length > 0 && spec('2.6').replace('"[2001:db8::5]:445"', '192.0.2.5:445')
  const {artifacts} = compile([{file: 'cluster.yaml', text: String(four)}], {targets, print, secrets: standInSecrets})
  expect(artifacts[0]?.chunks.join('')).toContain('    stick-table type ip ')
})

describeHaproxies(['2.2', '2.6', '3.0', '3.2', '3.4'], ({release, program}) => {
  test('takes them all', () => {
    const folder = mkdtempSync(join(tmpdir(), 'lbgen-six-'))
    try {
      writeFileSync(join(folder, 'haproxy.cfg'), rendered(release))
      const {exitCode, stderr} = runEngine(program, ['-c', '-f', join(folder, 'haproxy.cfg')], folder)
      expect({exitCode, alerts: stderr.match(/\[(ALERT|WARNING)\].*/g)}).toEqual({exitCode: 0, alerts: null})
    } finally {
      rmSync(folder, {recursive: true})
    }
  })
})

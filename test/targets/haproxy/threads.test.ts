import {expect, test} from '@jest/globals'
import {compile, standInSecrets} from '../../../src/compile.ts'
import {targets} from '../../../src/targets/index.ts'
import {print} from '../../../src/targets/print.ts'

/** haproxy.cfg of a small cluster with these settings of HAProxy, and the codes of what is said of them. */
function rendered(settings: string): {readonly text: string; readonly codes: readonly string[]} {
  const text = `lbgen: 1\nname: web\nloadBalancers: {lb1: 192.0.2.1}\nnodes: {web1: 192.0.2.11, web2: 192.0.2.12}\nservices: {web: {listen: "192.0.2.1:80"}}\nhaproxy: {${settings}}\n`
  const {artifacts, findings} = compile([{file: 'cluster.yaml', text}], {targets, print, secrets: standInSecrets})
  return {text: artifacts[0]?.chunks.join('') ?? '', codes: findings.map(({code}) => code)}
}

test.each(['2.2', '2.6', '3.4'])('runs as many threads as processes were asked for on %s, and says so', version => {
  const {text, codes} = rendered(`version: "${version}", processes: 7`)
  expect(text).toContain('    nbthread 7\n')
  expect(text).not.toContain('nbproc')
  expect(codes).toEqual(['LB403'])
})

test('writes nothing for the one process that there is anyway', () => {
  const {text, codes} = rendered('version: "2.6", processes: 1')
  expect(text).not.toMatch(/nbproc|nbthread/)
  expect(codes).toEqual([])
})

test('refuses processes beside threads', () => {
  expect(rendered('version: "2.6", processes: 7, threads: 2').codes).toEqual(['LB401'])
})

test.each(['1.4', '1.5', '1.6', '1.7'])('runs processes on %s, one of which answers for all', version => {
  const {text, codes} = rendered(`version: "${version}", processes: 7, stats: {listen: "127.0.0.1:8404"}`)
  expect(text).toContain('    nbproc 7\n')
  expect(text).toContain('    bind-process 1\n')
  expect(text.includes(' level admin process 1\n')).toBe(version !== '1.4')
  expect(codes).toEqual([])
})

test('leaves socket and page alone where there is but one process', () => {
  expect(rendered('version: "1.6", processes: 1, stats: {listen: "127.0.0.1:8404"}').text).not.toMatch(/process 1/)
})

test.each(['1.4', '1.7'])('refuses threads on %s', version => {
  expect(rendered(`version: "${version}", threads: 2`).codes).toEqual(['LB401'])
})

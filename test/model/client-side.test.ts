import {expect, test} from '@jest/globals'
import {formatSpec} from '../../src/spec/print.ts'
import {compileTexts, fileOf} from '../support/compiling.ts'

test('a service without a listener takes no default that is about its clients', () => {
  const text = 'lbgen: 1\nname: n\nloadBalancers: {lb1: 10.0.0.1}\nnodes: {a: 10.0.0.2, b: 10.0.0.3}\nservices: {api: {port: 80}}\n'
  const first = compileTexts(text)
  const resolved = formatSpec(first.understood?.resolved ?? {})
  expect(first.understood?.resolved.services['api']?.timeouts).not.toHaveProperty('client')
  expect(compileTexts(resolved).artifacts.map(fileOf)).toEqual(first.artifacts.map(fileOf))
})

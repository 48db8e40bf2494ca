import {expect, test} from '@jest/globals'
import {compileTexts, shortly} from '../support/compiling.ts'

const spec = (service: string, more = ''): string =>
  `lbgen: 1\nname: n\nloadBalancers: {lb1: 10.0.0.1}\nnodes: {a: 10.0.0.2, b: 10.0.0.3}\nservices:\n  web: ${service}\n${more}`

const found = (code: string, text: string): readonly string[] =>
  shortly(compileTexts(text).findings.filter(finding => finding.code === code))

const cifs = 'applications: {files: {kind: alfresco, release: "5.0", services: {cifs: web}}}\n'

test.each([
  ['LB203', spec('{listen: 445}', cifs), ['LB203 web']],
  ['LB203', spec('{listen: 445}', `${cifs}defaults: {timeouts: {connect: 3s}}\n`), ['LB203 web']],
  ['LB203', spec('{listen: 445}', `${cifs}defaults: {timeouts: {client: 50s}}\n`), ['LB203 50s']],
  ['LB203', spec('{listen: 445, timeouts: {client: 50s}}', cifs), ['LB203 50s']],
  ['LB401', spec('{listen: 80, reencrypt: {verify: none, sni: a.example.com}}', 'haproxy: {version: "1.7"}\n'), ['LB401 web']],
])('%s points at the service where nobody wrote the value that it is about: %s', (code, text, expected) => {
  expect(found(code, text)).toEqual(expected)
})

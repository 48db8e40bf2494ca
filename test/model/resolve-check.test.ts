import {expect, test} from '@jest/globals'
import {compileTexts} from '../support/compiling.ts'

/** The check of a service over that of `defaults`, with every default filled in, and the codes of what is said of it. */
function resolved(defaults: string, own: string) {
  const {understood, findings} = compileTexts(`lbgen: 1
name: web
loadBalancers: {lb1: 192.0.2.1}
nodes: {web1: 192.0.2.11, web2: 192.0.2.12}
defaults: {check: ${defaults}}
services: {web: {listen: "192.0.2.1:80", check: ${own}}}
`)
  const codes = findings.map(({code}) => code)
  return {check: understood?.resolved.services['web']?.check, codes}
}

const times = {interval: '2s', rise: 2, fall: 3}

test.each([
  ['{port: 81, interval: 5s, tls: true, sendProxy: true}', 'tls', {...times, type: 'tls', interval: '5s', port: 81, sendProxy: true}],
  ['{port: 81, tls: true}', '{type: mysql, user: a}', {...times, type: 'mysql', user: 'a', port: 81}],
  ['{type: agent, port: 9999, send: a, fall: 5}', 'tcp', {...times, type: 'tcp', fall: 5}],
  ['{type: agent, port: 9999, send: a}', '{interval: 9s}', {...times, type: 'agent', port: 9999, send: 'a', interval: '9s'}],
  ['{type: http, port: 81, path: /a}', '{type: agent, port: 9999}', {...times, type: 'agent', port: 9999}],
  ['{type: smtp, domain: a.example}', '{rise: 4}', {...times, type: 'smtp', domain: 'a.example', rise: 4}],
  ['{type: smtp, domain: a.example}', 'smtp', {...times, type: 'smtp', domain: 'a.example'}],
  ['tcp', 'smtp', {...times, type: 'smtp', domain: 'localhost'}],
])('%s gives %s what it can take', (defaults, own, check) => {
  expect(resolved(defaults, own)).toEqual({check, codes: []})
})

test.each([
  ['{type: mysql, user: a}', '{tls: true}'],
  ['{type: agent, port: 9999}', '{sendProxy: true}'],
  ['{type: tls}', '{tls: false}'],
])('%s inherited refuses %s', (defaults, own) => {
  expect(resolved(defaults, own).codes).toEqual(['LB120'])
})

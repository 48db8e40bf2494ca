import {describe, expect, test} from '@jest/globals'
import {formatPretty} from '../../../src/findings/format.ts'
import {compileTexts, fileOf, shortly} from '../../support/compiling.ts'
import {describeHaproxies} from '../../support/engines.ts'
import {complaintsOf, releasesToAsk} from '../../support/haproxy-silence.ts'

const spec = (fields: string, {mode = 'http', listen = '80', release = '2.6', defaults = '{}', log = ''} = {}): string => `lbgen: 1
name: limits
loadBalancers: {lb1: 192.168.1.10}
nodes: {web1: 192.168.1.21, web2: 192.168.1.22}
defaults: ${defaults}
services:
  web: {mode: ${mode}, listen: [${listen}], port: 80, ${fields}}
haproxy: {version: "${release}"${log}}
`
const limit = 'rateLimit: {requests: 100, per: 10s}'

const linesOf = (text: string, begin: RegExp): readonly string[] => {
  const {artifacts, findings} = compileTexts(text)
  const [file] = artifacts
  if (file === undefined) throw new Error(formatPretty(findings))
  return fileOf(file)
    .split('\n')
    .map(line => line.trim())
    .filter(line => begin.test(line))
}
const findingsOf = (text: string): readonly string[] => shortly(compileTexts(text).findings)

describe('rateLimit', () => {
  const rules = (text: string): readonly string[] => linesOf(text, /^(stick|tcp-request|http-request)/)

  test('counts requests, and says that they are too many', () => {
    expect(rules(spec(limit))).toEqual([
      'stick-table type ip size 102400 expire 10s store http_req_rate(10s)',
      'http-request track-sc0 src',
      'http-request deny deny_status 429 if { sc0_http_req_rate gt 100 }',
    ])
  })

  test('counts them by their content in 1.5, which has no status for it', () => {
    expect(rules(spec(limit, {release: '1.5'})).slice(1)).toEqual([
      'tcp-request content track-sc0 src',
      'http-request deny if { sc0_http_req_rate gt 100 }',
    ])
    expect(findingsOf(spec(limit, {release: '1.4'}))).toContain('LB401 rateLimit')
  })

  test('counts connections of a tcp service where they begin, or once the proxy before it has said whose they are', () => {
    expect(rules(spec(limit, {mode: 'tcp'}))).toEqual([
      'stick-table type ip size 102400 expire 10s store conn_rate(10s)',
      'tcp-request connection track-sc0 src',
      'tcp-request connection reject if { sc0_conn_rate gt 100 }',
    ])
    expect(rules(spec(limit, {mode: 'tcp', listen: '{port: 80, acceptProxy: true}'}))).toEqual([
      'stick-table type ipv6 size 102400 expire 10s store conn_rate(10s)',
      'tcp-request content track-sc0 src',
      'tcp-request content reject if { sc0_conn_rate gt 100 }',
    ])
  })

  test('has a table of its own beside that of persistence, and for IPv6 where a listener is', () => {
    const both = spec(`${limit}, persistence: source`, {listen: '"[2001:db8::5]:80"'})
    expect(linesOf(both, /^(frontend|backend|stick-table)/)).toEqual([
      'frontend web:front',
      'stick-table type ipv6 size 102400 expire 10s store http_req_rate(10s)',
      'backend web',
      expect.stringMatching(/^stick-table type ipv6 size 10240 expire 30m/),
    ])
  })

  test('is inherited, and lifted by false', () => {
    const defaults = `{${limit}}`
    expect(rules(spec('check: none', {defaults}))).toHaveLength(3)
    expect(rules(spec('rateLimit: false', {defaults}))).toEqual([])
  })
})

describe('compression', () => {
  const lines = (fields: string): readonly string[] => linesOf(spec(fields), /^compression/)

  test('has sensible types by default, and a long form', () => {
    expect(lines('compression: true')).toEqual([
      'compression algo gzip',
      expect.stringMatching(/^compression type text\/html text\/plain /),
    ])
    expect(lines('compression: false')).toEqual([])
    expect(lines('compression: {algorithms: [deflate, gzip], types: [text/, application/json], offload: true}')).toEqual([
      'compression algo deflate gzip',
      'compression type text/ application/json',
      'compression offload',
    ])
  })

  test('is for http services, from 1.5', () => {
    expect(findingsOf(spec('compression: true', {mode: 'tcp'}))).toEqual(['LB111 true'])
    expect(linesOf(spec('check: none', {mode: 'tcp', defaults: '{compression: true}'}), /^compression/)).toEqual([])
    expect(findingsOf(spec('compression: true', {release: '1.4'}))).toContain('LB401 true')
  })

  test('takes as many types as go into a line', () => {
    const types = (count: number): string =>
      `compression: {types: [${Array.from({length: count}, (_, index) => `a/t${index}`).join(', ')}]}`
    expect(lines(types(62))[1]?.split(' ')).toHaveLength(64)
    expect(findingsOf(spec(types(63))).map(finding => finding.slice(0, 5))).toEqual(['LB405'])
  })
})

describe('haproxy.log.format', () => {
  const log = (fields: string, release = '3.4'): string => spec('check: none', {release, log: `, log: {${fields}}`})
  const line = (fields: string): string | undefined => linesOf(log(fields), /^log (?!global)/)[0]

  test('is what fits the target, unless written', () => {
    expect(line('target: 127.0.0.1')).toBe('log 127.0.0.1 local0')
    expect(line('target: 127.0.0.1, format: rfc3164')).toBe('log 127.0.0.1 local0')
    expect(line('target: 127.0.0.1, format: rfc5424, level: notice')).toBe('log 127.0.0.1 format rfc5424 local0 notice')
    expect(line('target: stdout')).toBe('log stdout format raw local0')
    expect(line('target: stderr, format: iso')).toBe('log stderr format iso local0')
    expect(line('target: stdout, format: rfc3164')).toBe('log stdout local0')
  })

  test.each([
    ['1.5', 'target: 127.0.0.1, format: rfc5424', ['LB401 rfc5424']],
    ['1.6', 'target: 127.0.0.1, format: rfc5424', []],
    ['1.8', 'target: 127.0.0.1, format: raw', ['LB401 raw']],
    ['1.8', 'target: stdout', ['LB401 stdout']],
    ['2.2', 'target: stdout, format: iso', ['LB401 iso']],
    ['2.3', 'target: stdout, format: timed', []],
    ['1.5', 'target: 127.0.0.1, format: rfc3164', []],
  ])('%s: %s', (release, fields, said) => {
    expect(findingsOf(log(fields, release)).filter(finding => finding.startsWith('LB401'))).toEqual(said)
  })
})

describe('clientAddress: transparent', () => {
  const source = (fields: string, more = {}): readonly string[] =>
    linesOf(spec(`clientAddress: transparent${fields}`, {release: '3.4', ...more}), /^(source|setcap)/)

  test('has HAProxy keep the right that it needs, and warns of what the machines need', () => {
    expect(source('')).toEqual(['setcap cap_net_admin', 'source 0.0.0.0 usesrc clientip'])
    expect(findingsOf(spec('clientAddress: transparent', {release: '3.4'}))).toEqual(['LB411 transparent'])
  })

  test('keeps HAProxy root before 2.9', () => {
    expect(findingsOf(spec('clientAddress: transparent'))).toEqual(['LB401 transparent', 'LB411 transparent'])
    expect(source('', {release: '2.6', log: ', user: root'})).toEqual(['source 0.0.0.0 usesrc clientip'])
  })

  test('speaks IPv6 to IPv6 nodes for IPv6 clients, and mixes nothing', () => {
    const six = spec('clientAddress: transparent', {release: '3.4', listen: '"[2001:db8::5]:80"'})
    expect(findingsOf(six)).toEqual(['LB410 transparent', 'LB411 transparent'])
    const nodes = six.replace('192.168.1.21', '"2001:db8::21"').replace('192.168.1.22', '"2001:db8::22"')
    expect(linesOf(nodes, /^source/)).toEqual(['source [::] usesrc clientip'])
    const old = nodes.replace('"3.4"', '"1.6", user: root')
    expect(linesOf(old, /^source/)).toEqual(['source ::: usesrc clientip'])
  })

  test('goes with no other source', () => {
    expect(findingsOf(spec('clientAddress: transparent, sourceAddress: 10.0.0.1', {release: '3.4'}))).toContain('LB120 10.0.0.1')
  })
})

describeHaproxies(releasesToAsk(), engine => {
  const {release} = engine
  const isOld = release === '1.4'

  test.each([
    ['limits requests', isOld ? 'check: none' : `${limit}, persistence: source`, {}],
    ['limits requests by the PROXY protocol', isOld ? 'check: none' : limit, {listen: '{port: 80, acceptProxy: true}, 81'}],
    ['limits connections', isOld ? 'check: none' : limit, {mode: 'tcp'}],
    ['limits connections by the PROXY protocol', isOld ? 'check: none' : limit, {mode: 'tcp', listen: '{port: 80, acceptProxy: true}, 81'}],
  ])('%s in silence', (_, fields, more) => {
    const text = isOld && 'listen' in more ? spec(fields, {...more, listen: '80', release}) : spec(fields, {...more, release})
    expect(complaintsOf(engine, text)).toBe('')
  })

  test('compresses, speaks from its clients’ addresses and logs in every format that it has, in silence', () => {
    // Those before 2.2 are built without what these two need of the machine.
    const compression = ['2.2', '2.6', '3.0', '3.2', '3.4'].includes(release)
      ? 'compression: {algorithms: [gzip, deflate], offload: true}'
      : 'check: none'
    if (compression !== 'check: none')
      expect(complaintsOf(engine, spec('clientAddress: transparent', {release, log: ', user: root'}))).toBe('')
    for (const format of ['rfc3164', 'rfc5424', 'raw', 'short', 'timed', 'iso']) {
      const text = spec(compression, {release, log: `, log: {target: 127.0.0.1, format: ${format}, level: notice}`})
      if (!findingsOf(text).some(finding => finding.startsWith('LB401'))) expect(complaintsOf(engine, text)).toBe('')
    }
  })
})

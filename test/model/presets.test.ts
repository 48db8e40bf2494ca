import {describe, expect, test} from '@jest/globals'
import {formatResolved} from '../../src/format-resolved.ts'
import {targets} from '../../src/targets/index.ts'
import {print} from '../../src/targets/print.ts'
import {compileTexts, fileOf} from '../support/compiling.ts'

const spec = (check: string, applications = '', defaults = ''): string => `lbgen: 1
name: products
loadBalancers: {lb1: 10.0.0.1}
nodes: {a: 10.0.0.2, b: 10.0.0.3}
${defaults}
services:
  web: {${applications === '' || applications.includes('{}') ? 'mode: http, ' : ''}listen: 80, check: ${check}, timeouts: {client: 16m, server: 16m}}
${applications}
`

const alfresco = (release: string): string => `applications: {docs: {kind: alfresco, release: "${release}", services: {cifs: web}}}`

/** What is asked, what is expected, and when: the lines of the backend. */
function asked(text: string): readonly string[] {
  const {artifacts, findings} = compileTexts(text)
  expect(findings.filter(({severity}) => severity === 'error')).toEqual([])
  const lines = (artifacts[0] === undefined ? '' : fileOf(artifacts[0])).split('\n').map(line => line.trim())
  const backend = lines.slice(lines.indexOf('backend web'))
  const find = (pattern: RegExp): string => backend.flatMap(line => pattern.exec(line)?.[1] ?? [])[0] ?? ''
  return [
    find(/^http-check send meth GET uri (\S+)/),
    find(/^http-check expect status (.*)/),
    find(/^server a .* inter (\S+)/),
    find(/^timeout check (.*)/),
  ]
}

const ready = '/alfresco/api/-default-/public/alfresco/versions/1/probes/-ready-'

describe('a check of a product', () => {
  test.each([
    ['alfresco', [ready, '200', '10s', '3s']],
    ['{type: alfresco, release: "23.2"}', [ready, '200', '10s', '3s']],
    ['{type: alfresco, release: "6.1"}', [ready, '200', '10s', '3s']],
    ['{type: alfresco, release: "6.0.7"}', ['/alfresco/', '200-399', '2s', '']],
    ['{type: alfresco, release: "3.4"}', ['/alfresco/', '200-399', '2s', '']],
    // 5s is what is under `defaults` of HAProxy.
    ['alfresco-share', ['/share', '200-399', '10s', '']],
    ['{type: solr, release: "4.2.8"}', ['/solr/alfresco/admin/ping', '200', '2s', '']],
    ['{type: solr, release: "5.1"}', ['/solr4/alfresco/admin/ping', '200', '2s', '']],
    ['solr', ['/solr/alfresco/admin/ping', '200', '2s', '']],
    ['electricflow', ['/commanderRequest/health', '200-399', '2s', '']],
    ['icas-fs', ['/minio/health/cluster', '200', '2s', '']],
  ])('%s', (check, expected) => {
    expect(asked(spec(check))).toEqual(expected)
  })

  test.each(['alfresco', 'alfresco-share', 'solr', 'electricflow', 'icas-fs'])('%s is nothing that rules complain of', check => {
    const {findings} = compileTexts(spec(check))
    expect(findings.filter(({message, path}) => /check|stopped/.test(message) || path?.includes('/check'))).toEqual([])
  })

  test('takes the release from the application, and its own before that', () => {
    const port = 'type: alfresco, port: 8080'
    expect(asked(spec(`{${port}}`, alfresco('5.2')))[0]).toBe('/alfresco/')
    expect(asked(spec(`{${port}, release: "6.2"}`, alfresco('5.2')))[0]).toBe(ready)
    expect(asked(spec('electricflow', alfresco('5.2').replace('cifs: web', '')))[0]).toBe('/commanderRequest/health')
  })

  test('gives way to what is written beside it, or under `defaults`', () => {
    expect(asked(spec('{type: alfresco, path: /up, interval: 1s, timeout: 2s, expect: {status: "204"}}'))).toEqual([
      '/up',
      '204',
      '1s',
      '2s',
    ])
    expect(asked(spec('alfresco', '', 'defaults: {check: {interval: 9s}}'))).toEqual([ready, '200', '9s', '3s'])
    expect(asked(spec('{interval: 8s}', '', 'defaults: {check: alfresco}'))).toEqual([ready, '200', '8s', '3s'])
    expect(asked(spec('{type: http, path: /x}', '', 'defaults: {check: {type: alfresco, path: /y}}'))[0]).toBe('/x')
  })
})

test('what follows from a product comes from where it is named', () => {
  const origins = (check: string, defaults = '') => {
    const found = compileTexts(spec(check, '', defaults)).understood?.cluster.services[0]?.check
    return found?.type === 'http' ? [found.path.origin, found.status?.origin, found.interval.origin, found.rise.origin] : []
  }
  const type = '/services/web/check/type'
  expect(origins('alfresco')).toEqual([type, type, type, '/defaults/check/rise'])
  expect(origins('{type: alfresco, path: /x, rise: 1}')).toEqual(['/services/web/check/path', type, type, '/services/web/check/rise'])
  expect(origins('{rise: 3}', 'defaults: {check: {type: alfresco, interval: 5s}}')).toEqual([
    '/defaults/check/type',
    '/defaults/check/type',
    '/defaults/check/interval',
    '/services/web/check/rise',
  ])
})

test.each([
  'alfresco',
  '{type: solr, release: "5.0", fall: 5}',
  'electricflow',
  '{type: icas-fs, headers: {X-A: b}}',
  '{type: alfresco, port: 8080}',
])('%s is the same when it is printed with its defaults and read again', check => {
  const before = compileTexts(spec(check, alfresco('5.2').replace('cifs: web', check.includes('8080') ? 'cifs: web' : '')))
  if (before.understood === undefined) throw new Error('It is not understood.')
  const text = formatResolved(before.understood, {targets, print})
  const after = compileTexts(text)
  expect(text).toContain(`type: ${/[a-z]+(-fs)?/.exec(check.replace('{type: ', ''))?.[0]}`)
  expect(after.findings.filter(({severity}) => severity === 'error')).toEqual([])
  expect(after.artifacts.map(fileOf)).toEqual(before.artifacts.map(fileOf))
  expect(after.understood?.resolved.services).toEqual(before.understood.resolved.services)
})

test('keepalived asks for a product too', () => {
  const text = `lbgen: 1
name: products
loadBalancers: {lb1: 10.0.0.1}
nodes: {a: 10.0.0.2, b: 10.0.0.3}
services: {web: {engine: lvs, forward: dr, listen: "10.0.0.9:9000", check: icas-fs}}
`
  expect(compileTexts(text).artifacts.map(fileOf).join('')).toMatch(/HTTP_GET \{[^}]*path \/minio\/health\/cluster\s+status_code 200/)
})

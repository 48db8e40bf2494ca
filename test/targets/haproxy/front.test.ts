import {writeFileSync} from 'node:fs'
import {join} from 'node:path'
import {describe, expect, test} from '@jest/globals'
import {isError} from '../../../src/findings/finding.ts'
import {temporaryFolders} from '../../effects/support.ts'
import {compileTexts, fileOf} from '../../support/compiling.ts'
import {type Engine, bygone, describeHaproxies, describeNamedHaproxies, runEngine} from '../../support/engines.ts'
import {releases} from '../../support/haproxy-oracle.ts'
import {makeCertificates} from '../../support/traffic/certificates.ts'

const newFolder = temporaryFolders()

/** A file that holds everything about clients that a release can do; TLS where it is asked for. */
function render(release: string, hasTls: boolean, pem = '/etc/site.pem', ca = '/etc/ca.pem'): string {
  const at = releases.indexOf(release)
  const since = (first: string, text: string): string => (at >= releases.indexOf(first) ? text : '')
  const tls = (fields: string): string => (hasTls ? `, tls: {certificates: [site, other]${fields}}` : '')
  const clients = `, clientCertificates: {ca: ${ca}, verify: optional}`
  const text = `
lbgen: 1
name: front
loadBalancers: {lb1: 127.0.0.1}
nodes: {web1: 127.0.0.2}
certificates: {site: {file: ${pem}}, other: {file: ${pem}}}
defaults: {timeouts: {client: 40s, httpRequest: 4s, httpKeepAlive: 2s}, options: {dontLogNull: false}}
services:
  web:
    mode: http
    clientAddress: header
    timeouts: {client: 50s, httpRequest: 5s, httpKeepAlive: 1s}
    limits: {maxConnections: 500}
    options: {tcpKeepAlive: true, dontLogNull: true}
    port: 80
    listen:
      - {address: "::1", port: 18080, name: plain, interface: lo}
      - {address: "::", ports: [18081, 18090-18092]${since('1.5', ', acceptProxy: true')}}
      - {port: 18082, redirect: {to: "https://www.example.com/a%20b", code: ${since('1.5', '308') || '302'}}}
      - {port: 18443${tls('')}}
${hasTls ? '      - {port: 18083, redirect: https}' : ''}
      - {port: 18444${tls(`, profile: old, alpn: [http/1.1]${clients}`)}}
      - {port: 18445${tls(', profile: intermediate, minVersion: "1.1"')}}
      - {port: 18446${since('1.8', tls(', profile: modern'))}}
  files: {listen: 127.0.0.1:18445, check: none}
haproxy:
  version: "${release}"
  user: root
  group: root
  log: {target: ${since('1.7', '"::1"') || '127.0.0.1'}, level: notice}
  socket: /tmp/lbgen-front.sock
  daemon: true
  pidFile: /tmp/lbgen-front.pid
  chroot: /tmp
  maxConnections: 1000
  ${since('1.8', 'threads: 1') || 'processes: 2'}
  stats: {listen: 127.0.0.1:18404, path: /stats, user: a, password: changeme${since('1.5', ', admin: true')}${since('2.0', ', prometheus: true')}}
`.replace('18445, check', '18447, check')
  const {findings, artifacts} = compileTexts(text)
  expect(findings.filter(isError)).toEqual([])
  return artifacts.map(fileOf).join('')
}

type Row = readonly [line: string, since: string, until?: string]

/** How each thing is spelled, from which release on and to which. */
const plain: readonly Row[] = [
  ['    nbproc 2\n', '1.4', '1.8'],
  ['    nbthread 1\n', '1.8'],
  ['    stats socket /tmp/lbgen-front.sock mode 600 level admin\n', '1.4', '1.5'],
  ['    stats socket /tmp/lbgen-front.sock mode 600 level admin process 1\n', '1.5', '1.8'],
  ['    stats socket /tmp/lbgen-front.sock mode 600 level admin expose-fd listeners\n', '1.8'],
  ['    log 127.0.0.1 local0 notice\n', '1.4', '1.7'],
  ['    log [::1] local0 notice\n', '1.7'],
  ['listen lbgen:stats\n    mode http\n    bind-process 1\n', '1.4', '1.5'],
  ['frontend lbgen:stats\n    mode http\n    bind-process 1\n', '1.5', '1.8'],
  ['frontend lbgen:stats\n    mode http\n    bind 127.0.0.1:18404\n', '1.8'],
  ['    stats uri /stats\n    stats auth a:stand-in\n', '1.4'],
  ['    stats admin if TRUE\n', '1.5'],
  ['    http-request use-service prometheus-exporter if { path /metrics }\n', '2.0'],
  ['    bind ::1:18080 name plain interface lo\n', '1.4', '1.7'],
  ['    bind [::1]:18080 name plain interface lo\n', '1.7'],
  ['    bind :::18081,:::18090-18092\n', '1.4', '1.5'],
  ['    bind :::18081,:::18090-18092 accept-proxy\n', '1.5', '1.7'],
  ['    bind [::]:18081,[::]:18090-18092 accept-proxy\n', '1.7'],
  ['    maxconn 500\n    timeout client 50s\n    timeout http-request 5s\n    timeout http-keep-alive 1s\n    option httplog\n', '1.4'],
  ['    option dontlognull\n    option clitcpka\n', '1.4'],
  ['    option http-server-close\n    option forwardfor\n    reqidel ^X-Forwarded-For:\n', '1.4', '1.5'],
  ['    http-request set-header X-Forwarded-For %[src]\n', '1.5'],
  ['    redirect location https://www.example.com/a%20b code 302\n', '1.4', '1.5'],
  ['    http-request redirect location https://www.example.com/a%%20b code 308\n', '1.5'],
]

const encrypted: readonly Row[] = [
  ['    ssl-default-bind-options prefer-client-ciphers ssl-min-ver TLSv1.2 no-tls-tickets\n', '1.8'],
  ['    ssl-default-bind-ciphers ECDHE-ECDSA-AES128-GCM-SHA256:', '1.5'],
  ['    ssl-default-bind-ciphersuites TLS_AES_128_GCM_SHA256:', '1.9'],
  ['    tune.ssl.default-dh-param 2048\n', '1.5'],
  [' bind :18443 ssl crt /etc/site.pem crt /etc/site.pem no-sslv3 no-tlsv10 no-tlsv11 no-tls-tickets\n', '1.5', '1.8'],
  [' bind :18443 ssl crt /etc/site.pem crt /etc/site.pem alpn h2,http/1.1\n', '1.8'],
  [' bind :18444 ssl crt /etc/site.pem crt /etc/site.pem ciphers ECDHE-ECDSA-', '1.5', '1.8'],
  [' bind :18444 ssl crt /etc/site.pem crt /etc/site.pem ciphers @SECLEVEL=0:ECDHE-ECDSA-', '1.8'],
  [':DES-CBC3-SHA no-sslv3 no-tls-tickets alpn http/1.1 ca-file /etc/ca.pem verify optional\n', '1.5', '1.8'],
  [':DES-CBC3-SHA ssl-min-ver TLSv1.0 alpn http/1.1 ca-file /etc/ca.pem verify optional\n', '1.8', '1.9'],
  [':TLS_CHACHA20_POLY1305_SHA256 ssl-min-ver TLSv1.0 alpn http/1.1 ca-file /etc/ca.pem verify optional\n', '1.9'],
  [':DHE-RSA-CHACHA20-POLY1305 no-sslv3 no-tlsv10 no-tls-tickets\n', '1.5', '1.8'],
  [' ssl-min-ver TLSv1.1 alpn h2,http/1.1\n', '1.8'],
  [' bind :18446 ssl crt /etc/site.pem crt /etc/site.pem ssl-min-ver TLSv1.3 alpn h2,http/1.1\n', '1.8', '1.9'],
  [' bind :18446 ssl crt /etc/site.pem crt /etc/site.pem ciphersuites TLS_AES_128_GCM_SHA256:', '1.9'],
  [
    '    http-request replace-header Host (.*):[0-9]+$ \\1\n    http-request replace-header Host (.*) \\1:18443\n    http-request redirect scheme https code 301\n',
    '1.5',
    '2.3',
  ],
  ['    http-request redirect location https://%[req.hdr(host),regsub(:[0-9]+$,)]:18443%[pathq] code 301\n', '2.3'],
]

/** The rows that do not hold in a release. */
const wrong = (text: string, release: string, rows: readonly Row[]): readonly string[] =>
  rows.flatMap(([line, since, until]) => {
    const at = releases.indexOf(release)
    const isDue = at >= releases.indexOf(since) && (until === undefined || at < releases.indexOf(until))
    return text.includes(line) === isDue ? [] : [`${isDue ? 'lacks' : 'has'} ${line}`]
  })

describe.each(releases)('HAProxy %s', release => {
  test('spells everything about clients as it is spelled there', () => {
    expect(wrong(render(release, false), release, plain)).toEqual([])
  })

  if (release !== '1.4') {
    test('spells TLS as it is spelled there', () => {
      expect(wrong(render(release, true), release, [...plain, ...encrypted])).toEqual([])
    })
  }
})

const accepts =
  (hasTls: boolean) =>
  ({release, program}: Engine): void => {
    test('takes all of it without a word', () => {
      const folder = newFolder()
      const {server, authority} = makeCertificates(folder)
      const text = render(release, hasTls, server, authority)
      // The exporter is built in only where it was wanted.
      writeFileSync(join(folder, 'haproxy.cfg'), hasTls ? text : text.replace(/^.* prometheus-exporter .*\n/m, ''))
      const {exitCode, stdout, stderr} = runEngine(program, ['-c', '-f', 'haproxy.cfg'], folder)
      expect({exitCode, said: stderr + stdout.replace(/^Configuration file is valid\n$/, '')}).toEqual({exitCode: 0, said: ''})
    })
  }

// What stands in for them was built without TLS.
describeNamedHaproxies(bygone, accepts(false))
describeHaproxies(['2.2', '2.6', '3.0', '3.2', '3.4'], accepts(true))

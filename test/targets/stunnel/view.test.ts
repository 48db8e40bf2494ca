import {describe, expect, test} from '@jest/globals'
import {compileTexts} from '../../support/compiling.ts'

const spec = (services: string, more = ''): string => `
lbgen: 1
name: tunnels
loadBalancers: {lb1: 10.0.0.1}
nodes: {web1: 10.0.0.21, web2: 10.0.0.22}
certificates: {main: {file: /etc/certs/main.pem}, more: {file: /etc/certs/more.pem, names: [a.example, "*.b.example"]}}
tls: {terminator: stunnel}
services: ${services}
${more}
`

/** The lines of both files, and what was found. */
function rendered(text: string) {
  const {artifacts, findings} = compileTexts(text)
  const linesOf = (file: string): readonly string[] =>
    artifacts
      .filter(({path}) => path === `lb1/${file}`)
      .flatMap(({chunks}) => chunks.join('').split('\n'))
      .map(line => line.trim())
  return {stunnel: linesOf('stunnel.conf'), haproxy: linesOf('haproxy.cfg'), codes: findings.map(({code}) => code)}
}

/** What a section says, by its first line. */
const section = (lines: readonly string[], name: string): readonly string[] => {
  const start = lines.indexOf(`[${name}]`)
  const end = lines.findIndex((line, index) => index > start && line === '')
  return start < 0 ? [] : lines.slice(start + 1, end)
}

describe('a listener whose TLS stunnel ends', () => {
  const {stunnel, haproxy} = rendered(spec('{web: {mode: http, listen: [80, {address: 10.0.0.5, port: 443, tls: main}], port: 80}}'))

  test('is stunnel’s, and HAProxy takes over on a link', () => {
    expect(section(stunnel, 'web/443').slice(0, 5)).toEqual([
      'accept = 10.0.0.5:443',
      'connect = 127.0.0.1:20000',
      'protocol = proxy',
      'cert = /etc/certs/main.pem',
      'sslVersionMin = TLSv1.2',
    ])
    expect(haproxy.filter(line => line.startsWith('bind'))).toEqual(['bind :80', 'bind 127.0.0.1:20000 id 20000 accept-proxy'])
  })

  test('leaves HAProxy without anything of TLS', () => {
    expect(haproxy.filter(line => /\bssl/.test(line))).toEqual([])
  })
})

describe('ports of links', () => {
  const linksOf = (services: string, more = ''): readonly string[] =>
    rendered(spec(services, more)).haproxy.flatMap(line => /^bind 127\.0\.0\.1:(\d+) /.exec(line)?.[1] ?? [])

  test('pass over what anything of the cluster listens on', () => {
    const services = `{
      web: {mode: http, listen: [{port: 443, tls: main}, {port: 444, tls: {certificate: main, linkPort: 20003}}], port: 80},
      more: {mode: http, listen: {port: 445, tls: main}, port: 80},
      range: {listen: {address: 10.0.0.9, ports: ["20001-20002"]}, port: same, check: none},
      last: {mode: http, listen: {port: 446, tls: main}, port: 80}}`
    expect(linksOf(services, 'highAvailability: {peersPort: 20004}')).toEqual(['20000', '20003', '20005', '20006'])
  })

  test('of which there are none left are refused', () => {
    const text = spec('{web: {mode: http, listen: [{port: 443, tls: main}, {port: 444, tls: main}], port: 80}}')
    expect(rendered(text.replace('stunnel}', 'stunnel, linkPort: 65535}')).codes).toContain('LB115')
  })
})

test('several ports share a link, for stunnel tells on which one the client came', () => {
  const {stunnel} = rendered(spec('{web: {listen: {address: "2001:db8::5", ports: [443, 993], tls: main}, port: same, check: none}}'))
  expect(section(stunnel, 'web/443').slice(0, 2)).toEqual(['accept = 2001:db8::5:443', 'connect = 127.0.0.1:20000'])
  expect(section(stunnel, 'web/993').slice(0, 2)).toEqual(['accept = 2001:db8::5:993', 'connect = 127.0.0.1:20000'])
})

test('certificates after the first are for their names', () => {
  const {stunnel} = rendered(spec('{web: {mode: http, listen: {port: 443, tls: {certificates: [main, more]}}, port: 80}}'))
  expect(section(stunnel, 'web/443/a.example').slice(0, 4)).toEqual([
    'sni = web/443:a.example',
    'connect = 127.0.0.1:20000',
    'protocol = proxy',
    'cert = /etc/certs/more.pem',
  ])
  expect(section(stunnel, 'web/443/*.b.example')[0]).toBe('sni = web/443:*.b.example')
})

test('a silent connection lives as long as HAProxy lets it, in the services behind routes too', () => {
  const {stunnel} = rendered(
    spec(`{
      web: {mode: http, listen: {port: 443, tls: main}, port: 80, timeouts: {client: 90s, server: 1500ms}, routes: [{when: {path: /ws}, service: ws}]},
      ws: {mode: http, port: 81, timeouts: {tunnel: 2h}}}`),
  )
  expect(section(stunnel, 'web/443').at(-1)).toBe('TIMEOUTidle = 7200')
})

test('clients in TLS are told from others by the link on which they come, in the services behind routes too', () => {
  const {haproxy} = rendered(
    spec(`{
      web: {mode: http, listen: [80, {port: 443, tls: main}], port: 80, hsts: 180d, clientAddress: header, routes: [{when: {path: /ws}, service: ws}]},
      ws: {mode: http, port: 81, clientAddress: header}}`),
  )
  expect(haproxy.filter(line => line.includes('so_id'))).toEqual([
    'http-after-response set-header Strict-Transport-Security max-age=15552000 if { so_id 20000 }',
    'http-request set-header X-Forwarded-Proto https if { so_id 20000 }',
    'http-request set-header X-Forwarded-Proto http unless { so_id 20000 }',
    'http-request set-header X-Forwarded-Proto https if { so_id 20000 }',
    'http-request set-header X-Forwarded-Proto http unless { so_id 20000 }',
  ])
})

test('a profile that stunnel follows needs no release of HAProxy', () => {
  const text = spec('{web: {mode: http, listen: {port: 443, tls: main}, port: 80}}', 'haproxy: {version: "1.5", tlsProfile: modern}')
  const {stunnel, codes} = rendered(text)
  expect(section(stunnel, 'web/443')).toContain('sslVersionMin = TLSv1.3')
  expect(codes).not.toContain('LB401')
})

test('more links than HAProxy reads on a line are refused', () => {
  const listen = Array.from({length: 41}, (_, index) => `{port: ${1000 + index}, tls: main}`).join(', ')
  expect(rendered(spec(`{web: {mode: http, listen: [${listen}], port: 80, hsts: 180d}}`)).codes).toContain('LB405')
})

test('HAProxy 1.4 takes over without the PROXY protocol, and a warning says what it loses', () => {
  const {stunnel, haproxy, codes} = rendered(
    spec('{web: {mode: http, listen: {port: 443, tls: main}, port: 80}}', 'haproxy: {version: "1.4"}'),
  )
  expect(haproxy).toContain('bind 127.0.0.1:20000 id 20000')
  expect(stunnel).not.toContain('protocol = proxy')
  expect(codes).toContain('LB420')
})

test('who becomes another user says so, and interface and keep-alive are sockets’ options', () => {
  const {stunnel} = rendered(
    spec(
      '{web: {mode: http, listen: {port: 443, interface: eth0, tls: main}, port: 80, options: {tcpKeepAlive: true}}}',
      'stunnel: {user: tunnel, group: tunnels, pidFile: /run/tunnel.pid}',
    ),
  )
  expect(stunnel.slice(3, 8)).toEqual(['foreground = yes', 'syslog = no', 'pid = /run/tunnel.pid', 'setgid = tunnels', 'setuid = tunnel'])
  expect(section(stunnel, 'web/443')).toEqual(expect.arrayContaining(['socket = a:SO_BINDTODEVICE=eth0', 'socket = l:SO_KEEPALIVE=yes']))
})

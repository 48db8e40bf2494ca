import {expect, test} from '@jest/globals'
import {documented as rules} from '../../src/rules/index.ts'
import {compileTexts} from '../support/compiling.ts'

const pem = 'certificates: {web: {file: /etc/web.pem}, named: {file: /etc/named.pem, names: ["*.example.com"]}}\n'

/** A cluster of two nodes with these services. */
const spec = (services: string, more = ''): string => `lbgen: 1
name: small
loadBalancers: {lb1: 10.0.0.1}
nodes: {a: 10.0.0.2, b: 10.0.0.3}
${pem}services:
  ${services}
${more}`

const http = (fields: string, listen = '"10.0.0.1:80"'): string => spec(`web: {mode: http, listen: ${listen}, ${fields}}`)
const tcp = (fields: string, listen = '"10.0.0.1:9999"'): string => spec(`web: {listen: ${listen}, ${fields}}`)
const haproxy = (fields: string): string => spec('web: {mode: http, listen: "10.0.0.1:80"}', `haproxy: {${fields}}`)
const tls = '{address: 10.0.0.1, port: 443, tls: web}'

/** How often a rule speaks of a spec. */
function timesOf(name: string, text: string): number {
  const code = rules.find(rule => rule.name === name)?.code
  expect(code).toBeDefined()
  const {findings} = compileTexts(text)
  expect(findings.filter(({severity, rule}) => severity === 'error' && rule !== name).map(({message}) => message)).toEqual([])
  return findings.filter(finding => finding.code === code).length
}

// Where a rule begins, and where it ends, beside its own `bad` and `good`.
test.each([
  ['plain-https-port', 'a redirect', http('port: 80', '["10.0.0.1:80", {port: 443, redirect: {to: "https://a.example.com/"}}]'), 1],
  ['plain-node-port', 'the port that clients use', spec(`web: {mode: http, listen: [${tls}], port: same}`), 1],
  ['plain-node-port', 'a TLS port of one node', http('nodes: [a, {node: b, port: 8443}]'), 1],
  ['plain-node-port', 'a listener that LB209 speaks of', http('check: http', '"10.0.0.1:443"'), 0],
  ['plain-check', 'LDAP in TLS', tcp('check: ldap, balance: leastconn', '"10.0.0.1:636"'), 1],
  ['plain-check', 'a check that only connects', tcp('check: tcp', '"10.0.0.1:443"'), 0],
  ['plain-check', 'nodes that are spoken to in TLS', http('reencrypt: {ca: /etc/ca.pem}, port: 8444, check: {type: http, tls: false}'), 1],
  ['plain-check', 'a plain port of its own', http('reencrypt: {ca: /etc/ca.pem}, port: 8444, check: {type: http, port: 8080}'), 0],
  ['redirect-loop', 'every request to one page', http('routes: [{redirect: /a}]'), 1],
  ['redirect-loop', 'a page that an earlier route takes', http('routes: [{when: {path: /a}, deny: 403}, {redirect: /a}]'), 0],
  ['redirect-loop', 'another host', http('routes: [{when: {host: a.example.com}, redirect: "http://b.example.com/"}]'), 0],
  ['redirect-loop', 'the same host', http('routes: [{when: {host: a.example.com}, redirect: "http://a.example.com/x"}]'), 1],
  [
    'redirect-loop',
    'the same host in TLS, which is not here',
    http('routes: [{when: {host: a.example.com}, redirect: "https://a.example.com/"}]'),
    0,
  ],
  ['redirect-loop', 'a host of which nobody knows whether it is here', http('routes: [{redirect: "http://a.example.com/"}]'), 0],
  [
    'redirect-loop',
    'what an earlier route takes of another host',
    http('routes: [{when: {host: b.example.com}, deny: 403}, {when: {host: a.example.com}, redirect: "http://a.example.com/x"}]'),
    1,
  ],
  [
    'redirect-loop',
    'what an earlier route may take of many hosts',
    http('routes: [{when: {host: "*.example.com", pathPrefix: /x}, deny: 403}, {when: {host: a.example.com}, redirect: /x/y}]'),
    0,
  ],
  ['redirect-loop', 'a POST that comes back as a GET', http('routes: [{when: {method: POST}, redirect: {to: /a, code: 308}}]'), 0],
  ['lost-request-body', 'a POST with its body', http('routes: [{when: {method: POST, path: /b}, redirect: {to: /a, code: 307}}]'), 0],
  ['lost-request-body', 'a GET', http('routes: [{when: {method: GET, path: /b}, redirect: /a}]'), 0],
  [
    'certificate-of-other-names',
    'a certificate without names',
    spec(`web: {mode: http, listen: ${tls}, port: 80, routes: [{when: {host: a.org, path: /a}, deny: 403}]}`),
    0,
  ],
  [
    'certificate-of-other-names',
    'two hosts, of which one is meant',
    spec('web: {mode: http, listen: {port: 443, tls: named}, port: 80, routes: [{when: {host: [A.example.com, a.org]}, deny: 403}]}'),
    1,
  ],
  ['sticky-hash', 'the header that is hashed', http('balance: {header: X-User}, persistence: {type: header, name: x-user}'), 0],
  ['sticky-hash', 'the address', http('balance: source, persistence: cookie'), 0],
  [
    'proxy-as-client',
    'a proxy that says who it is',
    http('persistence: forwarded-for, balance: source', '{port: 80, address: 10.0.0.1, acceptProxy: true}'),
    0,
  ],
  [
    'proxy-as-client',
    'three judgements',
    http('persistence: forwarded-for, balance: source, rateLimit: {requests: 1, per: 1s}, access: {deny: 192.0.2.1}'),
    3,
  ],
  ['proxy-as-client', 'a list of the proxies themselves', http('persistence: forwarded-for, access: {allow: 192.0.2.1}'), 0],
  ['seconds-for-milliseconds', 'an hour', http('timeouts: {client: 3600s, server: 1h}'), 0],
  ['seconds-for-milliseconds', 'fifty minutes', http('timeouts: {client: 50m, server: 3000s}'), 0],
  [
    'seconds-for-milliseconds',
    'one default of two services',
    spec('a: {listen: 81}\n  b: {listen: 82}', 'defaults: {timeouts: {client: 5000s, server: 1h}}'),
    1,
  ],
  ['cookie-of-application', 'PHP in small letters', http('persistence: {type: cookie, name: phpsessid}'), 1],
  ['cookie-of-application', "the application's own", http('persistence: {type: cookie, name: JSESSIONID, method: rewrite}'), 0],
  ['queue-without-limit', 'a limit of one node', http('limits: {maxQueuePerNode: 5}, nodes: [{node: a, maxConnections: 9}, b]'), 0],
  [
    'tunnel-without-timeout',
    'the path of Socket.IO',
    spec('web: {mode: http, listen: 80, routes: [{when: {pathPrefix: /socket.io/}, service: s}]}\n  s: {mode: http, port: 81}'),
    1,
  ],
  [
    'tunnel-without-timeout',
    'a page about it',
    spec('web: {mode: http, listen: 80, routes: [{when: {pathPrefix: /wsdl}, service: s}]}\n  s: {mode: http, port: 81}'),
    0,
  ],
  [
    'tunnel-without-timeout',
    'long time-outs',
    spec('web: {mode: http, listen: 80, routes: [{when: {path: /ws}, service: s}]}\n  s: {mode: http, port: 81, timeouts: {server: 1h}}'),
    0,
  ],
  ['endless-loop', 'a wildcard', spec('web: {listen: 80, nodes: [a, b]}').replace('a: 10.0.0.2', 'a: 10.0.0.1'), 1],
  ['endless-loop', 'a floating address', spec('web: {listen: "10.0.0.9:80"}').replace('a: 10.0.0.2', 'a: 10.0.0.9'), 1],
  [
    'endless-loop',
    'a node that is away',
    spec('web: {listen: 80, nodes: [{node: a, state: maintenance}, b]}').replace('a: 10.0.0.2', 'a: 10.0.0.1'),
    0,
  ],
  [
    'endless-loop',
    'another service of the same machine',
    spec('web: {listen: 80, nodes: [a, b], port: 81}\n  next: {listen: 81, nodes: [b]}').replace('a: 10.0.0.2', 'a: 10.0.0.1'),
    0,
  ],
  ['first-without-limit', 'a limit of all but the last', http('balance: first, nodes: [{node: a, maxConnections: 9}, b]'), 0],
  ['check-expects-failure', 'a page with a password', http('check: {type: http, expect: {status: "401"}}'), 0],
  ['check-expects-failure', 'all above 400', http('check: {type: http, expect: {status: "400-599"}}'), 1],
  ['check-without-host', 'a header that names it', http('check: {type: http, version: "1.1", headers: {host: a}}'), 0],
  ['check-without-proxy', 'a check alone', tcp('check: {type: tcp, sendProxy: true}'), 1],
  ['check-without-proxy', 'both', tcp('check: tcp, clientAddress: proxy-protocol-v2'), 0],
  ['forgetful-persistence', 'a tunnel that is silent for longer', tcp('persistence: source, timeouts: {tunnel: 1h}'), 1],
  ['ftp-without-data', 'port 990', tcp('check: tcp', '"10.0.0.1:990"'), 0],
  [
    'secure-cookie-in-clear',
    'a listener of this machine',
    http('port: 80, persistence: {type: cookie, secure: true}', `["127.0.0.1:80", ${tls}]`),
    0,
  ],
  ['log-outside-chroot', 'a log inside', haproxy('chroot: /, log: {target: /dev/log}'), 0],
  ['long-sessions-in-turn', 'one that serves and one that stands by', tcp('nodes: [a, {node: b, backup: true}]', '"10.0.0.1:5432"'), 0],
  ['long-sessions-in-turn', 'the hash of an address', tcp('balance: source', '"10.0.0.1:5432"'), 0],
  ['slow-detection', 'fast checks in doubt', http('check: {type: http, interval: 20s, fastInterval: 1s}'), 0],
  ['slow-connect', 'one long attempt', http('timeouts: {connect: 30s}, options: {retries: 1}'), 0],
  ['brittle-hash', 'two nodes', http('balance: uri'), 0],
  ['no-retry', 'a lone node', http('nodes: [a], options: {retries: 0}'), 0],
  ['stuck-clients', 'clients that do not stick', http('options: {redispatch: false}'), 0],
  ['shallow-check', 'a check that nobody wrote', http('port: 80'), 0],
  ['shallow-check', 'a port of its own', http('check: {type: tcp, port: 81}'), 0],
  ['fallback-is-node', 'another program of the node', http('fallback: {address: 10.0.0.2, port: 81}'), 0],
  [
    'single-name-server',
    'one of this machine',
    spec('web: {listen: 80, nodes: {dns: a.example.com}}', 'resolvers: {dns: {nameservers: ["127.0.0.1:8600"]}}'),
    0,
  ],
  ['ports-run-out', "clients' own addresses", http('clientAddress: transparent, limits: {maxConnectionsPerNode: 50000}'), 0],
  ['port-of-outgoing', 'STOMP', tcp('port: 61613', '"10.0.0.1:61613"'), 0],
  [
    'weak-tls',
    'an old profile with new versions',
    spec('web: {mode: http, listen: {port: 443, tls: {certificate: web, profile: old, minVersion: "1.2"}}, port: 80}'),
    0,
  ],
  ['weak-tls', 'the profile of all', spec(`web: {mode: http, listen: ${tls}, port: 80}`, 'haproxy: {tlsProfile: old}'), 1],
  ['weak-tls', 'the profile of nobody', haproxy('tlsProfile: old'), 0],
  ['unnamed-certificate', 'an authority of one’s own', http('port: 8443, reencrypt: {ca: /etc/ca.pem}'), 0],
  [
    'no-hsts',
    'a header of one’s own',
    spec(
      `web: {mode: http, listen: [{port: 80, redirect: https}, ${tls}], port: 80, responseHeaders: {set: {strict-transport-security: max-age=9}}}`,
    ),
    0,
  ],
  ['no-hsts', 'a way back', spec(`web: {mode: http, listen: [{port: 80, redirect: https}, ${tls}], port: 80, hsts: 0s}`), 0],
  ['short-hsts', 'a way back', spec(`web: {mode: http, listen: ${tls}, port: 80, hsts: 0s}`), 0],
  ['exposed-cookie', 'a service without HSTS', http('port: 80, persistence: cookie', tls), 0],
  ['exposed-cookie', 'a listener without TLS', http('port: 80, persistence: cookie', `["10.0.0.1:80", ${tls}]`), 0],
  ['exposed-cookie', 'a cookie for scripts', http('port: 80, persistence: {type: cookie, secure: true, httpOnly: false}', tls), 1],
  [
    'plain-beside-hsts',
    'TLS that another program ends',
    http('port: 80, hsts: 365d', `[{address: 10.0.0.1, port: 81, acceptProxy: true}, ${tls}]`),
    0,
  ],
  [
    'route-by-word-of-client',
    'proxies that alone get in',
    http('access: {allow: 192.0.2.1}, routes: [{when: {header: {name: X-Real-IP, value: 10.0.0.1}}, deny: 403}]'),
    0,
  ],
  ['route-by-word-of-client', 'any such header at all', http('routes: [{when: {header: {name: X-Forwarded-For}}, deny: 403}]'), 0],
  ['open-runtime-socket', 'a file for all', haproxy('raw: {global: ["stats socket /run/a.sock mode 666 level admin"]}'), 1],
  [
    'open-runtime-socket',
    'a file for a group',
    haproxy('raw: {global: ["stats socket /run/a.sock mode 660 group haproxy level admin"]}'),
    0,
  ],
  ['open-runtime-socket', 'IPv6 of this machine', haproxy('raw: {global: ["stats socket ipv6@[::1]:9999"]}'), 0],
  ['protection-switched-off', 'a remark', haproxy('raw: {defaults: ["# option accept-invalid-http-request"]}'), 0],
  [
    'protection-switched-off',
    'blanks and a section',
    haproxy('raw: {sections: "listen a\\n   option   accept-invalid-http-response\\n"}'),
    1,
  ],
  ['password-in-raw', 'a hash', haproxy('raw: {sections: "userlist a\\n  user b password $6$k6y3o.eP$JlKBx\\n"}'), 0],
  ['password-in-raw', "HAProxy's environment", haproxy('raw: {defaults: ["stats auth a:\\"$PASSWORD\\""]}'), 0],
  ['password-in-raw', 'a page of statistics', haproxy('raw: {defaults: ["stats auth admin:admin"]}'), 1],
  ['proxy-from-anybody', 'one interface', http('check: http', '{port: 80, acceptProxy: true, interface: eth1}'), 0],
  ['deny-of-one-family', 'IPv4 alone', http('access: {deny: 192.0.2.1}'), 0],
  ['deny-of-one-family', 'every address', http('access: {deny: 192.0.2.1}', '"[::]:80"'), 1],
  [
    'optional-certificate',
    'a line that looks at it',
    http(
      'port: 80, raw: {frontend: ["http-request deny unless { ssl_c_used }"]}',
      '{port: 443, tls: {certificate: web, clientCertificates: {ca: /etc/ca.pem, verify: optional}}}',
    ),
    0,
  ],
  ['plain-to-far-nodes', 'private addresses', http('port: 80', tls), 0],
  ['secret-in-header', 'a check with a password', http('check: {type: http, headers: {authorization: Basic YTpi}}'), 1],
  [
    'file-of-everybody',
    'a certificate',
    spec('web: {mode: http, listen: {port: 443, tls: web}, port: 80}').replace('/etc/web.pem', '/var/tmp/web.pem'),
    1,
  ],
  ['open-admin-path', "Alfresco's own administration", http('routes: [{when: {pathPrefix: /share/page/console/}, service: web}]'), 0],
  ['deny-of-one-path', 'a file', http('routes: [{when: {path: /xmlrpc.php}, deny: 403}]'), 0],
  ['deny-of-one-path', 'what is below it too', http('routes: [{when: {path: /a}, deny: 403}, {when: {pathPrefix: /a/}, deny: 403}]'), 0],
])('%s: of %s', (name, _, text, times) => {
  expect(timesOf(name, text)).toBe(times)
})

import {expect, test} from '@jest/globals'
import {compileTexts, shortly} from '../support/compiling.ts'

/** A cluster of two nodes with these services. */
const spec = (services: string, more = ''): string => `lbgen: 1
name: recommended
loadBalancers: {lb1: 192.168.1.10}
nodes: {node1: 192.168.1.21, node2: 192.168.1.22}
services:
  ${services}
${more}`

const pem = 'certificates: {web: {file: /etc/haproxy/certs/web.pem}}'
const tls = '{address: 192.168.1.10, port: 443, tls: web}'
const toTls = '{address: 192.168.1.10, port: 80, redirect: https}'

// What documents of products, and of HAProxy itself, tell people to write. Nobody is to be warned of it.
test.each([
  [
    "the load balancer appliance's defaults of a layer 7 service",
    spec(
      'web: {mode: http, listen: "192.168.1.10:80", persistence: {type: cookie, maxIdle: 30m, maxLife: 12h}, limits: {maxConnections: 40000}, fallback: {address: 127.0.0.1, port: 9081}}',
    ),
  ],
  [
    'its table of clients, and its time-outs once they are switched on',
    spec(
      'files: {listen: "192.168.1.10:2049", persistence: {type: source, timeout: 12h, size: 10k}, limits: {maxConnections: 40000}, timeouts: {client: 12h, server: 12h}}',
    ),
  ],
  ['its HSTS of six months behind a redirect to HTTPS', spec(`web: {mode: http, listen: [${toTls}, ${tls}], port: 80, hsts: 182d}`, pem)],
  [
    "Chef's time-outs for Alfresco",
    spec(
      'share: {mode: http, listen: "192.168.1.10:80", port: 8080, balance: leastconn, timeouts: {httpRequest: 10s, queue: 1m, connect: 5s, client: 2m, server: 2m, httpKeepAlive: 10s, check: 5s}, persistence: {type: cookie, name: JSESSIONID, method: prefix}}',
    ),
  ],
  [
    'uploads to Alfresco that take twenty minutes',
    spec('share: {mode: http, listen: "192.168.1.10:80", port: 8080, timeouts: {client: 20m, server: 20m}}'),
  ],
  [
    'what is kept from outside, and the way from the root to Share',
    spec(
      'share: {mode: http, listen: "192.168.1.10:80", port: 8080, routes: [{when: {pathPrefix: ["/alfresco/service/api/solr/", "/share/res/WEB-INF/"]}, deny: 403}, {when: {path: /}, redirect: /share/}]}',
    ),
  ],
  [
    'remote desktops',
    spec(
      'desktops: {listen: "192.168.1.10:3389", balance: leastconn, persistence: {type: rdp-cookie, timeout: 8h}, timeouts: {client: 1h, server: 1h}}',
    ),
  ],
  [
    'FTP with a range of ports for each node',
    spec(
      `ftp: {listen: "192.168.1.10:21", persistence: source, timeouts: {client: 10m, server: 10m}}
  data1: {listen: {address: 192.168.1.10, ports: 20000-20099}, port: same, nodes: [node1, {node: node2, backup: true}]}`,
    ),
  ],
  [
    'IMAP whose clients are silent for half an hour',
    spec('imap: {listen: "192.168.1.10:993", persistence: {type: source, timeout: 1h}, timeouts: {client: 30m, server: 30m}}'),
  ],
  [
    'WebSockets as in the manual of HAProxy',
    spec(
      `web: {mode: http, listen: "192.168.1.10:80", routes: [{when: {header: {name: Upgrade, value: websocket}}, service: chat}]}
  chat: {mode: http, port: 8080, timeouts: {tunnel: 1h, serverFin: 30s}}`,
    ),
  ],
  [
    "caches behind HAProxy's consistent hash",
    spec('cache: {mode: http, listen: "192.168.1.10:80", balance: {algorithm: uri, consistent: true}}'),
  ],
  [
    'a check of Elasticsearch, whose answer without a password is 401',
    spec('search: {mode: http, listen: "192.168.1.10:9200", check: {type: http, expect: {status: "200,401"}}}'),
  ],
  ["MySQL with HAProxy's own check", spec('db: {listen: "192.168.1.10:3306", balance: leastconn, check: {type: mysql, user: haproxy}}')],
  [
    'systemd, syslog and chroot as on Debian',
    spec(
      'web: {mode: http, listen: "192.168.1.10:80"}',
      'haproxy: {chroot: /var/lib/haproxy, log: {target: 127.0.0.1}, user: haproxy, group: haproxy}',
    ),
  ],
  [
    'statistics for those who have a password, at this machine alone',
    spec(
      'web: {mode: http, listen: "192.168.1.10:80"}',
      'haproxy: {stats: {listen: "127.0.0.1:8404", user: operator, password: {env: P}, admin: true, prometheus: true}}',
    ),
  ],
])('nothing is said of %s', (_, text) => {
  expect(shortly(compileTexts(text).findings)).toEqual([])
})

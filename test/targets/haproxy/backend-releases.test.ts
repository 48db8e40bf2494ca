import {mkdtempSync, rmSync, writeFileSync} from 'node:fs'
import {tmpdir} from 'node:os'
import {join} from 'node:path'
import {afterAll, describe, expect, test} from '@jest/globals'
import {compile, standInSecrets} from '../../../src/compile.ts'
import {targets} from '../../../src/targets/index.ts'
import {print} from '../../../src/targets/print.ts'
import {bygone, describeHaproxies, describeNamedHaproxies, runEngine} from '../../support/engines.ts'
import type {Engine} from '../../support/engines.ts'
import {releases} from '../../support/haproxy-oracle.ts'
import {makeCertificates} from '../../support/traffic/certificates.ts'

/** What becomes of a service: the lines by the first release that has them so, `refused` while none does. */
interface Row {
  readonly what: string
  readonly fields: string
  readonly by: Readonly<Record<string, readonly string[] | 'refused'>>
  /** Only a HAProxy with TLS knows the words. */
  readonly tls?: true
}

const web = (fields: string): string => `mode: http, nodes: [one], ${fields}`
const files = (fields: string): string => `nodes: [one], check: none, ${fields}`
const checked = 'check inter 2s rise 2 fall 3'

const rows: readonly Row[] = [
  {what: 'nothing more', fields: files('port: 80'), by: {'1.4': ['balance roundrobin', 'server one 10.0.0.11:80 weight 1']}},
  {what: 'a tcp check', fields: 'nodes: [one], port: 80', by: {'1.4': [`server one 10.0.0.11:80 ${checked} weight 1`]}},
  {
    what: 'a check of the first port',
    fields: 'nodes: [one], port: same',
    by: {'1.4': ['server one 10.0.0.11 check port LISTEN inter 2s rise 2 fall 3 weight 1']},
  },
  {
    what: 'a check in all its times',
    fields:
      'nodes: [one], port: 80, check: {port: 8000, interval: 3s, fastInterval: 500ms, downInterval: 1m, timeout: 2s, rise: 4, fall: 5}',
    by: {
      '1.4': ['timeout check 2s', 'server one 10.0.0.11:80 check port 8000 inter 3s rise 4 fall 5 fastinter 500ms downinter 1m weight 1'],
    },
  },
  {
    what: 'a talk over tcp',
    fields: 'nodes: [one], port: 80, check: {type: tcp, send: "say #1", expect: "it\'s \\"one\\""}',
    by: {
      '1.4': 'refused',
      '1.5': ['option tcp-check', 'tcp-check send say\\ \\#1', 'tcp-check expect string it\'s\\ "one"'],
      '1.6': ['option tcp-check', 'tcp-check send say\\ \\#1', 'tcp-check expect string it\\\'s\\ \\"one\\"'],
      '2.2': ['option tcp-check', 'tcp-check connect default', 'tcp-check send say\\ \\#1', 'tcp-check expect string it\\\'s\\ \\"one\\"'],
    },
  },
  {
    what: 'an http check',
    fields: web('port: 80, check: http'),
    by: {
      '1.4': ['option httpchk GET / HTTP/1.0'],
      '2.2': ['option httpchk', 'http-check send meth GET uri / ver HTTP/1.0', 'http-check expect status 200-399'],
    },
  },
  {
    what: 'an http check with headers',
    fields: web('port: 80, check: {type: http, method: HEAD, path: "/a?b=%41#c", host: www.example.com, headers: {X-A: "100% of it"}}'),
    by: {
      '1.4': ['option httpchk HEAD /a?b=%41\\#c HTTP/1.1\\r\\nHost:\\ www.example.com\\r\\nX-A:\\ 100%\\ of\\ it'],
      '2.2': ['http-check send meth HEAD uri /a?b=%41\\#c ver HTTP/1.1 hdr Host www.example.com hdr X-A 100%%\\ of\\ it'],
    },
  },
  {
    what: 'an http check of what is good anyway',
    fields: web('port: 80, check: {type: http, expect: {status: "200-399"}}'),
    by: {'1.4': ['option httpchk GET / HTTP/1.0'], '2.2': ['http-check expect status 200-399']},
  },
  {
    what: 'an http check of some statuses',
    fields: web('port: 80, check: {type: http, expect: {status: "200-204,401"}}'),
    by: {'1.4': 'refused', '1.5': ['http-check expect rstatus ^(20[0-4]|401)$'], '2.2': ['http-check expect status 200-204,401']},
  },
  {
    what: 'an http check of the body',
    fields: web('port: 80, check: {type: http, expect: {body: "all well"}}'),
    by: {'1.4': 'refused', '1.5': ['http-check expect string all\\ well']},
  },
  {
    what: 'an http check in tcp mode',
    fields: 'nodes: [one], port: 80, check: http',
    by: {'1.4': ['option httpchk GET / HTTP/1.0'], '2.2': ['option httpchk']},
  },
  ...['roundrobin', 'static-rr', 'leastconn', 'source'].map(name => ({
    what: name,
    fields: files(`port: 80, balance: ${name}`),
    by: {'1.4': [`balance ${name}`]},
  })),
  {what: 'first', fields: files('port: 80, balance: first'), by: {'1.4': 'refused', '1.5': ['balance first']}},
  {what: 'random', fields: files('port: 80, balance: random'), by: {'1.4': 'refused', '1.9': ['balance random']}},
  {what: 'a hashed header', fields: web('port: 80, balance: {header: X-User}'), by: {'1.4': ['balance hdr(X-User)']}},
  {what: 'a hashed parameter', fields: web('port: 80, balance: {parameter: id}'), by: {'1.4': ['balance url_param id']}},
  {
    what: 'consistent hashing',
    fields: web('port: 80, balance: {algorithm: uri, consistent: true}'),
    by: {'1.4': ['balance uri', 'hash-type consistent']},
  },
  {
    what: 'bounded hashing',
    fields: web('port: 80, balance: {algorithm: uri, consistent: true, factor: 150%}'),
    by: {'1.4': 'refused', '1.7': ['balance uri', 'hash-type consistent', 'hash-balance-factor 150']},
  },
  {
    what: 'persistence by source',
    fields: files('port: 80, persistence: source'),
    by: {'1.4': ['stick-table type ip size 10240 expire 30m', 'stick on src']},
  },
  {
    what: 'persistence by network',
    fields: files('port: 80, persistence: {type: source, mask: 24}'),
    by: {'1.4': 'refused', '1.5': ['stick on src,ipmask(24)']},
  },
  {
    what: 'a cookie',
    fields: web('port: 80, persistence: {type: cookie, name: "a\'b#c"}'),
    by: {
      '1.4': ["cookie a'b\\#c insert indirect nocache"],
      '1.5': ["cookie a'b\\#c insert indirect nocache httponly"],
      '1.6': ["cookie a\\'b\\#c insert indirect nocache httponly"],
    },
  },
  {
    what: 'a cookie that scripts may see',
    fields: web('port: 80, persistence: {type: cookie, httpOnly: false}'),
    by: {'1.4': ['cookie SERVERID insert indirect nocache']},
  },
  {
    what: 'a cookie that scripts must not see',
    fields: web('port: 80, persistence: {type: cookie, httpOnly: true}'),
    by: {'1.4': 'refused', '1.5': ['cookie SERVERID insert indirect nocache httponly']},
  },
  {
    what: 'a cookie that ends',
    fields: web('port: 80, persistence: {type: cookie, maxIdle: 30m, maxLife: 12h, secure: true, httpOnly: false}'),
    by: {'1.4': 'refused', '1.5': ['cookie SERVERID insert indirect nocache secure maxidle 30m maxlife 12h']},
  },
  {
    what: 'a cookie with a prefix',
    fields: web('port: 80, persistence: {type: cookie, method: prefix}'),
    by: {'1.4': ['cookie SERVERID prefix nocache']},
  },
  {
    what: 'a cookie rewritten',
    fields: web('port: 80, persistence: {type: cookie, method: rewrite}'),
    by: {'1.4': ['cookie SERVERID rewrite nocache']},
  },
  {
    what: 'all that a node may be',
    fields:
      'mode: http, check: none, port: 80, persistence: {type: cookie, httpOnly: false}, limits: {maxQueuePerNode: 9}, nodes: [{node: one, weight: 256, maxConnections: 5, cookie: c1}, {node: two, state: drain, weight: 3}, {node: three, backup: true, state: maintenance, weight: 4}]',
    by: {
      '1.4': [
        'server one 10.0.0.11:80 maxqueue 9 weight 256 cookie c1 maxconn 5',
        'server two 10.0.0.12:80 maxqueue 9 weight 0 cookie two',
        'server three 10.0.0.13:80 maxqueue 9 weight 4 cookie three backup disabled',
      ],
    },
  },
  {
    what: 'IPv6 nodes',
    fields: 'nodes: [six], check: none, port: 80',
    by: {'1.4': 'refused', '1.5': ['server six 2001:db8::11:80 weight 1'], '1.7': ['server six [2001:db8::11]:80 weight 1']},
  },
  {
    what: 'IPv6 nodes on any port',
    fields: 'nodes: [six], port: same',
    by: {
      '1.4': 'refused',
      '1.5': ['server six 2001:db8::11: check port LISTEN inter 2s rise 2 fall 3 weight 1'],
      '1.7': ['server six [2001:db8::11] check port LISTEN inter 2s rise 2 fall 3 weight 1'],
    },
  },
  {
    what: 'nodes by name',
    fields: 'nodes: [named], check: none, port: 80',
    by: {'1.4': ['server named localhost:80 weight 1'], '1.7': ['server named localhost:80 weight 1 init-addr last,libc,none']},
  },
  {what: 'a source', fields: files('port: 80, sourceAddress: 127.0.0.1'), by: {'1.4': ['source 127.0.0.1']}},
  {
    what: 'an IPv6 source',
    fields: 'nodes: [six], check: none, port: 80, sourceAddress: "::1"',
    by: {'1.4': 'refused', '1.5': ['source ::1:'], '1.7': ['source [::1]']},
  },
  {
    what: 'every time-out of 1.4',
    fields: web('port: 80, timeouts: {connect: 1s, server: 2s, queue: 3s, check: 4s}'),
    by: {'1.4': ['timeout connect 1s', 'timeout server 2s', 'timeout queue 3s', 'timeout check 4s']},
  },
  {what: 'a time-out of tunnels', fields: web('port: 80, timeouts: {tunnel: 1h}'), by: {'1.4': 'refused', '1.5': ['timeout tunnel 1h']}},
  {
    what: 'time-outs of what has ended',
    fields: web('port: 80, timeouts: {clientFin: 5s, serverFin: 6s}'),
    by: {'1.4': 'refused', '1.5': ['timeout server-fin 6s']},
  },
  {
    what: 'options',
    fields: web(
      'port: 80, stats: true, options: {tcpKeepAlive: true, redispatch: false, retries: 1, logHealthChecks: true, abortOnClose: true}',
    ),
    by: {
      '1.4': [
        'no option redispatch',
        'retries 1',
        'option srvtcpka',
        'option abortonclose',
        'option log-health-checks',
        'stats enable',
        'stats uri /haproxy?stats',
      ],
    },
  },
  {
    what: 'the PROXY protocol',
    fields: 'nodes: [one], port: 80, clientAddress: proxy-protocol',
    by: {'1.4': 'refused', '1.5': [`server one 10.0.0.11:80 ${checked} check-send-proxy send-proxy weight 1`]},
  },
  {
    what: 'the PROXY protocol 2',
    fields: files('port: 80, clientAddress: proxy-protocol-v2'),
    by: {'1.4': 'refused', '1.5': ['server one 10.0.0.11:80 send-proxy-v2 weight 1']},
  },
  {
    what: 'TLS',
    tls: true,
    fields: 'nodes: [one], port: 443, reencrypt: {verify: none}',
    by: {
      '1.4': 'refused',
      '1.5': [`server one 10.0.0.11:443 ${checked} ssl verify none no-sslv3 no-tlsv10 no-tlsv11 weight 1`],
      '1.8': [`server one 10.0.0.11:443 ${checked} ssl verify none weight 1`],
      '3.3': [`server one 10.0.0.11:443 ${checked} no-check-sni-auto ssl verify none no-sni-auto weight 1`],
    },
  },
  {
    what: 'TLS with an authority and a certificate',
    tls: true,
    fields: files('port: 443, reencrypt: {ca: CA, certificate: client}'),
    by: {
      '1.4': 'refused',
      '1.5': ['server one 10.0.0.11:443 ssl verify required ca-file CA no-sslv3 no-tlsv10 no-tlsv11 crt PEM weight 1'],
      '1.8': ['server one 10.0.0.11:443 ssl verify required ca-file CA crt PEM weight 1'],
      '3.3': ['server one 10.0.0.11:443 ssl verify required ca-file CA no-sni-auto crt PEM weight 1'],
    },
  },
  {
    what: 'TLS with a name',
    tls: true,
    fields: files('port: 443, reencrypt: {ca: CA, sni: nodes.example}'),
    by: {
      '1.4': 'refused',
      '1.6': [
        'server one 10.0.0.11:443 ssl verify required ca-file CA no-sslv3 no-tlsv10 no-tlsv11 sni str(nodes.example) verifyhost nodes.example weight 1',
      ],
      '1.8': ['server one 10.0.0.11:443 ssl verify required ca-file CA sni str(nodes.example) verifyhost nodes.example weight 1'],
    },
  },
  {
    what: 'TLS and checks with a name',
    tls: true,
    fields: 'nodes: [one], port: 443, reencrypt: {verify: none, sni: nodes.example}',
    by: {
      '1.4': 'refused',
      '1.8': [`server one 10.0.0.11:443 ${checked} check-sni nodes.example ssl verify none sni str(nodes.example) weight 1`],
    },
  },
  {
    what: 'TLS and checks without',
    tls: true,
    fields: 'nodes: [one], port: 443, reencrypt: {verify: none}, check: {tls: false}',
    by: {
      '1.4': 'refused',
      '1.8': [`server one 10.0.0.11:443 ${checked} no-check-ssl ssl verify none weight 1`],
      '3.3': ['no-check-ssl ssl'],
    },
  },
  {
    what: 'TLS and plain checks of another port',
    tls: true,
    fields: 'nodes: [one], port: 443, reencrypt: {verify: none}, check: {port: 80}',
    by: {
      '1.4': 'refused',
      '1.5': ['check port 80 inter 2s rise 2 fall 3 ssl verify none no-sslv3 no-tlsv10 no-tlsv11 weight 1'],
      '1.8': ['check port 80 inter 2s rise 2 fall 3 ssl verify none'],
    },
  },
  {
    what: 'checks in TLS',
    tls: true,
    fields: 'nodes: [one], port: 80, check: {port: 443, tls: true}',
    by: {
      '1.4': 'refused',
      '1.5': ['check port 443 inter 2s rise 2 fall 3 check-ssl verify none weight 1'],
      '3.3': ['check-ssl no-check-sni-auto verify none weight 1'],
    },
  },
  {
    what: 'TLS with protocols',
    tls: true,
    fields: web('check: none, port: 443, reencrypt: {verify: none, alpn: [h2, http/1.1]}'),
    by: {'1.4': 'refused', '1.9': ['alpn h2,http/1.1 weight 1']},
  },
  {
    what: 'TLS with the machine’s authorities',
    tls: true,
    fields: files('port: 443, reencrypt: true'),
    by: {'1.4': 'refused', '2.6': ['server one 10.0.0.11:443 ssl verify required ca-file @system-ca']},
  },
]

const order = (release: string): number => releases.indexOf(release)

/** What a release makes of a row. */
const becomes = ({by}: Row, release: string): readonly string[] | 'refused' =>
  Object.entries(by).findLast(([first]) => order(first) <= order(release))?.[1] ?? 'refused'

const PORT = 18_100

interface Files {
  readonly authority: string
  readonly pem: string
}

/** The services of so many rows in one spec. */
const specOf = (version: string, wanted: readonly Row[], {authority, pem}: Files): string => `lbgen: 1
name: backends
loadBalancers: {lb1: 127.0.0.1}
certificates: {client: {file: ${pem}}}
nodes: {one: 10.0.0.11, two: 10.0.0.12, three: 10.0.0.13, six: "2001:db8::11", named: localhost}
services:
${wanted.map(({fields}, index) => `  s${index}: {listen: "127.0.0.1:${PORT + index}", ${fields.replaceAll('CA', () => authority)}}`).join('\n')}
haproxy: {version: "${version}", user: root, group: root, socket: /tmp/lbgen-backends.sock}
`

function rendered(version: string, wanted: readonly Row[], from: Files): {readonly text: string; readonly findings: readonly string[]} {
  const text = specOf(version, wanted, from)
  const {artifacts, findings} = compile([{file: 'cluster.yaml', text}], {targets, print, secrets: standInSecrets})
  return {
    text: artifacts[0]?.chunks.join('') ?? '',
    findings: findings.flatMap(({code, severity, hint, message}) => (severity === 'error' ? `${code} ${message} ${hint}` : [])),
  }
}

const nowhere: Files = {authority: '/etc/ca.pem', pem: '/etc/client.pem'}

describe.each(rows.map(row => [row.what, row] as const))('%s', (_, row) => {
  test.each(releases)('on %s', release => {
    const {text, findings} = rendered(release, [row], nowhere)
    const expected = becomes(row, release)
    if (expected === 'refused') {
      expect(findings.length).toBeGreaterThan(0)
      expect(findings.join('\n')).toMatch(
        new RegExp(`^(LB401 .* which HAProxy ${release.replace('.', '[.]')} cannot\\. .*use HAProxy [\\d.]+ or later\\.\\n?)+$`, 'i'),
      )
      return
    }
    expect(findings).toEqual([])
    const backend = text.slice(text.indexOf('\nbackend s0\n'))
    const files: readonly (readonly [string, string])[] = [
      ['LISTEN', String(PORT)],
      ['CA', nowhere.authority],
      ['PEM', nowhere.pem],
    ]
    for (const line of expected) {
      const meant = files.reduce((said, [name, value]) => said.replace(name, value), line)
      // A whole line, or the end of one.
      expect(backend).toContain(meant)
    }
  })
})

const hinted = (version: string, fields: string, node = '10.0.0.11'): readonly string[] => {
  const text = `lbgen: 1\nname: hints\nloadBalancers: {lb1: 127.0.0.1}\nnodes: {one: "${node}", two: 10.0.0.12}\nservices: {web: {mode: http, listen: 80, ${fields}}}\nhaproxy: {version: "${version}"}\n`
  const {findings} = compile([{file: 'cluster.yaml', text}], {targets, print, secrets: standInSecrets})
  return findings.map(({code, message, hint}) => `${code} ${message} ${hint ?? ''}`)
}

describe('what a release does less of without being asked', () => {
  test.each([
    ['1.4', 'persistence: cookie', ['LB407 HAProxy 1.4 cannot hide the cookie of service `web` from scripts. Use HAProxy 1.5 or later.']],
    ['1.4', 'persistence: {type: cookie, httpOnly: false}', []],
    ['1.5', 'persistence: cookie', []],
  ])('is said on %s of %s', (version, fields, said) => {
    expect(hinted(version, fields)).toEqual(said)
  })

  test('is said of nodes by name', () => {
    expect(hinted('1.6', 'stats: false', 'one.example.com')).toEqual([
      'LB407 HAProxy 1.6 looks the nodes of service `web` up when it starts, and does not start where it cannot. Write addresses in place of names, or use HAProxy 1.7 or later.',
    ])
    expect(hinted('1.7', 'stats: false', 'one.example.com')).toEqual([expect.stringMatching(/^LB414 /)])
  })
})

describe('a line of more bytes than 1.4 and 1.5 read', () => {
  // What `option httpchk GET ` and ` HTTP/1.0` leave of 2046 bytes.
  const fits = 2046 - '    option httpchk GET  HTTP/1.0'.length
  const check = (length: number): string => `check: {type: http, path: "/${'x'.repeat(length - 1)}"}`

  test.each(['1.4', '1.5'])('is refused on %s', version => {
    expect(hinted(version, check(fits))).toEqual([])
    expect(hinted(version, check(fits + 1))).toEqual([expect.stringMatching(/^LB408 .*`option httpchk` would have 2047 bytes/)])
  })

  test('is no matter from 1.6 on', () => {
    expect(hinted('1.6', check(10_000))).toEqual([])
  })

  test('is refused when it is raw, and counted in bytes', () => {
    expect(hinted('1.5', `raw: {backend: ["# ${'é'.repeat(1030)}"]}`)).toEqual([expect.stringMatching(/^LB408 .*`# é+` would have/)])
  })
})

/** Every row that the release has, in one file, without a word of it. */
function takesAll({release, program}: Engine): void {
  const folder = mkdtempSync(join(tmpdir(), 'lbgen-backends-'))
  afterAll(() => rmSync(folder, {recursive: true, force: true}))

  test('takes all of it without a word', () => {
    const hasTls = /OpenSSL library|SSL library/i.test(runEngine(program, ['-vv'], folder).stdout)
    const {authority, client: pem} = makeCertificates(folder)
    const wanted = rows.filter(row => becomes(row, release) !== 'refused' && (hasTls || row.tls !== true))
    const {text, findings} = rendered(release, wanted, {authority, pem})
    expect(findings).toEqual([])
    expect(text.split('\nbackend ')).toHaveLength(wanted.length + 1)
    writeFileSync(join(folder, 'haproxy.cfg'), text)
    const {exitCode, stderr} = runEngine(program, ['-c', '-f', join(folder, 'haproxy.cfg')], folder)
    expect({exitCode, alerts: stderr.match(/\[(ALERT|WARNING)\].*/g)}).toEqual({exitCode: 0, alerts: null})
  })
}

describeHaproxies(['2.2', '2.6', '3.0', '3.2', '3.4'], takesAll)
describeNamedHaproxies(bygone, takesAll)

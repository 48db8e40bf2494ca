import {describe, expect, test} from '@jest/globals'
import {type Feature, availability, supports} from '../../../src/targets/haproxy/since.ts'
import {releases, verdictsOn} from '../../support/haproxy-oracle.ts'

/** What no check of a configuration shows; the engines' tests do. */
type InTraffic = 'nodesByName' | 'doubleCount' | 'addressAtRuntime' | 'heavierOnRing'

/** The directives by which each row was measured: a release has the feature when it takes all of them without a word. */
const measured: Readonly<Record<Exclude<Feature, InTraffic>, readonly string[]>> = {
  nbproc: ['global.nbproc.2'],
  threads: ['global.nbthread.1', 'global.nbthread.2'],
  socketOfProcess: ['global.stats-socket.process'],
  exposeListeners: ['global.stats-socket.expose-fd'],
  logToOutput: ['global.log.stdout', 'global.log.stderr'],
  logToIpv6: ['global.log.ipv6'],
  logToDescriptor: ['global.log.fd'],
  logByProtocol: ['global.log.udp4'],
  logOverTcp: ['global.log.tcp'],
  acceptProxy: ['bind.p.accept-proxy', 'bind.ssl.accept-proxy'],
  toldSource: ['fe.http-request.set-src'],
  listenerTls: ['bind.ssl.crt', 'bind.ssl.two-crt', 'bind.ssl.ciphers', 'bind.ssl.no-tls-tickets', 'global.tune.ssl.default-dh-param.2048'],
  pageTls: ['bind.ssl.crt'],
  oldestTls: [
    'bind.ssl.ssl-min-ver',
    'global.ssl-default-bind-options.ssl-min-ver',
    'global.ssl-default-bind-options.prefer-client-ciphers',
  ],
  newestTls: ['bind.ssl.ssl-min-ver.13', 'global.ssl-default-bind-options.ssl-min-ver13'],
  cipherSuites: ['bind.ssl.ciphersuites', 'global.ssl-default-bind-ciphersuites'],
  // `alpn h2` is taken long before there is an HTTP/2 to speak: its settings came with it.
  http2: ['bind.ssl.alpn.h2', 'global.tune.h2.max-concurrent-streams'],
  // Connections that live on with every request looked at have an option of their own.
  everyRequest: ['fe.option.http-keep-alive'],
  // Came in one piece with the fetch.
  pathWithQuery: ['fe.http-request.replace-pathq'],
  redirectKeepingMethod: ['fe.redirect.code.307', 'fe.redirect.code.308'],
  frontendStats: ['fe.stats.enable', 'fe.stats.uri'],
  statsAdmin: ['be.stats.admin'],
  prometheus: ['fe.http-request.use-service.promex'],
  systemAuthorities: ['srv.p.ssl.ca-file.system'],
  peers: ['use.peers.two'],
  localPeer: ['global.localpeer'],
  sharedSessions: ['be.stick-table.string', 'be.stick.store-response', 'be.stick.on.req.cook', 'be.stick.on.src.table'],
  sessionTables: ['be.stick-table.string', 'be.stick.store-response', 'be.stick.on.req.cook'],
  headerKeys: ['be.stick-table.ipv6', 'be.stick-table.string', 'be.stick.on.req.hdr'],
  userKeys: ['be.stick-table.string', 'be.stick.on.rdp.req', 'be-tcp.rdp-full'],
  binaryTables: ['be.stick-table.binary', 'fe-tcp.req.ssl_hello_type'],
  ipv6Tables: ['be.stick-table.ipv6'],
  maskedKeys: ['be.stick.on.src.ipmask'],
  // 1.4 reads no further than the fetch, so that it takes whatever follows.
  fieldOfKey: ['fe.acl.hdr-field', 'be.stick.on.req.cook'],
  headerRules: ['set', 'add', 'del'].flatMap(change => [`fe.http-request.${change}-header`, `fe.http-response.${change}-header`]),
  headerLines: ['fe.reqadd', 'fe.reqidel', 'fe.rspadd', 'fe.rspidel'],
  afterResponse: ['set-header', 'del-header', 'be_name'].map(rule => `fe.http-after-response.${rule}`),
  compression: ['fe.compression.algo', 'fe.compression.type', 'fe.compression.offload'],
  rates: ['be.stick-table.store.multi', 'fe.tcp-request.connection.sc0_conn_rate'],
  requestRates: ['fe.http-request.deny.rate', 'fe.http-request.deny_status.429'],
  frontNames: ['be.http-request.fe_name'],
  keptRights: ['global.setcap'],
  syslog5424: ['global.log.format.rfc5424'],
  plainLogs: ['global.log.format.raw', 'global.log.format.short'],
  timedLogs: ['global.log.format.timed', 'global.log.format.iso'],
  hsts: ['fe.http-response.hsts.esc', 'fe.acl.ssl_fc'],
  quotes: ['srv.env'],
  brackets: ['srv.ipv6.bracket', 'srv.ipv6.bracket.noport'],
  lookUps: ['srv.p.init-addr.last-libc-none'],
  nodeIpv6: ['srv.2-ipv6-dual.check'],
  sourceIpv6: ['be.source.v6.port'],
  firstNode: ['be.balance.first', 'be-tcp.balance.first'],
  randomNode: ['be.balance.random', 'be-tcp.balance.random'],
  balanceFactor: ['be.hash-balance-factor'],
  cookieFlags: ['be.cookie.insert.httponly-secure', 'be.cookie.maxidle', 'be.cookie.maxlife'],
  laterTimeouts: ['defaults.timeout.tunnel', 'defaults.timeout.client-fin', 'defaults.timeout.server-fin', 'be.timeout.tunnel'],
  proxyToNodes: ['srv.p.send-proxy', 'srv.p.send-proxy-v2', 'srv.p.check-send-proxy', 'srv-tcp.send-proxy'],
  nodeTls: [
    'srv.p.ssl.verify-none',
    'srv.p.ssl.verify-required.ca-file',
    'srv.p.ssl.verifyhost',
    'srv.p.ssl.crt',
    'srv.p.ssl.no-sslv3',
    'srv.p.check-ssl',
  ],
  nodeNames: ['srv.p.ssl.sni.str', 'srv-tcp.ssl.sni'],
  checkNames: ['srv.p.check-sni'],
  plainChecks: ['srv.p.no-check-ssl'],
  oldestNodeTls: ['global.ssl-default-server-options.ssl-min-ver'],
  nodeAlpn: ['srv.p.ssl.alpn', 'srv-tcp.alpn'],
  tcpTalk: ['chk.tcp-check.send-expect', 'chk.tcp-check.send.esc-space'],
  checkExpect: ['chk.expect.rstatus', 'chk.expect.string', 'chk.expect.string.esc'],
  checkRules: ['chk.send.hdr', 'chk.send.hdr-two', 'chk.tcp-check.connect.default'],
  connectionRules: ['fe.tcp-request.connection.reject', 'fe.tcp-request.connection.reject.acl'],
  sessionRules: ['fe.tcp-request.session'],
  ipv6Sources: ['fe.acl.src.v6'],
  sni: ['fe.acl.ssl_fc_sni-i', 'fe-tcp.sni.req.ssl_sni', 'fe-tcp.req.ssl_hello_type'],
  repeatableRedirects: ['fe.redirect.code.307', 'fe.redirect.code.308'],
  denyStatus: [200, 400, 405, 429, 500, 502, 503, 504].map(status => `fe.http-request.deny_status.${status}`),
  denyStatusGone: ['fe.http-request.deny_status.404', 'fe.http-request.deny_status.410'],
  pageOfDenial: ['be.http-request.deny.errorfile'],
  nonStick: ['srv.p.non-stick'],
  ownSni: ['srv.p.ssl.no-sni-auto', 'srv.p.no-check-sni-auto'],
  checkInTls: ['srv.p.check-ssl'],
  ldapCheck: ['chk.ldap'],
  mysqlUser: ['chk.mysql.user.post41'],
  postgresqlCheck: ['chk.pgsql.user'],
  redisCheck: ['chk.redis'],
  externalCheck: ['global.external-check'],
  externalAfterTcpCheck: ['chk.external-check.after-tcp-check'],
  environmentForChecks: ['global.external-check.preserve-env'],
  forkForChecks: ['global.insecure-fork-wanted'],
  agentCheck: ['srv.p.agent-check'],
  agentSend: ['srv.p.agent-check.send'],
  resolvers: ['use.resolvers.check.init-addr', 'resolvers.full', 'resolvers.hold.other'],
  resolveTimeout: ['resolvers.timeout.resolve', 'resolvers.accepted_payload_size'],
  payloadSize: ['resolvers.accepted_payload_size'],
  holdObsolete: ['resolvers.hold.obsolete'],
  serverTemplates: ['use.resolvers.template', 'use.resolvers.template.srv'],
  quietLookup: ['srv.hostname.unresolvable.init-addr-last-libc-none'],
}

/** Features that lbgen gives up before HAProxy does. */
const leftEarly: readonly Feature[] = ['nbproc', 'headerLines', 'environmentForChecks']

/** Releases whose first version alone stumbles over what the row is measured by, and gets it otherwise. */
const gotRound: Readonly<Partial<Record<Feature, readonly string[]>>> = {externalCheck: ['2.9']}

/** Releases that take the words of a row without reading them. */
const ignored: Readonly<Partial<Record<Feature, readonly string[]>>> = {mysqlUser: ['1.4']}

// The cast: Object.keys forgets what it lists.
describe.each(Object.keys(measured) as (keyof typeof measured)[])('%s', name => {
  /** Undefined where nobody asked. */
  const accepted = releases.map((release, index) => {
    if (gotRound[name]?.includes(release) === true) return true
    if (ignored[name]?.includes(release) === true) return false
    const verdicts = measured[name].map(directive => verdictsOn(directive)[index])
    if (verdicts.some(verdict => verdict !== 'o' && verdict !== '-')) return false
    return verdicts.includes('-') ? undefined : true
  })

  test('is used only where HAProxy takes it without a word', () => {
    expect(releases.filter((release, index) => supports(release, name) && accepted[index] === false)).toEqual([])
  })

  test('is used from the first release that takes it', () => {
    expect(availability(name).since).toBe(releases[accepted.indexOf(true)])
  })

  test('is used to the last release that takes it', () => {
    const first = accepted.indexOf(true)
    const end = accepted.findIndex((isAccepted, index) => index > first && isAccepted === false)
    if (!leftEarly.includes(name)) expect(availability(name).until).toBe(end === -1 ? undefined : releases[end])
  })
})

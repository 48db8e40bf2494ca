/**
 * What depends on HAProxy's release: the first that has it, and the first that has it no longer or complains of it. Every
 * row was measured with `haproxy -c` of each release, 1.4 to 3.4, and its test holds it to what they said; what no check
 * shows was seen in traffic. No other place compares releases.
 */
const rows = {
  /**
   * Several processes. From 1.8 on there are threads, which share tables and statistics as processes do not: with `nbproc`
   * 2.2 warns of both, 2.3 of the keyword itself, and 2.5 no longer knows it.
   * https://docs.haproxy.org/2.4/configuration.html#3.1-nbproc
   */
  nbproc: {since: '1.4', until: '1.8', instead: 'threads'},
  /**
   * Quotes round words. With the reader that knows them came lines of any length: before, one may have 2046 bytes.
   * https://docs.haproxy.org/1.6/configuration.html#2.2
   */
  quotes: {since: '1.6', until: undefined, instead: undefined},
  /**
   * Brackets round IPv6 addresses. Before, what follows the last colon is the port, even if nothing does.
   * https://docs.haproxy.org/1.7/configuration.html#4-bind
   */
  brackets: {since: '1.7', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.7/configuration.html#5.2-init-addr */
  lookUps: {since: '1.7', until: undefined, instead: 'Write addresses in place of names'},
  /**
   * 1.4 looks IPv6 addresses up as names, and takes the first four bytes of what it finds for an IPv4 address.
   * https://docs.haproxy.org/1.5/configuration.html#4-server
   */
  nodeIpv6: {since: '1.5', until: undefined, instead: 'Write the IPv4 address of the node'},
  /** https://docs.haproxy.org/1.5/configuration.html#4-source */
  sourceIpv6: {since: '1.5', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.5/configuration.html#balance */
  firstNode: {since: '1.5', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.9/configuration.html#4-balance */
  randomNode: {since: '1.9', until: undefined, instead: 'Write `roundrobin` or `leastconn`'},
  /** https://docs.haproxy.org/1.7/configuration.html#4-hash-balance-factor */
  balanceFactor: {since: '1.7', until: undefined, instead: 'Leave `factor` out'},
  /** https://docs.haproxy.org/1.5/configuration.html#4-cookie */
  cookieFlags: {since: '1.5', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.5/configuration.html#4-timeout%20tunnel */
  laterTimeouts: {since: '1.5', until: undefined, instead: 'Leave it to `client` and `server`'},
  /** https://docs.haproxy.org/1.5/configuration.html#5.2-send-proxy */
  proxyToNodes: {since: '1.5', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.5/configuration.html#5.2-ssl */
  nodeTls: {since: '1.5', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.6/configuration.html#5.2-sni */
  nodeNames: {since: '1.6', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.8/configuration.html#5.2-check-sni */
  checkNames: {since: '1.8', until: undefined, instead: 'Check without TLS (`check.tls: false`)', by: 'plainChecks'},
  /** https://docs.haproxy.org/1.8/configuration.html#5.2-no-check-ssl */
  plainChecks: {since: '1.8', until: undefined, instead: 'Write `check.port`: checks of a port of their own are plain'},
  /** The oldest version of TLS to nodes, said once. https://docs.haproxy.org/1.8/configuration.html#3.1-ssl-default-server-options */
  oldestNodeTls: {since: '1.8', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.9/configuration.html#5.2-alpn */
  nodeAlpn: {since: '1.9', until: undefined, instead: 'Leave `alpn` out'},
  /** https://docs.haproxy.org/1.5/configuration.html#4-option%20tcp-check */
  tcpTalk: {since: '1.5', until: undefined, instead: 'Leave `send` and `expect` out'},
  /** https://docs.haproxy.org/1.5/configuration.html#4-http-check%20expect */
  checkExpect: {since: '1.5', until: undefined, instead: 'Leave `expect` out, which takes any status from 200 to 399 for good'},
  /**
   * Checks as rules one after the other: requests with headers, lists of statuses, several expectations. Before, headers
   * hang on the version of `option httpchk`, from which 2.2 warns.
   * https://docs.haproxy.org/2.2/configuration.html#4-http-check%20send
   */
  checkRules: {since: '2.2', until: undefined, instead: undefined},
  /**
   * Threads, in the place of processes. https://docs.haproxy.org/1.8/configuration.html#3.1-nbthread
   */
  threads: {since: '1.8', until: undefined, instead: 'Write `processes`'},
  /** A socket of which one process alone answers. https://docs.haproxy.org/1.7/configuration.html#5.1-process */
  socketOfProcess: {since: '1.5', until: '2.5', instead: undefined},
  /** Listening sockets handed to the next process at a reload. https://docs.haproxy.org/1.8/configuration.html#5.1-expose-fd */
  exposeListeners: {since: '1.8', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.9/configuration.html#3.1-log */
  logToOutput: {since: '1.9', until: undefined, instead: 'Log to `127.0.0.1` or `/dev/log`'},
  /** https://docs.haproxy.org/1.7/configuration.html#3.1-log */
  logToIpv6: {since: '1.7', until: undefined, instead: 'Log to an IPv4 address or a socket'},
  /** https://docs.haproxy.org/1.9/configuration.html#3.1-log */
  logToDescriptor: {since: '1.9', until: undefined, instead: 'Log to `127.0.0.1` or `/dev/log`'},
  /** https://docs.haproxy.org/2.3/configuration.html#4.2-log */
  logByProtocol: {since: '2.3', until: undefined, instead: 'Write the address without `udp@`'},
  /** https://docs.haproxy.org/2.4/configuration.html#4.2-log */
  logOverTcp: {since: '2.4', until: undefined, instead: 'Log to an address over UDP, without `tcp@`'},
  /** https://docs.haproxy.org/1.5/configuration.html#5.1-accept-proxy */
  acceptProxy: {since: '1.5', until: undefined, instead: undefined},
  /**
   * The client's address taken from a header, for all that follows. 1.5 and older learn nobody's by any header.
   * https://docs.haproxy.org/1.6/configuration.html#4.2-http-request
   */
  toldSource: {since: '1.6', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.5/configuration.html#5.1-ssl */
  listenerTls: {
    since: '1.5',
    until: undefined,
    instead: 'Write `tls: {terminator: stunnel}`, or `pound` for http services, which ends it in front of HAProxy',
  },
  /** https://docs.haproxy.org/1.5/configuration.html#5.1-ssl */
  pageTls: {since: '1.5', until: undefined, instead: 'Leave `tls` out there'},
  /**
   * TLS versions by the oldest, and said once for all listeners. Before, each version is switched off by itself, and where
   * `global` has switched one off no listener gets it back. The OpenSSL of those days has no security levels either.
   * https://docs.haproxy.org/1.8/configuration.html#5.1-ssl-min-ver
   */
  oldestTls: {since: '1.8', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.8/configuration.html#5.1-ssl-min-ver */
  newestTls: {since: '1.8', until: undefined, instead: 'Use the profile `intermediate` or an older `minVersion`'},
  /** The ciphers of TLS 1.3. https://docs.haproxy.org/1.9/configuration.html#5.1-ciphersuites */
  cipherSuites: {since: '1.9', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.8/configuration.html#5.1-alpn */
  http2: {since: '1.8', until: undefined, instead: 'Leave `h2` out'},
  /**
   * Whether every request of a connection is looked at. 1.4 does that with the first alone, unless it ends the connection
   * to the node after each. https://docs.haproxy.org/1.5/configuration.html#4-option%20http-keep-alive
   */
  everyRequest: {since: '1.5', until: undefined, instead: undefined},
  /** Path and query in one, whatever form the request has. https://docs.haproxy.org/2.3/configuration.html#7.3.6-pathq */
  pathWithQuery: {since: '2.3', until: undefined, instead: undefined},
  /** The statuses 307 and 308. https://docs.haproxy.org/1.5/configuration.html#4-redirect */
  redirectKeepingMethod: {since: '1.5', until: undefined, instead: 'Write 301, 302 or 303'},
  /** Statistics in a front end. https://docs.haproxy.org/1.5/configuration.html#4-stats%20enable */
  frontendStats: {since: '1.5', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.5/configuration.html#4-stats%20admin */
  statsAdmin: {since: '1.5', until: undefined, instead: 'Use the socket for administration'},
  /** https://docs.haproxy.org/2.0/configuration.html#4.2-http-request%20use-service */
  prometheus: {since: '2.0', until: undefined, instead: 'Let an exporter read the statistics page'},
  /** https://docs.haproxy.org/2.6/configuration.html#5.1-ca-file */
  systemAuthorities: {since: '2.6', until: undefined, instead: 'Name a file under `reencrypt.ca`'},
  /** https://docs.haproxy.org/1.5/configuration.html#4-http-request */
  headerRules: {since: '1.5', until: undefined, instead: undefined},
  /**
   * Changes to the lines of a header, as 1.4 makes them. Where there are rules, those are used: 2.0 warns of these keywords,
   * and 2.1 knows them no longer.
   * https://docs.haproxy.org/1.4/configuration.html#4.2-reqadd
   */
  headerLines: {since: '1.4', until: '1.5', instead: undefined},
  /**
   * Rules that see every response, also those that HAProxy makes itself.
   * https://docs.haproxy.org/2.2/configuration.html#4.2-http-after-response
   */
  afterResponse: {since: '2.2', until: undefined, instead: undefined},
  /** A TLS listener of its own, and what a response may depend on of it. */
  hsts: {since: '1.5', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.5/configuration.html#4-compression%20algo */
  compression: {since: '1.5', until: undefined, instead: undefined},
  /** What a table counts of clients. https://docs.haproxy.org/1.5/configuration.html#4-stick-table */
  rates: {since: '1.5', until: undefined, instead: undefined},
  /** Counting in rules of requests, and the status that says too many. https://docs.haproxy.org/1.6/configuration.html#4.2-http-request */
  requestRates: {since: '1.6', until: undefined, instead: undefined},
  /** By which front end a client came, asked in a backend. https://docs.haproxy.org/1.8/configuration.html#7.3.3-fe_name */
  frontNames: {since: '1.8', until: undefined, instead: undefined},
  /**
   * Who speaks from other machines' addresses has to keep that right when it becomes another user; without this, HAProxy
   * does not start with a user other than root.
   * https://docs.haproxy.org/2.9/configuration.html#3.1-setcap
   */
  keptRights: {since: '2.9', until: undefined, instead: 'Write `user: root` under `haproxy`'},
  /** https://docs.haproxy.org/1.6/configuration.html#3.1-log */
  syslog5424: {since: '1.6', until: undefined, instead: 'Write `rfc3164`'},
  /** https://docs.haproxy.org/1.9/configuration.html#3.1-log */
  plainLogs: {since: '1.9', until: undefined, instead: 'Log to an address in `rfc3164`'},
  /** https://docs.haproxy.org/2.3/configuration.html#3.1-log */
  timedLogs: {since: '2.3', until: undefined, instead: 'Write `short`', by: 'plainLogs'},
  /**
   * Nodes are asked for the name in the client's Host header unless told otherwise, and their certificate must hold it.
   * https://docs.haproxy.org/3.3/configuration.html#5.2-no-sni-auto
   */
  ownSni: {since: '3.3', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/2.0/configuration.html#5.2-check-ssl */
  checkInTls: {since: '1.5', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/2.0/configuration.html#option%20ldap-check */
  ldapCheck: {since: '1.5', until: undefined, instead: 'Use `check: tcp`'},
  /**
   * 1.4.6 takes `user`, as any word, and does not read it.
   * https://docs.haproxy.org/2.0/configuration.html#option%20mysql-check
   */
  mysqlUser: {since: '1.5', until: undefined, instead: 'Use `check: tcp`'},
  /**
   * A good answer to an LDAP or MySQL check counts for two towards `rise`: its own step says that it was good, and so does the
   * end of all steps.
   * https://github.com/haproxy/haproxy/blob/v3.4.0/src/tcpcheck.c
   */
  doubleCount: {since: '2.2', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/2.0/configuration.html#option%20pgsql-check */
  postgresqlCheck: {since: '1.5', until: undefined, instead: 'Use `check: tcp`'},
  /** https://docs.haproxy.org/2.0/configuration.html#option%20redis-check */
  redisCheck: {since: '1.5', until: undefined, instead: 'Use `check: tcp`'},
  /** https://docs.haproxy.org/2.0/configuration.html#option%20external-check */
  externalCheck: {since: '1.6', until: undefined, instead: 'Use `check: tcp`'},
  /**
   * 3.4.0 crashes on an external check unless a tcp check stands before it, which the external one takes the place of.
   * https://github.com/haproxy/haproxy/issues/3407
   */
  externalAfterTcpCheck: {since: '3.4', until: undefined, instead: undefined},
  /**
   * Programs get HAProxy's environment. 2.9.0 refuses `external-check` without it, so that 2.9 gets it.
   * https://docs.haproxy.org/2.9/configuration.html#3.1-external-check
   */
  environmentForChecks: {since: '2.9', until: '3.0', instead: undefined},
  /** https://docs.haproxy.org/2.2/configuration.html#3.1-insecure-fork-wanted */
  forkForChecks: {since: '2.2', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/2.0/configuration.html#5.2-agent-check */
  agentCheck: {since: '1.5', until: undefined, instead: 'Use `check: tcp`'},
  /** https://docs.haproxy.org/2.0/configuration.html#5.2-agent-send */
  agentSend: {since: '1.7', until: undefined, instead: 'Leave `send` out'},
  /**
   * Tables of what nodes answer, and of cookies. Before them HAProxy kept sessions in a list of its own (`appsession`),
   * which 1.6 no longer has.
   * https://docs.haproxy.org/1.5/configuration.html#4.2-stick%20store-response
   */
  sessionTables: {since: '1.5', until: undefined, instead: 'Leave `size` out'},
  /** The list has no other service's sessions. */
  sharedSessions: {since: '1.5', until: undefined, instead: 'Leave `with` out'},
  /** https://docs.haproxy.org/1.5/configuration.html#7.3.6-req.hdr */
  headerKeys: {since: '1.5', until: undefined, instead: 'Use `persistence: cookie`'},
  /** https://docs.haproxy.org/1.5/configuration.html#7.3.5-req.rdp_cookie */
  userKeys: {since: '1.5', until: undefined, instead: 'Use `persistence: source`'},
  /** https://docs.haproxy.org/1.5/configuration.html#4.2-stick-table */
  binaryTables: {since: '1.5', until: undefined, instead: 'Use `persistence: source`'},
  /** https://docs.haproxy.org/1.5/configuration.html#4.2-stick-table */
  ipv6Tables: {since: '1.5', until: undefined, instead: 'Use `balance: source`'},
  /** https://docs.haproxy.org/1.5/configuration.html#7.3.1-ipmask */
  maskedKeys: {since: '1.5', until: undefined, instead: 'Leave `mask` out'},
  /** https://docs.haproxy.org/1.5/configuration.html#3.5 */
  peers: {since: '1.5', until: undefined, instead: undefined},
  /**
   * Before it HAProxy finds itself among its peers by the name of its host, or the one that it is started with (`-L`).
   * https://docs.haproxy.org/2.2/configuration.html#3.1-localpeer
   */
  localPeer: {since: '2.2', until: undefined, instead: undefined},
  /**
   * A table says a client's node by its name; before, by the number of the server in its backend, which changes with the
   * nodes before it. Seen in traffic.
   */
  nodesByName: {since: '2.0', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.6/configuration.html#7.3.1-field */
  fieldOfKey: {since: '1.6', until: undefined, instead: undefined},
  /** Turning clients away before anything is read of them; 1.4 does it when it would read. https://docs.haproxy.org/1.5/configuration.html#4-tcp-request%20connection */
  connectionRules: {since: '1.5', until: undefined, instead: undefined},
  /** The same once the PROXY protocol has told the client's address. https://docs.haproxy.org/1.7/configuration.html#4-tcp-request%20session */
  sessionRules: {since: '1.7', until: undefined, instead: undefined},
  ipv6Sources: {since: '1.5', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.5/configuration.html#7.3.5-req.ssl_sni */
  sni: {since: '1.5', until: undefined, instead: undefined},
  /** Codes with which a client repeats the request as it was. https://docs.haproxy.org/1.5/configuration.html#4-redirect */
  repeatableRedirects: {since: '1.5', until: undefined, instead: 'Write 301, 302 or 303'},
  denyStatus: {since: '1.6', until: undefined, instead: 'Write 403'},
  /** Up to 2.1 it warns of a status that it has no answer for. https://docs.haproxy.org/2.2/configuration.html#4.2-http-request%20deny */
  denyStatusGone: {since: '2.2', until: undefined, instead: 'Write 403'},
  /** A page of its own for one denial, in place of one for each status. https://docs.haproxy.org/2.2/configuration.html#4.2-http-request%20deny */
  pageOfDenial: {since: '2.2', until: undefined, instead: undefined},
  /** https://docs.haproxy.org/1.5/configuration.html#5.2-non-stick */
  nonStick: {since: '1.5', until: undefined, instead: 'Use a backup node'},
  /**
   * Names looked up while HAProxy runs, and a start without them: 1.6 has resolvers, and does not start without an answer.
   * https://docs.haproxy.org/1.7/configuration.html#5.3.2
   */
  resolvers: {since: '1.7', until: undefined, instead: 'Leave `resolvers` out'},
  /** 1.6 reads it and does nothing. https://docs.haproxy.org/1.8/configuration.html#5.3.2-timeout%20resolve */
  resolveTimeout: {since: '1.8', until: undefined, instead: 'Leave it out'},
  /** https://docs.haproxy.org/1.8/configuration.html#5.3.2-accepted_payload_size */
  payloadSize: {since: '1.8', until: undefined, instead: 'Leave it out'},
  /** https://docs.haproxy.org/1.8/configuration.html#5.3.2-hold */
  holdObsolete: {since: '1.8', until: undefined, instead: 'Leave it out'},
  /** https://docs.haproxy.org/1.8/configuration.html#4-server-template */
  serverTemplates: {since: '1.8', until: undefined, instead: 'List the nodes by name'},
  /** `set server … addr` on the socket. https://docs.haproxy.org/1.6/management.html#9.2-set%20server */
  addressAtRuntime: {since: '1.6', until: undefined, instead: undefined},
  /**
   * A weight above the first one, where weights are places on a ring. Before 1.8 it stays without effect there, and up to
   * 2.0 the ring outgrows its memory (`chash_queue_dequeue_srv` in lb_chash.c): HAProxy dies of it. Seen on 1.8 to 2.0.
   */
  heavierOnRing: {since: '2.1', until: undefined, instead: undefined},
  /** A name without an address at the start is no more than a notice. https://docs.haproxy.org/2.9/configuration.html#5.2-init-addr */
  quietLookup: {since: '2.9', until: undefined, instead: undefined},
} as const satisfies Record<string, Row>

interface Row {
  readonly since: string
  readonly until: string | undefined
  /** The nearest thing that other releases can do, as a hint begins; undefined where there is none. */
  readonly instead: string | undefined
  /** What a release must have for that thing; absent: all can do it. */
  readonly by?: string
}

export type Feature = keyof typeof rows

/** Those that a hint names something else for. */
export type Replaceable = {[Name in Feature]: (typeof rows)[Name]['instead'] extends string ? Name : never}[Feature]

/** Whether a release has a feature, and has it without complaint. */
export function supports(release: string, feature: Feature): boolean {
  const known = features.get(release) ?? featuresOf(release)
  features.set(release, known)
  return known.has(feature)
}

/** By release, what it has: asked for once for each server and more. */
const features = new Map<string, ReadonlySet<string>>()

function featuresOf(release: string): ReadonlySet<string> {
  const now = order(release)
  const has = ({since, until}: Row): boolean => now >= order(since) && (until === undefined || now < order(until))
  return new Set(Object.entries(rows).flatMap(([feature, row]) => (has(row) ? [feature] : [])))
}

/** The releases that have a feature, and what does the same in others. */
export const availability = (name: Feature): Row => rows[name]

/** The nearest thing to a feature that a release can do, as a hint begins; undefined where there is none. */
export function insteadOf(name: Feature, release: string): string | undefined {
  const row = rows[name]
  return 'by' in row && !supports(release, row.by) ? insteadOf(row.by, release) : row.instead
}

function order(release: string): number {
  const [major = 0, minor = 0] = release.split('.').map(Number)
  return major * 100 + minor
}

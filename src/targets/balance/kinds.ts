import {type FindingKind, kind} from '../../findings/finding.ts'

/** Everything that this target has to say: what Balance cannot do is refused, what may surprise is said. */
export const kinds = {
  /** Balance forwards streams, and a service asks for HTTP. */
  httpMode: kind('LB501', 'balance-http-mode'),
  /** Balance cannot end TLS. */
  tls: kind('LB502', 'balance-tls'),
  /** Balance cannot redirect. */
  redirect: kind('LB503', 'balance-redirect'),
  /** A service has several listeners, and a process of Balance has one. */
  listeners: kind('LB504', 'balance-listeners'),
  /** A listener has several ports, and a process of Balance listens on one. */
  ports: kind('LB505', 'balance-ports'),
  /** Balance cannot listen on an interface. */
  interface: kind('LB506', 'balance-interface'),
  /** Balance does not read the PROXY protocol. */
  acceptProxy: kind('LB507', 'balance-accept-proxy'),
  /** Balance has no health checks. */
  check: kind('LB508', 'balance-health-check'),
  /** Balance knows persistence by the client's address alone, and not all of that. */
  persistence: kind('LB509', 'balance-persistence'),
  /** Balance has round robin alone. */
  algorithm: kind('LB510', 'balance-algorithm'),
  /** Balance cannot tell the nodes who the client is. */
  clientAddress: kind('LB511', 'balance-client-address'),
  /** Balance does not speak TLS to the nodes. */
  reencrypt: kind('LB512', 'balance-reencrypt'),
  /** Balance has no statistics page. */
  stats: kind('LB513', 'balance-stats'),
  /** Balance has no such limit. */
  limits: kind('LB514', 'balance-limits'),
  /** Lines that are given raw are for HAProxy. */
  raw: kind('LB515', 'balance-raw'),
  /** An option is a switch of HAProxy. */
  options: kind('LB516', 'balance-options'),
  /** Balance has no such time-out. */
  timeout: kind('LB517', 'balance-timeout'),
  /** Balance has one time-out for the silence of both sides, and two are given. */
  idleTimeout: kind('LB518', 'balance-idle-timeout'),
  /** Balance counts whole seconds. */
  seconds: kind('LB519', 'balance-seconds'),
  /** Balance cannot connect from that address. */
  sourceAddress: kind('LB520', 'balance-source-address'),
  /** Balance reaches nodes by IPv4 alone. */
  ipv6Node: kind('LB521', 'balance-ipv6-node'),
  /** The address of a node cannot be written for Balance. */
  nodeAddress: kind('LB522', 'balance-node-address'),
  /** The weights need more arguments than Balance takes. */
  channels: kind('LB523', 'balance-channels'),
  /** The limit of a node's connections cannot be kept by Balance. */
  nodeLimit: kind('LB524', 'balance-node-limit'),
  /** No node of a service serves, and Balance needs one. */
  noNodes: kind('LB525', 'balance-no-nodes'),
  /** A service sends to a node that is its own listener. */
  loop: kind('LB526', 'balance-loop'),
  /** Two listeners cannot stand beside each other where one of them is Balance's. */
  clash: kind('LB527', 'balance-listener-clash'),
  /** The release of Balance lacks what is asked for. */
  release: kind('LB528', 'balance-release'),
  /** The path of Balance is none from which systemd can start a program. */
  path: kind('LB529', 'balance-path'),
  /** Balance cannot listen on that address. */
  listenAddress: kind('LB530', 'balance-listen-address'),
  /** Balance does not speak HTTP, and cannot change what is said in it. */
  http: kind('LB531', 'balance-http-field'),
  /** Balance has no routes. */
  routes: kind('LB532', 'balance-routes'),
  /** Balance lets every client in. */
  access: kind('LB533', 'balance-access'),
  /** Balance has no fallback but nodes that are backups. */
  fallback: kind('LB534', 'balance-fallback'),
  /** Balance does not count what clients ask for. */
  rateLimit: kind('LB535', 'balance-rate-limit'),
  /** Balance has a fixed list of nodes, and cannot ask the DNS for them. */
  discovery: kind('LB538', 'balance-discovery'),

  /** What stands under `defaults` is not applied to a service of Balance. */
  defaultNotApplied: kind('LB540', 'balance-default-not-applied', 'hint'),
  /** Clients stick by their address to the one node that there is to choose from. */
  oneNodeHash: kind('LB541', 'balance-one-node-hash', 'warning'),
  /** The limit of a backup node does not hold when a connection to the first nodes fails. */
  standbyLimit: kind('LB542', 'balance-standby-limit', 'warning'),
  /** A node takes no clients now, and Balance is started without it. */
  leftOut: kind('LB543', 'balance-node-left-out', 'hint'),
  /** Balance looks the name of a node up once, when it starts. */
  nameLookup: kind('LB544', 'balance-name-lookup', 'hint'),
  /** Balance closes a connection for which no node has room: it has no queue. */
  noQueue: kind('LB545', 'balance-no-queue', 'hint'),
} as const satisfies Record<string, FindingKind>

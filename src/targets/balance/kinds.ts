import type {FindingKind, Severity} from '../../findings/finding.ts'

const kind = (code: FindingKind['code'], rule: string, severity: Severity = 'error'): FindingKind => ({code, rule, severity})

/** Everything that this target has to say: what Balance cannot do is refused, what may surprise is said. */
export const kinds = {
  httpMode: kind('LB501', 'balance-http-mode'),
  tls: kind('LB502', 'balance-tls'),
  redirect: kind('LB503', 'balance-redirect'),
  listeners: kind('LB504', 'balance-listeners'),
  ports: kind('LB505', 'balance-ports'),
  interface: kind('LB506', 'balance-interface'),
  acceptProxy: kind('LB507', 'balance-accept-proxy'),
  check: kind('LB508', 'balance-health-check'),
  persistence: kind('LB509', 'balance-persistence'),
  algorithm: kind('LB510', 'balance-algorithm'),
  clientAddress: kind('LB511', 'balance-client-address'),
  reencrypt: kind('LB512', 'balance-reencrypt'),
  stats: kind('LB513', 'balance-stats'),
  limits: kind('LB514', 'balance-limits'),
  raw: kind('LB515', 'balance-raw'),
  options: kind('LB516', 'balance-options'),
  timeout: kind('LB517', 'balance-timeout'),
  idleTimeout: kind('LB518', 'balance-idle-timeout'),
  seconds: kind('LB519', 'balance-seconds'),
  sourceAddress: kind('LB520', 'balance-source-address'),
  ipv6Node: kind('LB521', 'balance-ipv6-node'),
  nodeAddress: kind('LB522', 'balance-node-address'),
  channels: kind('LB523', 'balance-channels'),
  nodeLimit: kind('LB524', 'balance-node-limit'),
  noNodes: kind('LB525', 'balance-no-nodes'),
  loop: kind('LB526', 'balance-loop'),
  clash: kind('LB527', 'balance-listener-clash'),
  release: kind('LB528', 'balance-release'),
  path: kind('LB529', 'balance-path'),
  listenAddress: kind('LB530', 'balance-listen-address'),

  defaultNotApplied: kind('LB540', 'balance-default-not-applied', 'hint'),
  oneNodeHash: kind('LB541', 'balance-one-node-hash', 'warning'),
  standbyLimit: kind('LB542', 'balance-standby-limit', 'warning'),
  leftOut: kind('LB543', 'balance-node-left-out', 'hint'),
  nameLookup: kind('LB544', 'balance-name-lookup', 'hint'),
  noQueue: kind('LB545', 'balance-no-queue', 'hint'),
} as const satisfies Record<string, FindingKind>

import type {FindingKind, Severity} from '../../findings/finding.ts'

const kind = (code: FindingKind['code'], rule: string, severity: Severity = 'error'): FindingKind => ({code, rule, severity})

/** What the kernel's balancing cannot do, whoever manages it. */
export const kinds = {
  httpMode: kind('LB630', 'lvs-http-mode'),
  tls: kind('LB631', 'lvs-tls'),
  listener: kind('LB632', 'lvs-listener'),
  field: kind('LB633', 'lvs-field'),
  algorithm: kind('LB634', 'lvs-algorithm'),
  persistence: kind('LB635', 'lvs-persistence'),
  clientAddress: kind('LB636', 'lvs-client-address'),
  limits: kind('LB637', 'lvs-limits'),
  timeout: kind('LB638', 'lvs-timeout'),
  discovery: kind('LB639', 'lvs-discovery'),
  fallback: kind('LB640', 'lvs-fallback'),
  noListener: kind('LB641', 'lvs-no-listener'),
  anyAddress: kind('LB642', 'lvs-any-address'),
  ports: kind('LB643', 'lvs-ports'),
  nodeName: kind('LB644', 'lvs-node-by-name'),
  family: kind('LB645', 'lvs-mixed-families'),
  nodePort: kind('LB646', 'lvs-node-port'),
  nodeIsService: kind('LB647', 'lvs-node-is-service'),
  nodeIsLoadBalancer: kind('LB648', 'lvs-node-is-load-balancer'),
  ownAddress: kind('LB649', 'lvs-own-address'),
  markTwice: kind('LB650', 'lvs-mark-twice'),
  markTakesAll: kind('LB651', 'lvs-mark-takes-all'),
  noNode: kind('LB652', 'lvs-no-node'),
  apart: kind('LB653', 'lvs-ports-apart', 'hint'),
  backup: kind('LB654', 'lvs-backup'),
  check: kind('LB655', 'lvs-check'),
  stateful: kind('LB656', 'lvs-stateful-protocol', 'hint'),
} as const satisfies Record<string, FindingKind>

import type {FindingKind} from '../findings/finding.ts'

/** What can be wrong with a cluster whose spec has the right form. */
export const kinds = {
  clashingNames: {code: 'LB101', rule: 'clashing-names', severity: 'error'},
  unknownNode: {code: 'LB102', rule: 'unknown-node', severity: 'error'},
  unknownCertificate: {code: 'LB103', rule: 'unknown-certificate', severity: 'error'},
  unknownTag: {code: 'LB104', rule: 'unknown-tag', severity: 'error'},
  unknownService: {code: 'LB105', rule: 'unknown-service', severity: 'error'},
  wrongAddress: {code: 'LB106', rule: 'wrong-address', severity: 'error'},
  missingPort: {code: 'LB107', rule: 'missing-port', severity: 'error'},
  overlap: {code: 'LB108', rule: 'overlapping-listeners', severity: 'error'},
  wildcardOverlap: {code: 'LB109', rule: 'wildcard-beside-address', severity: 'warning'},
  nodeTwice: {code: 'LB110', rule: 'node-twice', severity: 'error'},
  needsHttp: {code: 'LB111', rule: 'needs-http', severity: 'error'},
  tooLong: {code: 'LB113', rule: 'duration-too-long', severity: 'error'},
  redirectNowhere: {code: 'LB114', rule: 'redirect-nowhere', severity: 'error'},
  wrongPorts: {code: 'LB115', rule: 'wrong-ports', severity: 'error'},
  notApplied: {code: 'LB117', rule: 'default-not-applied', severity: 'hint'},
  mixedWeights: {code: 'LB118', rule: 'mixed-weights', severity: 'hint'},
  sharedSource: {code: 'LB119', rule: 'shared-source-address', severity: 'error'},
  contradiction: {code: 'LB120', rule: 'contradicting-fields', severity: 'error'},
  needsStream: {code: 'LB122', rule: 'needs-stream', severity: 'error'},
  sameAddress: {code: 'LB121', rule: 'same-address', severity: 'hint'},
  wrongRoute: {code: 'LB123', rule: 'wrong-route', severity: 'error'},
  unreachedService: {code: 'LB124', rule: 'unreached-service', severity: 'warning'},
  unreachedRoute: {code: 'LB125', rule: 'unreached-route', severity: 'warning'},
  wrongRegex: {code: 'LB126', rule: 'wrong-regular-expression', severity: 'error'},
} as const satisfies Record<string, FindingKind>

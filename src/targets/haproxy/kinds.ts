import type {FindingKind} from '../../findings/finding.ts'

/** What HAProxy, or the release that is asked for, cannot do. */
export const kinds = {
  missingFeature: {code: 'LB401', rule: 'haproxy-lacks-feature', severity: 'error'},
  unreplicatedTable: {code: 'LB402', rule: 'unreplicated-table', severity: 'warning'},
  processesAsThreads: {code: 'LB403', rule: 'processes-as-threads', severity: 'hint'},
  unusableSecret: {code: 'LB404', rule: 'unusable-secret', severity: 'error'},
  tooManyWords: {code: 'LB405', rule: 'too-many-words', severity: 'error'},
  uselessField: {code: 'LB406', rule: 'field-without-effect', severity: 'error'},
  releaseLoses: {code: 'LB407', rule: 'release-does-less', severity: 'hint'},
  lineTooLong: {code: 'LB408', rule: 'line-too-long', severity: 'error'},
  ownStatistics: {code: 'LB409', rule: 'statistics-of-one-process', severity: 'error'},
  mixedFamilies: {code: 'LB410', rule: 'mixed-address-families', severity: 'error'},
  transparentHost: {code: 'LB411', rule: 'transparent-needs-host', severity: 'warning'},
  peerByHostName: {code: 'LB412', rule: 'peer-by-host-name', severity: 'warning'},
  peerToLookUp: {code: 'LB413', rule: 'peer-to-look-up', severity: 'warning'},
  hidesClients: {code: 'LB420', rule: 'terminator-hides-clients', severity: 'warning'},
  needsClient: {code: 'LB421', rule: 'terminator-hides-needed-clients', severity: 'error'},
  lookedUpOnce: {code: 'LB414', rule: 'looked-up-once', severity: 'hint'},
} as const satisfies Record<string, FindingKind>

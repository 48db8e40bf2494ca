import type {FindingKind} from '../../findings/finding.ts'

/** What HAProxy, or the release that is asked for, cannot do. */
export const kinds = {
  /** The release of HAProxy cannot do what is asked for. */
  missingFeature: {code: 'LB401', rule: 'haproxy-lacks-feature', severity: 'error'},
  /** Each load balancer remembers the clients of a service for itself. */
  unreplicatedTable: {code: 'LB402', rule: 'unreplicated-table', severity: 'warning'},
  /** The release of HAProxy runs threads where processes are asked for. */
  processesAsThreads: {code: 'LB403', rule: 'processes-as-threads', severity: 'hint'},
  /** A password holds what HAProxy cannot read. */
  unusableSecret: {code: 'LB404', rule: 'unusable-secret', severity: 'error'},
  /** A line would have more words than HAProxy takes. */
  tooManyWords: {code: 'LB405', rule: 'too-many-words', severity: 'error'},
  /** A field has no effect beside the others. */
  uselessField: {code: 'LB406', rule: 'field-without-effect', severity: 'error'},
  /** The release of HAProxy does less of what is usual than later ones. */
  releaseLoses: {code: 'LB407', rule: 'release-does-less', severity: 'hint'},
  /** A line would have more bytes than the release of HAProxy reads. */
  lineTooLong: {code: 'LB408', rule: 'line-too-long', severity: 'error'},
  /** Each of HAProxy's processes would show statistics of its own. */
  ownStatistics: {code: 'LB409', rule: 'statistics-of-one-process', severity: 'error'},
  /** A service that speaks from its clients' addresses has IPv4 and IPv6 in it. */
  mixedFamilies: {code: 'LB410', rule: 'mixed-address-families', severity: 'error'},
  /** Speaking from clients' addresses needs machines that are set up for it, and nothing here does that. */
  transparentHost: {code: 'LB411', rule: 'transparent-needs-host', severity: 'warning'},
  /** HAProxy knows by the name of its host alone which of the load balancers it is. */
  peerByHostName: {code: 'LB412', rule: 'peer-by-host-name', severity: 'warning'},
  /** HAProxy has to look up the name of a load balancer before it starts. */
  peerToLookUp: {code: 'LB413', rule: 'peer-to-look-up', severity: 'warning'},
  /** HAProxy does not learn the addresses of clients whose TLS another program ends. */
  hidesClients: {code: 'LB420', rule: 'terminator-hides-clients', severity: 'warning'},
  /** A service needs its clients' addresses, which HAProxy does not learn where another program ends TLS. */
  needsClient: {code: 'LB421', rule: 'terminator-hides-needed-clients', severity: 'error'},
  /** A name is looked up once, when HAProxy starts. */
  lookedUpOnce: {code: 'LB414', rule: 'looked-up-once', severity: 'hint'},
} as const satisfies Record<string, FindingKind>

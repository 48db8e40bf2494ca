import type {FindingKind} from '../findings/finding.ts'

/** What can be wrong with a cluster whose spec has the right form. */
export const kinds = {
  /** Two machines have one name, or names that differ in case alone. */
  clashingNames: {code: 'LB101', rule: 'clashing-names', severity: 'error'},
  /** A service sends to a node that is not defined. */
  unknownNode: {code: 'LB102', rule: 'unknown-node', severity: 'error'},
  /** A certificate is named that is not defined. */
  unknownCertificate: {code: 'LB103', rule: 'unknown-certificate', severity: 'error'},
  /** A service sends to nodes with a tag that no node has. */
  unknownTag: {code: 'LB104', rule: 'unknown-tag', severity: 'error'},
  /** A service is named that is not defined. */
  unknownService: {code: 'LB105', rule: 'unknown-service', severity: 'error'},
  /** A text is not the address that it should be. */
  wrongAddress: {code: 'LB106', rule: 'wrong-address', severity: 'error'},
  /** It is not clear which port of the nodes a service or its check is about. */
  missingPort: {code: 'LB107', rule: 'missing-port', severity: 'error'},
  /** Two listeners want the same port of one address. */
  overlap: {code: 'LB108', rule: 'overlapping-listeners', severity: 'error'},
  /** One listener takes a port on all addresses, and another one takes it on one of them. */
  wildcardOverlap: {code: 'LB109', rule: 'wildcard-beside-address', severity: 'warning'},
  /** A service names a node twice. */
  nodeTwice: {code: 'LB110', rule: 'node-twice', severity: 'error'},
  /** A service in tcp mode asks for what only HTTP has. */
  needsHttp: {code: 'LB111', rule: 'needs-http', severity: 'error'},
  /** A duration is longer than any engine can count. */
  tooLong: {code: 'LB113', rule: 'duration-too-long', severity: 'error'},
  /** A redirect has no place to lead to. */
  redirectNowhere: {code: 'LB114', rule: 'redirect-nowhere', severity: 'error'},
  /** A port is none, or a range of ports ends before it begins. */
  wrongPorts: {code: 'LB115', rule: 'wrong-ports', severity: 'error'},
  /** What stands under `defaults` is not applied to a service whose engine lacks it. */
  notApplied: {code: 'LB117', rule: 'default-not-applied', severity: 'hint'},
  /** Some nodes of a service have a weight, and others have none. */
  mixedWeights: {code: 'LB118', rule: 'mixed-weights', severity: 'hint'},
  /** All load balancers would connect from one and the same address. */
  sharedSource: {code: 'LB119', rule: 'shared-source-address', severity: 'error'},
  /** Two fields contradict each other, or one means nothing beside the other. */
  contradiction: {code: 'LB120', rule: 'contradicting-fields', severity: 'error'},
  /** Two nodes have the same address. */
  sameAddress: {code: 'LB121', rule: 'same-address', severity: 'hint'},
  /** A service sticks by something in the stream that it does not get to see. */
  needsStream: {code: 'LB122', rule: 'needs-stream', severity: 'error'},
  /** A route leads to a service that cannot take what it brings. */
  wrongRoute: {code: 'LB123', rule: 'wrong-route', severity: 'error'},
  /** Nobody reaches a service: it has no listener, and no route leads to it. */
  unreachedService: {code: 'LB124', rule: 'unreached-service', severity: 'warning'},
  /** No client ever comes to a route, for one before it takes all of them. */
  unreachedRoute: {code: 'LB125', rule: 'unreached-route', severity: 'warning'},
  /** A regular expression cannot be read. */
  wrongRegex: {code: 'LB126', rule: 'wrong-regular-expression', severity: 'error'},
  /** A service shares a table that cannot be shared with it. */
  unsharedTable: {code: 'LB127', rule: 'table-not-to-share', severity: 'error'},
  /** Names are to be looked up, and it is not defined by whom. */
  unknownResolvers: {code: 'LB128', rule: 'unknown-resolvers', severity: 'error'},
  /** What stands under `defaults` and would protect a service is not applied to it, for its engine lacks it. */
  unprotected: {code: 'LB129', rule: 'protection-not-applied', severity: 'warning'},
  /** Two load balancers have the same address. */
  sharedAddress: {code: 'LB130', rule: 'shared-address', severity: 'error'},
  /** A route's path ends in a star, which is taken for a sign like others. */
  literalStar: {code: 'LB131', rule: 'literal-star', severity: 'hint'},
  /** An address is written where a network is meant. */
  hostBits: {code: 'LB132', rule: 'address-for-network', severity: 'hint'},
  /** A load balancer does not say on which interface floating addresses live. */
  missingInterface: {code: 'LB133', rule: 'missing-interface', severity: 'error'},
  /** Load balancers are to hand addresses over, and no service listens on one that could move. */
  nothingFloats: {code: 'LB134', rule: 'nothing-floats', severity: 'error'},
  /** Several load balancers share an address, and nothing moves it. */
  unmovedAddress: {code: 'LB135', rule: 'unmoved-address', severity: 'warning'},
  /** A service listens on the own address of one load balancer of a pair. */
  ownAddress: {code: 'LB136', rule: 'own-address-in-pair', severity: 'error'},
  /** A prefix is longer than the address that it is for. */
  longPrefix: {code: 'LB137', rule: 'prefix-too-long', severity: 'error'},
  /** A service listens on the address of a node, which would be cut off. */
  nodeFloats: {code: 'LB138', rule: 'floating-node-address', severity: 'error'},
  /** An application names another one that is not defined, or of a product that it cannot be. */
  unknownApplication: {code: 'LB139', rule: 'unknown-application', severity: 'error'},
  /** A load balancer is named that is not defined. */
  unknownLoadBalancer: {code: 'LB151', rule: 'unknown-load-balancer', severity: 'error'},
  /** There is one load balancer alone, and nobody to take over its addresses. */
  loneFailover: {code: 'LB152', rule: 'lone-failover', severity: 'error'},
  /** VRRP has no router id. */
  missingRouterId: {code: 'LB153', rule: 'missing-router-id', severity: 'error'},
  /** A service of `engine: lvs` does not say how packets get to its nodes. */
  missingForward: {code: 'LB154', rule: 'missing-forward', severity: 'error'},
  /** A field changes nothing that is rendered. */
  withoutEffect: {code: 'LB159', rule: 'without-effect', severity: 'hint'},
  /** A service listens on an address that is not the only load balancer's own. */
  strayAddress: {code: 'LB160', rule: 'stray-address', severity: 'hint'},
  /** Two nodes of a service have the same address, and the kernel takes them for one. */
  kernelAddress: {code: 'LB161', rule: 'same-address-in-kernel', severity: 'error'},
} as const satisfies Record<string, FindingKind>

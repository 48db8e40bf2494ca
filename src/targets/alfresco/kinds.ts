import type {FindingKind} from '../../findings/finding.ts'

/** What this target reports: LB801 to LB819 and LB860 to LB879 are Alfresco's. */
export const kinds = {
  /** An address in `cifs.loadBalancerList` would not be dotted IPv4. */
  sourceNotIpv4: {code: 'LB801', rule: 'source-not-ipv4', severity: 'error'},
  /** The release is older than `cifs.loadBalancerList`. */
  noLoadBalancerList: {code: 'LB802', rule: 'no-load-balancer-list', severity: 'error'},
  /** The release is newer than the last one with CIFS. */
  noCifs: {code: 'LB803', rule: 'no-cifs', severity: 'error'},
  /** The release does not tell whether it has `cifs.loadBalancerList`. */
  unsureRelease: {code: 'LB804', rule: 'unsure-release', severity: 'hint'},
  /** The user sets what lbgen sets. */
  reservedProperty: {code: 'LB805', rule: 'reserved-property', severity: 'error'},
  /** One node would get two values for one property. */
  conflictingProperty: {code: 'LB806', rule: 'conflicting-property', severity: 'error'},
  /** A service leads to CIFS in a way that CIFS does not understand. */
  cifsNeedsPlainTcp: {code: 'LB809', rule: 'cifs-needs-plain-tcp', severity: 'error'},
  /** A service leads to CIFS on a node that is not told of the load balancers. */
  nodeOutsideApplication: {code: 'LB810', rule: 'node-outside-application', severity: 'warning'},
  /** A password stands in the spec, and so in the rendered file. */
  literalPassword: {code: 'LB811', rule: 'literal-password', severity: 'warning'},
  /** A service leads to CIFS on nodes that nobody can know beforehand. */
  unknownCifsNodes: {code: 'LB812', rule: 'unknown-cifs-nodes', severity: 'warning'},
} as const satisfies Record<string, FindingKind>

/** Where Alfresco tells administrators to set `cifs.loadBalancerList`. */
export const cifsClustering = 'Alfresco 5.0 documentation, "CIFS clustering through load balancer"'

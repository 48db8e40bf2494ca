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
  /** A service leads to CIFS, FTP, NFS, IMAP or SMTP in a way that Alfresco does not understand there. */
  needsPlainTcp: {code: 'LB809', rule: 'role-needs-plain-tcp', severity: 'error'},
  /** A service leads to a part of Alfresco on a node where its application does not run: nobody tells that of the load balancers. */
  nodeOutsideApplication: {code: 'LB810', rule: 'node-outside-application', severity: 'warning'},
  /** A password stands in the spec, and so in the rendered file. */
  literalPassword: {code: 'LB811', rule: 'literal-password', severity: 'warning'},
  /** A service leads to CIFS on nodes that nobody can know beforehand. */
  unknownCifsNodes: {code: 'LB812', rule: 'unknown-cifs-nodes', severity: 'warning'},
  /** A service leads to a part that the release does not have. */
  noSuchPart: {code: 'LB813', rule: 'no-such-part', severity: 'error'},
  /** The user sets what the release does not read, or no longer. */
  unreadProperty: {code: 'LB814', rule: 'unread-property', severity: 'warning'},
  /** Several nodes get the same value for what is a node's own. */
  sharedNodeProperty: {code: 'LB815', rule: 'shared-node-property', severity: 'warning'},
  /** Nodes get different values for what has to be the same on all of them. */
  dividedProperty: {code: 'LB816', rule: 'divided-property', severity: 'warning'},
  /** A field that the release does not take up. */
  unusedField: {code: 'LB817', rule: 'unused-field', severity: 'hint'},
  /** A field that asks for what the release does not have. */
  missingFeature: {code: 'LB818', rule: 'missing-feature', severity: 'error'},
  /** Nobody says under which name or address people reach it. */
  unknownAddress: {code: 'LB819', rule: 'unknown-address', severity: 'warning'},
  /** A node is named by a host name where only an address will do. */
  nameForAddress: {code: 'LB860', rule: 'name-for-address', severity: 'warning'},
  /** A value that a file of XML cannot hold. */
  unfitForXml: {code: 'LB861', rule: 'unfit-for-xml', severity: 'error'},
  /** Hazelcast of its own, and no name for its cluster. */
  namelessCluster: {code: 'LB862', rule: 'nameless-cluster', severity: 'error'},
  /** A member of Hazelcast that is no address with a port. */
  wrongMember: {code: 'LB863', rule: 'wrong-member', severity: 'error'},
  /** A service for passive FTP that does not lead to its node alone, or to no range of ports. */
  wrongPassive: {code: 'LB864', rule: 'wrong-passive-service', severity: 'error'},
  /** Two nodes have passive ports in common, which one address cannot send to both. */
  sharedPassive: {code: 'LB865', rule: 'shared-passive-ports', severity: 'error'},
  /** A check asks a passive port of FTP, which is open for a moment only. */
  unansweredCheck: {code: 'LB866', rule: 'unanswered-passive-check', severity: 'warning'},
  /** The repository speaks TLS with Solr where the load balancer listens in plain HTTP, or the other way round. */
  otherSolrProtocol: {code: 'LB867', rule: 'other-solr-protocol', severity: 'error'},
  /** A check asks Solr without the secret that it wants of everybody. */
  checkWithoutSecret: {code: 'LB868', rule: 'check-without-search-secret', severity: 'warning'},
  /** A service has two roles that no port of a node can have. */
  twoRoles: {code: 'LB869', rule: 'two-roles-of-service', severity: 'error'},
  /** A service is named for one role, and has the port of another. */
  otherPort: {code: 'LB870', rule: 'port-of-other-role', severity: 'warning'},
  /** The service for the repository checks Share, and the one for Share does not. */
  swappedRoles: {code: 'LB871', rule: 'swapped-roles', severity: 'warning'},
  /** A release between those that there have been. */
  unknownRelease: {code: 'LB872', rule: 'unknown-alfresco-release', severity: 'hint'},
  /** A secret that Alfresco reads as another one, for it names a property. */
  expandedSecret: {code: 'LB873', rule: 'expanded-secret', severity: 'warning'},
} as const satisfies Record<string, FindingKind>

/** Where Alfresco tells administrators to set `cifs.loadBalancerList`. */
export const cifsClustering = 'Alfresco 5.0 documentation, "CIFS clustering through load balancer"'

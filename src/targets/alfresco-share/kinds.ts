import type {FindingKind} from '../../findings/finding.ts'

/** What this target reports: LB820 to LB839 are Share's. */
export const kinds = {
  /** The release does not tell whether it has Hazelcast. */
  unsureShare: {code: 'LB820', rule: 'unsure-share-release', severity: 'hint'},
  /** Nobody says which service publishes Share. */
  unpublishedShare: {code: 'LB821', rule: 'unpublished-share', severity: 'hint'},
  /** Share asks the repository through a service that nobody names. */
  noRepositoryService: {code: 'LB822', rule: 'no-repository-service', severity: 'error'},
  /** Share asks its own node for a repository that does not run there. */
  noLocalRepository: {code: 'LB823', rule: 'no-local-repository', severity: 'error'},
  /** A field that says nothing beside others. */
  idleField: {code: 'LB824', rule: 'idle-share-field', severity: 'hint'},
  /** A node's address that Hazelcast does not use. */
  ipv6Member: {code: 'LB825', rule: 'ipv6-share-member', severity: 'warning'},
  /** Tomcat is to believe load balancers whose address nobody knows. */
  namedBalancer: {code: 'LB826', rule: 'balancer-by-name', severity: 'warning'},
  /** Share asks an address for a certificate that holds a name. */
  tlsByAddress: {code: 'LB827', rule: 'tls-endpoint-by-address', severity: 'warning'},
  /** The release has a policy against forged requests whose shape lbgen does not know. */
  csrfByHand: {code: 'LB828', rule: 'csrf-by-hand', severity: 'hint'},
  /** A value that XML cannot hold. */
  unfitForXml: {code: 'LB829', rule: 'not-for-xml', severity: 'error'},
  /** Two applications write one node's files. */
  twoShares: {code: 'LB830', rule: 'two-shares-on-node', severity: 'error'},
  /** A service leads to Share on a node that is not told of it. */
  strayShareNode: {code: 'LB831', rule: 'stray-share-node', severity: 'warning'},
  /** The Hazelcast whose schema is named is not the one that the release ships. */
  otherHazelcast: {code: 'LB832', rule: 'other-hazelcast', severity: 'hint'},
  /** Share is of another major release than the repository that it shows. */
  otherRelease: {code: 'LB833', rule: 'other-share-release', severity: 'hint'},
} as const satisfies Record<string, FindingKind>

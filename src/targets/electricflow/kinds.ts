import {type FindingKind, kind} from '../../findings/finding.ts'

/** What ElectricFlow cannot be told, and what lbgen cannot know of it: LB840 to LB859. */
export const kinds = {
  /** A service leads to a node that has not the part of ElectricFlow that it publishes. */
  outside: kind('LB840', 'node-outside-flow', 'warning'),
  /** ElectricFlow takes IPv6 on Kubernetes alone. */
  ipv6: kind('LB841', 'flow-ipv6'),
  /** Several servers are one cluster only through ZooKeeper. */
  noZooKeeper: kind('LB842', 'no-zookeeper'),
  /** The release no longer knows Exhibitor. */
  exhibitorGone: kind('LB843', 'no-exhibitor'),
  /** A certificate holds no name that long as its common name. */
  longName: kind('LB844', 'long-server-name'),
  /** The DNS names the servers, so that nothing is rendered for them. */
  noServers: kind('LB845', 'unknown-flow-servers', 'warning'),
  /** What is done once for the cluster is left to a person where all servers run Windows. */
  windows: kind('LB846', 'flow-on-windows', 'hint'),
  /** Nobody knows whether STOMP is in TLS. */
  unknownUri: kind('LB847', 'unknown-stomp-uri', 'hint'),
  /** Two applications would write one script. */
  twice: kind('LB848', 'two-flows'),
  /** A service leads to STOMP in a way that the servers do not understand there. */
  needsTcp: kind('LB849', 'stomp-needs-tcp'),
} as const satisfies Record<string, FindingKind>

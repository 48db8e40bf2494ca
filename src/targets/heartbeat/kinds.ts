import {type FindingKind, kind} from '../../findings/finding.ts'

/** What heartbeat needs, and what it cannot do. */
export const kinds = {
  /** heartbeat has no key by which the load balancers know each other. */
  missingPassword: kind('LB660', 'heartbeat-needs-password'),
  /** heartbeat moves addresses between two machines, and there are more. */
  twoNodes: kind('LB661', 'heartbeat-has-two-nodes'),
  /** heartbeat cannot move an IPv6 address. */
  ipv6: kind('LB662', 'heartbeat-ipv6'),
  /** heartbeat does not take such a key. */
  password: kind('LB663', 'heartbeat-password'),
  /** heartbeat has no router id. */
  routerId: kind('LB664', 'heartbeat-router-id'),
  /** heartbeat wants interfaces of the same name on both machines. */
  interfaces: kind('LB665', 'heartbeat-interfaces'),
  /** heartbeat tells no program of a change of its state. */
  notify: kind('LB666', 'heartbeat-notify'),
} as const satisfies Record<string, FindingKind>

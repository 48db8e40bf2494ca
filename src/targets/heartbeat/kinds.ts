import {type FindingKind, kind} from '../../findings/finding.ts'

/** What heartbeat needs, and what it cannot do. */
export const kinds = {
  missingPassword: kind('LB660', 'heartbeat-needs-password'),
  twoNodes: kind('LB661', 'heartbeat-has-two-nodes'),
  ipv6: kind('LB662', 'heartbeat-ipv6'),
  password: kind('LB663', 'heartbeat-password'),
  routerId: kind('LB664', 'heartbeat-router-id'),
  interfaces: kind('LB665', 'heartbeat-interfaces'),
  notify: kind('LB666', 'heartbeat-notify'),
} as const satisfies Record<string, FindingKind>

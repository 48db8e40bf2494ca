import type {FindingKind} from '../../findings/finding.ts'

/** What keeps a load balancer's own system from being set up. */
export const kinds = {
  /** A firewall lets load balancers in by their addresses, and one is known by a name. */
  firewallName: {code: 'LB770', rule: 'firewall-needs-addresses', severity: 'error'},
} as const satisfies Record<string, FindingKind>

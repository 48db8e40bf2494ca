import {type FindingKind, kind} from '../../findings/finding.ts'

/** What this target has to say of the pair; what the kernel's balancing cannot do is in a list of its own. */
export const kinds = {
  version: kind('LB601', 'vrrp-version'),
  interval: kind('LB602', 'vrrp-interval'),
  password: kind('LB603', 'vrrp-password'),
} as const satisfies Record<string, FindingKind>

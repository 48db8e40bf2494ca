import {type FindingKind, kind} from '../../findings/finding.ts'

/** What this target has to say of the pair; what the kernel's balancing cannot do is in a list of its own. */
export const kinds = {
  /** VRRP with a password is version 2, which cannot do what is asked for. */
  version: kind('LB601', 'vrrp-version'),
  /** VRRP does not count so short or so long an interval. */
  interval: kind('LB602', 'vrrp-interval'),
  /** VRRP and keepalived do not take such a password. */
  password: kind('LB603', 'vrrp-password'),
} as const satisfies Record<string, FindingKind>

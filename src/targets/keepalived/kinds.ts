import type {FindingKind, Severity} from '../../findings/finding.ts'

const kind = (code: FindingKind['code'], rule: string, severity: Severity = 'error'): FindingKind => ({code, rule, severity})

/** What this target has to say of the pair; what the kernel's balancing cannot do is in a list of its own. */
export const kinds = {
  version: kind('LB601', 'vrrp-version'),
  interval: kind('LB602', 'vrrp-interval'),
  password: kind('LB603', 'vrrp-password'),
} as const satisfies Record<string, FindingKind>

import {type FindingKind, kind} from '../../findings/finding.ts'

/** What ldirectord cannot do of what the kernel can. */
export const kinds = {
  check: kind('LB670', 'ldirectord-check'),
  udpCheck: kind('LB671', 'ldirectord-udp-check'),
  seconds: kind('LB672', 'ldirectord-seconds'),
  character: kind('LB673', 'ldirectord-character'),
  rounded: kind('LB674', 'ldirectord-rounded', 'hint'),
} as const satisfies Record<string, FindingKind>

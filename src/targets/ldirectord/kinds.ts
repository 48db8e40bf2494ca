import {type FindingKind, kind} from '../../findings/finding.ts'

/** What ldirectord cannot do of what the kernel can. */
export const kinds = {
  /** ldirectord has no such check. */
  check: kind('LB670', 'ldirectord-check'),
  /** ldirectord sends a ping where a service of UDP is to be checked by a connection. */
  udpCheck: kind('LB671', 'ldirectord-udp-check'),
  /** ldirectord counts whole seconds. */
  seconds: kind('LB672', 'ldirectord-seconds'),
  /** A text holds a character that ldirectord's file cannot. */
  character: kind('LB673', 'ldirectord-character'),
  /** What is asked for is rounded in ldirectord's file. */
  rounded: kind('LB674', 'ldirectord-rounded', 'hint'),
  /** Clients whom `balance: source` leads to a node without weight are refused: ldirectord cannot have the kernel lead them on. */
  refused: kind('LB675', 'ldirectord-refused-clients', 'warning'),
} as const satisfies Record<string, FindingKind>

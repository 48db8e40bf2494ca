import {type FindingKind, kind} from '../../findings/finding.ts'

/** What nodes cannot do of what the kernel's balancing asks of them, and what may surprise there. */
export const kinds = {
  unknownWay: kind('LB702', 'no-way-on-system'),
  unknownGateway: kind('LB703', 'unknown-gateway'),
  missingInterface: kind('LB704', 'windows-interface'),
  interfaceName: kind('LB705', 'interface-name'),
  redirect: kind('LB706', 'node-redirect'),
  boot: kind('LB707', 'boot-method'),
  twoWays: kind('LB708', 'two-ways-back', 'warning'),
  assumedGateway: kind('LB709', 'assumed-gateway', 'hint'),
  tunnelRoom: kind('LB710', 'tunnel-room', 'hint'),
  unused: kind('LB711', 'unused-node-field', 'hint'),
} as const satisfies Record<string, FindingKind>

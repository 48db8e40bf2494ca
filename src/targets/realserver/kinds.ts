import {type FindingKind, kind} from '../../findings/finding.ts'

/** What nodes cannot do of what the kernel's balancing asks of them, and what may surprise there. */
export const kinds = {
  /** lbgen knows no way to have a node of this system serve in this way of forwarding. */
  unknownWay: kind('LB702', 'no-way-on-system'),
  /** It is not known by which address a node reaches the load balancer that it must answer through. */
  unknownGateway: kind('LB703', 'unknown-gateway'),
  /** A node runs a system where commands name interfaces, and the spec names none. */
  missingInterface: kind('LB704', 'windows-interface'),
  /** A text is no name of an interface on the node's system. */
  interfaceName: kind('LB705', 'interface-name'),
  /** A redirect cannot lead a node's packets to it here. */
  redirect: kind('LB706', 'node-redirect'),
  /** A node needs more than its system's own network settings can give it. */
  boot: kind('LB707', 'boot-method'),
  /** A node has to answer one service through the load balancer, and another one past it. */
  twoWays: kind('LB708', 'two-ways-back', 'warning'),
  /** A node gets a gateway as though its network had the usual prefix. */
  assumedGateway: kind('LB709', 'assumed-gateway', 'hint'),
  /** Packets grow in a tunnel, and need room that somebody has to make. */
  tunnelRoom: kind('LB710', 'tunnel-room', 'hint'),
  /** A field of a node has no effect on what is written for it. */
  unused: kind('LB711', 'unused-node-field', 'hint'),
  /** A node has the address of its gateway itself. */
  ownGateway: kind('LB712', 'gateway-is-node'),
  /** A node's gateway is on another network, where only another router reaches it. */
  farGateway: kind('LB713', 'far-gateway', 'warning'),
  /** A node's gateway is the own address of one load balancer, and there are others. */
  unitGateway: kind('LB714', 'gateway-of-one', 'warning'),
  /** A node's gateway is a machine that is no load balancer, past which it answers. */
  otherGateway: kind('LB715', 'gateway-past-load-balancer', 'warning'),
} as const satisfies Record<string, FindingKind>

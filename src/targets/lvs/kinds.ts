import {type FindingKind, kind} from '../../findings/finding.ts'

/** What the kernel's balancing cannot do, whoever manages it. */
export const kinds = {
  /** The kernel forwards packets, and a service asks for HTTP. */
  httpMode: kind('LB630', 'lvs-http-mode'),
  /** The kernel can neither end TLS nor begin it. */
  tls: kind('LB631', 'lvs-tls'),
  /** The kernel cannot listen in this way. */
  listener: kind('LB632', 'lvs-listener'),
  /** The kernel has no such thing as a field asks for. */
  field: kind('LB633', 'lvs-field'),
  /** The kernel does not choose nodes by this algorithm. */
  algorithm: kind('LB634', 'lvs-algorithm'),
  /** The kernel knows persistence by the client's address alone, and not all of that. */
  persistence: kind('LB635', 'lvs-persistence'),
  /** Nodes always see their clients' own addresses where the kernel forwards packets. */
  clientAddress: kind('LB636', 'lvs-client-address'),
  /** The kernel has no such limit. */
  limits: kind('LB637', 'lvs-limits'),
  /** The kernel, or its manager, has no such time-out. */
  timeout: kind('LB638', 'lvs-timeout'),
  /** The kernel has a fixed list of nodes, and nobody asks the DNS for them. */
  discovery: kind('LB639', 'lvs-discovery'),
  /** The kernel cannot serve this fallback. */
  fallback: kind('LB640', 'lvs-fallback'),
  /** A service of the kernel has no listener. */
  noListener: kind('LB641', 'lvs-no-listener'),
  /** A service listens on every address, which the kernel cannot serve in this way. */
  anyAddress: kind('LB642', 'lvs-any-address'),
  /** A service has more ports than the kernel should balance one by one. */
  ports: kind('LB643', 'lvs-ports'),
  /** A node is known by a name, and the kernel takes addresses. */
  nodeName: kind('LB644', 'lvs-node-by-name'),
  /** IPv4 and IPv6 meet where the kernel cannot lead from one to the other. */
  family: kind('LB645', 'lvs-mixed-families'),
  /** A node's port differs from the service's, and the kernel changes no port in this way of forwarding. */
  nodePort: kind('LB646', 'lvs-node-port'),
  /** A node has the address that the service listens on. */
  nodeIsService: kind('LB647', 'lvs-node-is-service'),
  /** A node is a load balancer itself, which would balance again what it is handed. */
  nodeIsLoadBalancer: kind('LB648', 'lvs-node-is-load-balancer'),
  /** A service listens on a load balancer's own address, which its nodes would have too. */
  ownAddress: kind('LB649', 'lvs-own-address'),
  /** Two services have the same firewall mark, and the kernel takes them for one. */
  markTwice: kind('LB650', 'lvs-mark-twice'),
  /** A service with a firewall mark takes the packets of another one. */
  markTakesAll: kind('LB651', 'lvs-mark-takes-all'),
  /** The kernel has no node to send to. */
  noNode: kind('LB652', 'lvs-no-node'),
  /** The kernel chooses a client's node on each port anew. */
  apart: kind('LB653', 'lvs-ports-apart', 'hint'),
  /** One machine alone can stand in for the nodes of a service, without a weight or a limit of its own. */
  backup: kind('LB654', 'lvs-backup'),
  /** keepalived has no such check. */
  check: kind('LB655', 'lvs-check'),
  /** A protocol of several connections has no persistence, so that they may meet several nodes. */
  stateful: kind('LB656', 'lvs-stateful-protocol', 'hint'),
  /** A node answers clients on its own network past the load balancer. */
  bypass: kind('LB657', 'lvs-bypass', 'hint'),
  /** A node is on another network, where direct routing does not reach it. */
  farNode: kind('LB658', 'lvs-far-node', 'warning'),
} as const satisfies Record<string, FindingKind>

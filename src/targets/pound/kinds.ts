import type {FindingKind} from '../../findings/finding.ts'

/** What Pound cannot do in the place of HAProxy. */
export const kinds = {
  /** Pound serves HTTP, and a service with TLS is in tcp mode. */
  stream: {code: 'LB750', rule: 'pound-tcp-service', severity: 'error'},
  /** Pound cannot offer application protocols. */
  alpn: {code: 'LB751', rule: 'pound-alpn', severity: 'error'},
  /** Pound does not hear the PROXY protocol. */
  acceptProxy: {code: 'LB752', rule: 'pound-accept-proxy', severity: 'error'},
  /** Pound does not pass on the name that clients ask for in TLS, by which a route goes. */
  sniRoute: {code: 'LB753', rule: 'pound-sni-route', severity: 'error'},
  /** Pound cannot listen on an interface. */
  interface: {code: 'LB754', rule: 'pound-interface', severity: 'error'},
  /** HAProxy cannot speak to the nodes as its clients do where Pound ends TLS. */
  clientAddress: {code: 'LB755', rule: 'pound-client-address', severity: 'error'},
  /** Clients cannot stick by what a proxy before Pound says of them, for Pound replaces it. */
  persistence: {code: 'LB756', rule: 'pound-forwarded-persistence', severity: 'error'},
} as const satisfies Record<string, FindingKind>

import type {FindingKind} from '../../findings/finding.ts'

/** What Pound cannot do in the place of HAProxy. */
export const kinds = {
  stream: {code: 'LB750', rule: 'pound-tcp-service', severity: 'error'},
  alpn: {code: 'LB751', rule: 'pound-alpn', severity: 'error'},
  acceptProxy: {code: 'LB752', rule: 'pound-accept-proxy', severity: 'error'},
  sniRoute: {code: 'LB753', rule: 'pound-sni-route', severity: 'error'},
  interface: {code: 'LB754', rule: 'pound-interface', severity: 'error'},
  clientAddress: {code: 'LB755', rule: 'pound-client-address', severity: 'error'},
  persistence: {code: 'LB756', rule: 'pound-forwarded-persistence', severity: 'error'},
} as const satisfies Record<string, FindingKind>

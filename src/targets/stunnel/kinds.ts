import type {FindingKind} from '../../findings/finding.ts'

/** What stunnel cannot do in the place of HAProxy. */
export const kinds = {
  alpn: {code: 'LB730', rule: 'stunnel-alpn', severity: 'error'},
  acceptProxy: {code: 'LB731', rule: 'stunnel-accept-proxy', severity: 'error'},
  sniRoute: {code: 'LB732', rule: 'stunnel-sni-route', severity: 'error'},
  certificateNames: {code: 'LB733', rule: 'stunnel-certificate-names', severity: 'error'},
  path: {code: 'LB736', rule: 'stunnel-path', severity: 'error'},
} as const satisfies Record<string, FindingKind>

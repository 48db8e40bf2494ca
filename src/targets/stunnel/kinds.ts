import type {FindingKind} from '../../findings/finding.ts'

/** What stunnel cannot do in the place of HAProxy. */
export const kinds = {
  /** stunnel cannot offer application protocols. */
  alpn: {code: 'LB730', rule: 'stunnel-alpn', severity: 'error'},
  /** stunnel does not hear the PROXY protocol. */
  acceptProxy: {code: 'LB731', rule: 'stunnel-accept-proxy', severity: 'error'},
  /** stunnel does not pass on the name that clients ask for in TLS, by which a route goes. */
  sniRoute: {code: 'LB732', rule: 'stunnel-sni-route', severity: 'error'},
  /** stunnel has to be told which names a certificate is for. */
  certificateNames: {code: 'LB733', rule: 'stunnel-certificate-names', severity: 'error'},
  /** stunnel cannot read such a path. */
  path: {code: 'LB736', rule: 'stunnel-path', severity: 'error'},
} as const satisfies Record<string, FindingKind>

import {bindsOf} from '../model/listener.ts'
import {rawLinesOf} from './raw-lines.ts'
import type {Rule} from './rule.ts'

const spec = (verify: string): string => `lbgen: 1
name: api
loadBalancers: {lb1: 192.168.1.10}
nodes: {api1: 192.168.1.21, api2: 192.168.1.22}
certificates: {api: {file: /etc/haproxy/certs/api.pem}}
services:
  api:
    mode: http
    listen:
      address: 192.168.1.10
      port: 443
      tls: {certificate: api, clientCertificates: {ca: /etc/haproxy/certs/clients.pem, verify: ${verify}}}
    port: 80
`

export const optionalCertificate: Rule = {
  code: 'LB285',
  name: 'optional-certificate',
  family: 'secure',
  severity: 'hint',
  summary: 'Clients are asked for a certificate, and let in without one.',
  why: 'With `verify: optional` a client without a certificate is served like one with it, and no node is told the difference: it protects nothing until a raw line looks at `ssl_c_used`.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#7.3.4-ssl_c_used',
  bad: spec('optional'),
  good: spec('required'),
  check(cluster, find) {
    const {services} = cluster
    if (!services.some(service => bindsOf(service).some(isOptional))) return
    if (rawLinesOf(cluster).some(({line}) => /\bssl_c_/.test(line))) return
    for (const service of services) {
      for (const {tls} of bindsOf(service).filter(isOptional)) {
        if (tls?.clientCertificates === undefined) continue
        find({
          message: `Service \`${service.name}\` asks its clients for a certificate, and treats those without one alike.`,
          hint: 'Write `verify: required`, or say in `raw.frontend` what who has none may not do, by `ssl_c_used`.',
          path: tls.clientCertificates.verify.origin,
        })
      }
    }
  },
}

const isOptional = ({tls}: ReturnType<typeof bindsOf>[number]): boolean => tls?.clientCertificates?.verify.value === 'optional'

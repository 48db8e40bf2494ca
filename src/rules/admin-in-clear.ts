import {isLocal} from '../model/listener.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (listen: string, certificates = ''): string => `${web}${certificates}services:
  web: {mode: http, listen: "192.168.1.10:80"}
haproxy:
  stats: {listen: ${listen}, user: operator, password: {env: STATS_PASSWORD}, admin: true}
`

export const adminInClear: Rule = {
  code: 'LB284',
  name: 'admin-in-clear',
  family: 'secure',
  severity: 'warning',
  summary: 'The password that lets somebody take nodes out goes over the network in plain text.',
  why: 'The page asks for it by HTTP Basic, which sends it with every request, readable for everyone on the way. With `admin`, who has it switches off the cluster.',
  see: 'https://www.rfc-editor.org/rfc/rfc7617.html#section-4',
  bad: spec('"192.168.1.10:8404"'),
  good: spec('{address: 192.168.1.10, port: 8404, tls: stats}', 'certificates: {stats: {file: /etc/haproxy/certs/stats.pem}}\n'),
  check({haproxy: {stats}}, find) {
    // Of a page without a password LB204 speaks.
    if (stats === undefined || !stats.admin.value || stats.password === undefined) return
    if (stats.listener.tls !== undefined || isLocal(stats.listener.address.value)) return
    find({
      message: "HAProxy's statistics page, where nodes can be taken out, asks for its password in plain text.",
      hint: 'Write `tls` with a certificate on its listener, or listen on `127.0.0.1` and go there by SSH.',
      path: stats.admin.origin,
    })
  },
}

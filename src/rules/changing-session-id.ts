import type {Rule} from './rule.ts'

const spec = (type: string): string => `lbgen: 1
name: mail
loadBalancers: {lb1: 192.168.1.10}
nodes: {mail1: 192.168.1.21, mail2: 192.168.1.22}
services:
  imap: {listen: "192.168.1.10:993", persistence: ${type}}
`

export const changingSessionId: Rule = {
  code: 'LB248',
  name: 'changing-session-id',
  family: 'correct',
  severity: 'hint',
  summary: 'Clients stick by the session of their TLS, which in TLS 1.3 is another one for each connection.',
  why: 'Up to TLS 1.2 a client that comes again names its session, unless it has a ticket. TLS 1.3 keeps that field for show and fills it by chance: clients of today are spread as if there were no persistence, and the table fills up with what never comes again.',
  see: 'https://www.rfc-editor.org/rfc/rfc8446.html#section-4.1.2',
  bad: spec('tls-session-id'),
  good: spec('source'),
  check({services}, find) {
    for (const {name, persistence} of services) {
      if (persistence.type !== 'tls-session-id') continue
      find({
        message: `Service \`${name}\` sticks by the TLS session, by which nobody knows a client of TLS 1.3 again.`,
        hint: 'Use `persistence: source`, unless the nodes speak TLS 1.2 at most.',
        path: persistence.origin,
      })
    }
  },
}

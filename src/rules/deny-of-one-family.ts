import {entriesOf, listeningAt} from '../model/listener.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (deny: string): string => `${web}services:
  web: {mode: http, listen: ["192.168.1.10:80", "[2001:db8::10]:80"], access: {deny: [${deny}]}}
`

export const denyOfOneFamily: Rule = {
  code: 'LB283',
  name: 'deny-of-one-family',
  family: 'secure',
  severity: 'warning',
  summary: 'A service turns away addresses of IPv4 alone, and is reached by IPv6 too.',
  why: 'A machine that is turned away at its IPv4 address comes in by IPv6, most often without its user knowing. A list for a service with both needs both.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#7.1.6',
  bad: spec('198.51.100.0/24'),
  good: spec('198.51.100.0/24, "2001:db8:bad::/48"'),
  check({services}, find) {
    for (const service of services) {
      const {name, access} = service
      if (access?.deny === undefined || access.allow !== undefined || access.deny.value.some(({kind}) => kind === 'ipv6')) continue
      const six = entriesOf(service).find(({address}) => address.value.kind === 'ipv6' && listeningAt(address.value).includes(':'))
      if (six === undefined) continue
      find({
        message: `Service \`${name}\` turns away IPv4 addresses alone, and listens for IPv6 too.`,
        hint: 'Add the networks of IPv6 that the same people have, or say under `allow` who is let in.',
        path: access.deny.origin,
      })
    }
  },
}

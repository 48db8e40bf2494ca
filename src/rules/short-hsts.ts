import type {Rule} from './rule.ts'
import {webWithCertificate} from './web.ts'

const spec = (hsts: string): string => `${webWithCertificate}services:
  web: {mode: http, listen: {address: 192.168.1.10, port: 443, tls: web}, port: 80, hsts: ${hsts}}
`

const DAY_SECONDS = 86_400
/** What those who rate sites ask for, the least of them. */
const LONG_DAYS = 180

export const shortHsts: Rule = {
  code: 'LB273',
  name: 'short-hsts',
  family: 'secure',
  severity: 'hint',
  summary: 'Browsers forget soon that they have to come over TLS.',
  why: "Who comes back after `maxAge` begins in plain HTTP again. A few minutes or days are right for trying it out; `0s` tells browsers to forget it, on the way back. Mozilla's guidelines advise two years, and at least half a year.",
  see: 'https://infosec.mozilla.org/guidelines/web_security#http-strict-transport-security',
  bad: spec('1d'),
  good: spec('365d'),
  check({services}, find) {
    const said = new Set<string>()
    for (const {name, hsts} of services) {
      if (hsts === undefined || hsts.maxAge.value === 0 || hsts.maxAge.value >= LONG_DAYS * DAY_SECONDS || said.has(hsts.maxAge.origin))
        continue
      said.add(hsts.maxAge.origin)
      const days = Math.floor(hsts.maxAge.value / DAY_SECONDS)
      find({
        message: `Service \`${name}\` tells browsers for ${days === 0 ? 'less than a day' : days === 1 ? 'one day' : `${days} days`} that they have to come over TLS.`,
        hint: 'Write `hsts: 365d` once everything works.',
        path: hsts.maxAge.origin,
        owner: hsts.origin,
      })
    }
  },
}

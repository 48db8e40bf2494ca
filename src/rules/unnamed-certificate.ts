import type {Rule} from './rule.ts'
import {webWithCertificate} from './web.ts'

const spec = (reencrypt: string): string => `${webWithCertificate}services:
  web:
    mode: http
    listen: {address: 192.168.1.10, port: 443, tls: web}
    reencrypt: ${reencrypt}
`

export const unnamedCertificate: Rule = {
  code: 'LB271',
  name: 'unnamed-certificate',
  family: 'secure',
  severity: 'hint',
  summary: 'A service takes every certificate of every public authority for that of its nodes.',
  why: 'Without `sni` HAProxy does not compare names: it only looks who signed. Without `ca` those are all authorities that the machine knows, of which some give a certificate for a name of their own to anybody who asks. Who puts a machine in the place of a node needs no more than that.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-verifyhost',
  bad: spec('true'),
  good: spec('{sni: web.example.com}'),
  check({services}, find) {
    const said = new Set<string>()
    for (const {name, origin, reencrypt} of services) {
      if (reencrypt === undefined || reencrypt.verify.value === 'none' || said.has(reencrypt.origin)) continue
      if (reencrypt.ca !== undefined || reencrypt.sni !== undefined) continue
      said.add(reencrypt.origin)
      find({
        message: `Service \`${name}\` takes for its nodes whoever has a certificate of any public authority, for any name.`,
        hint: "Write the name in the nodes' certificates as `sni`, or the file of your own authority as `ca`.",
        path: reencrypt.origin,
        owner: origin,
      })
    }
  },
}

import type {Rule} from './rule.ts'
import {webWithCertificate} from './web.ts'

const spec = (reencrypt: string): string => `${webWithCertificate}services:
  web:
    mode: http
    listen: {address: 192.168.1.10, port: 443, tls: web}
    reencrypt: ${reencrypt}
`

export const unverifiedNodes: Rule = {
  code: 'LB270',
  name: 'unverified-nodes',
  family: 'secure',
  severity: 'hint',
  summary: 'A service speaks TLS to its nodes, and does not look at their certificates.',
  why: 'Whoever can put a machine of theirs in the place of a node, by its address or on the way to it, is taken for it, and reads all passwords. The TLS keeps off only those who listen and do nothing else. Certificates that nodes made for themselves can be verified too: the file with all of them is the `ca`.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-verify',
  bad: spec('{verify: none}'),
  good: spec('{ca: /etc/haproxy/certs/nodes.pem, sni: web.example.com}'),
  check({services}, find) {
    const said = new Set<string>()
    for (const {name, reencrypt} of services) {
      if (reencrypt?.verify.value !== 'none' || said.has(reencrypt.verify.origin)) continue
      said.add(reencrypt.verify.origin)
      find({
        message: `Service \`${name}\` takes every certificate for that of its nodes.`,
        hint: "Write `reencrypt: {ca: …}` with the file of those who signed the nodes' certificates, or with these themselves.",
        path: reencrypt.verify.origin,
        owner: reencrypt.origin,
      })
    }
  },
}

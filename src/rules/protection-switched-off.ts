import {rawLinesOf} from './raw-lines.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (raw: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80"}
haproxy:
  raw: {defaults: [${raw}]}
`

/** What switches off what HAProxy does for safety, and what comes of it. */
const protections: readonly (readonly [RegExp, string])[] = [
  [
    /^option accept-(invalid-http|unsafe-violations-in-http)-(request|response)\b/,
    'lets requests or answers through that nodes may read in another way than HAProxy does, which is how requests are smuggled past it',
  ],
  [/^ssl-server-verify none\b/, 'takes every certificate for that of a node'],
  [/^(server|default-server|ssl-default-server-options)\b.*\bverify none\b/, 'takes every certificate for that of a node'],
  [/^insecure-fork-wanted\b/, 'lets HAProxy start programs, which whoever finds a hole in it can do then too'],
  [/^insecure-setuid-wanted\b/, 'lets programs that HAProxy starts gain rights'],
  [/\bssl-min-ver (SSLv3|TLSv1\.[01])\b/, 'lets versions of TLS be spoken that are withdrawn as unsafe'],
  [/\bforce-(sslv3|tlsv10|tlsv11)\b/, 'has a version of TLS spoken that is withdrawn as unsafe'],
  [/^tune\.ssl\.default-dh-param (512|768|1024)\b/, 'has keys exchanged in a group that is too small'],
]

export const protectionSwitchedOff: Rule = {
  code: 'LB277',
  name: 'protection-switched-off',
  family: 'secure',
  severity: 'warning',
  summary: 'A raw line switches off what HAProxy does for safety.',
  why: 'Such lines come from a page that made an error message go away, and stay when its cause is gone. lbgen writes raw lines as they are, and HAProxy takes them without a word.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#4.2-option%20accept-unsafe-violations-in-http-request',
  bad: spec('option accept-invalid-http-request'),
  good: spec('option http-ignore-probes'),
  check(cluster, find) {
    for (const {line, origin} of rawLinesOf(cluster)) {
      const [, does] = protections.find(([off]) => off.test(line)) ?? []
      if (does === undefined) continue
      find({
        message: `\`${line.slice(0, 60)}\` ${does}.`,
        hint: 'Leave the line out, and put right what sends or needs such things.',
        path: origin,
      })
    }
  },
}

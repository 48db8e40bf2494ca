import {rawLinesOf} from './raw-lines.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (haproxy: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80"}
haproxy:
  ${haproxy}
`

export const passwordInRaw: Rule = {
  code: 'LB279',
  name: 'password-in-raw',
  family: 'secure',
  severity: 'warning',
  summary: 'A password stands in a raw line.',
  why: 'The spec lives in version control, where everyone who may read it can read the password, and can for ever: a later commit does not take it out of the history. The rendered file is readable for more people than one that lbgen knows to hold a secret.',
  see: 'https://cwe.mitre.org/data/definitions/798.html',
  bad: spec('raw: {sections: "userlist staff\\n    user anna insecure-password changeme\\n"}'),
  good: spec('stats: {listen: "127.0.0.1:8404", user: anna, password: {env: STATS_PASSWORD}}'),
  check(cluster, find) {
    for (const {line, origin} of rawLinesOf(cluster)) {
      // What the environment of HAProxy has is not in the spec.
      const what = /^(?:no )?stats auth [^:\s]+:(?!"?\$)\S+/.test(line)
        ? 'stats auth'
        : /^user \S+ .*\b(?<how>insecure-password) (?!"?\$)\S+/.test(line)
          ? 'insecure-password'
          : undefined
      if (what === undefined) continue
      find({
        message: `A password stands behind \`${what}\` in a raw line.`,
        hint:
          what === 'stats auth'
            ? 'Write `haproxy.stats` with `password: {env: NAME}` in its place, and change the password.'
            : 'Write `password` with a hash of `mkpasswd -m sha-512` in its place, and change the password.',
        path: origin,
        part: 'key',
      })
    }
  },
}

import {failoverBy} from '../model/floating.ts'
import {secretsOf, variableMeant} from '../model/secrets.ts'
import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (password: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80"}
haproxy:
  stats: {listen: "192.168.1.10:8404", user: operator, password: ${password}}
`

export const literalSecret: Rule = {
  code: 'LB202',
  name: 'literal-secret',
  family: 'secure',
  severity: 'warning',
  summary: 'A password stands in the spec itself.',
  why: 'The spec lives in version control, where everyone who may read it can read the password, and can for ever: a later commit does not take it out of the history.',
  see: 'https://cwe.mitre.org/data/definitions/798.html',
  bad: spec('changeme'),
  good: spec('{env: STATS_PASSWORD}'),
  check(cluster, find) {
    for (const secret of secretsOf(cluster)) {
      const {from, origin} = secret
      const variable = variableMeant(secret)
      // keepalived takes none such, which its target says.
      if (from.kind !== 'literal' || (variable !== undefined && secret === failoverBy('keepalived', cluster)?.password)) continue
      const place = `The password at \`${origin.slice(1).replaceAll('/', '.')}\``
      find({
        ...(variable === undefined
          ? {
              message: `${place} stands in the spec.`,
              hint: 'Write `{env: NAME}` or `{file: path}` in its place, and change the password.',
            }
          : {
              message: `${place} is taken as it is written, with no variable in its place.`,
              hint: `Write \`{env: ${variable}}\` in its place: the variable is read when the files are rendered.`,
            }),
        path: origin,
        part: 'key',
      })
    }
  },
}

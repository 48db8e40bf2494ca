import {isSecretHeader} from '../findings/secret-key.ts'
import type {Rule} from './rule.ts'
import type {Origin, Service} from '../model/cluster.ts'
import {web} from './web.ts'

const spec = (header: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", requestHeaders: {set: {${header}}}}
`

export const secretInHeader: Rule = {
  code: 'LB287',
  name: 'secret-in-header',
  family: 'secure',
  severity: 'warning',
  summary: 'A header that lets its sender in stands in the spec, with its text.',
  why: 'The text is a password, if encoded: `Basic` is Base64, which everyone can read. It stands in version control for ever, and in a rendered file that more may read than one that lbgen knows to hold a secret.',
  see: 'https://cwe.mitre.org/data/definitions/798.html',
  bad: spec('Authorization: "Basic b3BlcmF0b3I6Y2hhbmdlbWU="'),
  good: spec('X-Site: main'),
  check({services}, find) {
    const said = new Set<string>()
    for (const service of services) {
      for (const {name, origin} of headersOf(service)) {
        if (!isSecretHeader(name) || said.has(origin)) continue
        said.add(origin)
        find({
          message: `Service \`${service.name}\` sends \`${name}\` to its nodes, with a secret that stands in the spec.`,
          hint: "Let the nodes take the load balancer's address for proof, and change the secret; a check needs a page without a password.",
          path: origin,
          part: 'key',
        })
      }
    }
  },
}

const headersOf = ({requestHeaders, check}: Service): readonly {readonly name: string; readonly origin: Origin}[] => [
  ...requestHeaders.set,
  ...requestHeaders.add,
  ...(check.type === 'http' ? check.headers : []),
]

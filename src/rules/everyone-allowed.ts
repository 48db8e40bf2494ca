import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (allow: string): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", access: {allow: [${allow}]}}
`

export const everyoneAllowed: Rule = {
  code: 'LB282',
  name: 'everyone-allowed',
  family: 'secure',
  severity: 'warning',
  summary: 'An access list lets everybody in.',
  why: 'A network of length 0 is every address there is. What stands beside it in the list has no meaning, and who reads the spec takes the service for protected.',
  see: 'https://www.rfc-editor.org/rfc/rfc4632.html#section-3.1',
  bad: spec('10.0.0.0/8, 0.0.0.0/0'),
  good: spec('10.0.0.0/8'),
  check({services}, find) {
    const said = new Set<string>()
    for (const {name, access} of services) {
      for (const {text, prefix, origin} of access?.allow?.value ?? []) {
        if (prefix !== '' || said.has(origin)) continue
        said.add(origin)
        find({
          message: `The access list of service \`${name}\` lets \`${text}\` in, which is everybody.`,
          hint: 'Leave it out of the list; or leave out `allow`, if everybody is meant.',
          path: origin,
        })
      }
    }
  },
}

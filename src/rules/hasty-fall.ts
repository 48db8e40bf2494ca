import type {Rule} from './rule.ts'
import {web} from './web.ts'

const spec = (fall: number): string => `${web}services:
  web: {mode: http, listen: "192.168.1.10:80", check: {type: http, fall: ${fall}}}
`

export const hastyFall: Rule = {
  code: 'LB255',
  name: 'hasty-fall',
  family: 'available',
  severity: 'hint',
  summary: 'One answer that gets lost takes a node out of service.',
  why: 'With `fall: 1` a single lost packet, or a pause of a second for garbage, counts as a failure: the clients of the node change over to the others, whose load rises, so that one of them is late next. All nodes can go down like that without one of them being ill.',
  see: 'https://docs.haproxy.org/3.2/configuration.html#5.2-fall',
  bad: spec(1),
  good: spec(3),
  check({services}, find) {
    for (const {name, engine, check} of services) {
      if (engine.value !== 'haproxy' || check.type === 'none' || check.fall.value !== 1) continue
      find({
        message: `Service \`${name}\` takes a node out at the first check that fails.`,
        hint: 'Write `fall: 2` or more; a shorter `interval` or `fastInterval` makes up for the time.',
        path: check.fall.origin,
        owner: check.origin,
      })
    }
  },
}

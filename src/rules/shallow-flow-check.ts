import {applicationsOf} from '../model/applications/of-kind.ts'
import {flowSpec} from './electricflow-spec.ts'
import type {Rule} from './rule.ts'

const HEALTH = '/commanderRequest/health'

const spec = (check: string): string => flowSpec({server: `port: 8000${check}`})

export const shallowFlowCheck: Rule = {
  code: 'LB343',
  name: 'shallow-flow-check',
  family: 'product',
  severity: 'warning',
  summary: 'The servers of ElectricFlow are not asked for their health.',
  why: 'A server takes connections long before it works, and for a while after it has lost its database or its cluster. `/commanderRequest/health` on port 8000 says whether it works.',
  see: 'KBEC-00281, "Configuring Load Balancers in ElectricFlow Clusters"',
  bad: spec(''),
  good: spec(', check: {type: http, path: /commanderRequest/health}'),
  check(cluster, find) {
    for (const {services} of applicationsOf(cluster, 'electricflow')) {
      for (const {service} of services.filter(({role}) => role === 'server')) {
        const {name, engine, check, origin} = service
        // Balance checks nothing; and a program or an agent may ask whatever it likes.
        if (engine.value === 'balance' || check.type === 'external' || check.type === 'agent') continue
        if (check.type === 'http' && check.path.value === HEALTH) continue
        find({
          message: `Service \`${name}\` does not ask ElectricFlow's servers for \`${HEALTH}\`.`,
          hint: 'Write `check: electricflow`.',
          path: check.type === 'http' ? check.path.origin : check.origin,
          owner: origin,
        })
      }
    }
  },
}

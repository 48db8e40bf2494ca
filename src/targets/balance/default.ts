import type {Report} from '../../findings/finding.ts'
import type {Origin, Service} from '../../model/cluster.ts'
import {kinds} from './kinds.ts'

/** Reports LB540 for a default that Balance could have in another service and not in this one: no error, for nobody asked for it here. */
export function goWithout(service: Service, what: string, why: string, origin: Origin, report: Report): void {
  report({
    ...kinds.defaultNotApplied,
    message: `Service \`${service.name}\` goes without ${what} of \`defaults\`; ${why}.`,
    hint: 'Use `engine: haproxy` for this service if it needs that.',
    path: origin,
  })
}

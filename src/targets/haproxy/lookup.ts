import type {Report} from '../../findings/finding.ts'
import type {Cluster, Service} from '../../model/cluster.ts'
import {kinds} from './kinds.ts'
import {supports} from './since.ts'

/**
 * How a server gets its address from a name. To ask the machine's own library at the start spares the moment until the resolvers
 * have answered; up to 2.8 HAProxy warns when it knows no answer, so that resolvers have to do alone there.
 */
export const lookupView = (resolvers: string | undefined, release: string) => ({
  resolvers,
  atStart: resolvers === undefined || supports(release, 'quietLookup'),
})

/** Reports LB414, once for each node: its name is never asked for again. */
export function reportLookups({nodes, haproxy}: Cluster, services: readonly Service[], report: Report): void {
  const named = nodes.filter(({address, resolvers}) => address.value.kind === 'name' && resolvers === undefined)
  // What earlier releases do is said of each service.
  if (named.length === 0 || !supports(haproxy.version.value, 'lookUps')) return
  const used = new Set(services.flatMap(({servers}) => servers.map(({node}) => node.name)))
  for (const {name, address} of named.filter(node => used.has(node.name))) {
    report({
      ...kinds.lookedUpOnce,
      message: `HAProxy looks \`${address.value.text}\` up once, when it starts: node \`${name}\` keeps that address until the next start, or has none.`,
      hint: 'Add `resolvers` with the address of a name server, or write the address of the node.',
      path: address.origin,
    })
  }
}

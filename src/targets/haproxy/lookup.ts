import type {Report} from '../../findings/finding.ts'
import type {Cluster, Node, Service} from '../../model/cluster.ts'
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

/** Reports LB414, once for each node and fallback server: its name is never asked for again. */
export function reportLookups({nodes, haproxy}: Cluster, services: readonly Service[], report: Report): void {
  const named = nodes.filter(isLookedUpOnce)
  const fallbacks = services.flatMap(({name, fallback}) =>
    fallback?.kind === 'server' && isLookedUpOnce(fallback) ? {name, fallback} : [],
  )
  // What earlier releases do is said of each service.
  if (named.length + fallbacks.length === 0 || !supports(haproxy.version.value, 'lookUps')) return
  const used = new Set(services.flatMap(({servers}) => servers.map(({node}) => node.name)))
  for (const {name, address} of named.filter(node => used.has(node.name))) reportLookup(address, `node \`${name}\``, 'node', report)
  for (const {name, fallback} of fallbacks) reportLookup(fallback.address, `the fallback of service \`${name}\``, 'server', report)
}

const isLookedUpOnce = ({address, resolvers}: Named): boolean => address.value.kind === 'name' && resolvers === undefined

type Named = Pick<Node, 'address' | 'resolvers'>

function reportLookup({value, origin}: Named['address'], whose: string, what: string, report: Report): void {
  report({
    ...kinds.lookedUpOnce,
    message: `HAProxy looks \`${value.text}\` up once, when it starts: ${whose} keeps that address until the next start, or has none.`,
    hint: `Add \`resolvers\` with the address of a name server, or write the address of the ${what}.`,
    path: origin,
  })
}

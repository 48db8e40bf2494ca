import {applicationsOf} from './applications/of-kind.ts'
import type {AlfrescoApplication, Cluster, Secret} from './cluster.ts'

/** Every secret that a cluster's artifacts need. A new place for a secret gets its line here, and nowhere else. */
export const secretsOf = ({haproxy, highAvailability: {failover}, ...cluster}: Cluster): readonly Secret[] =>
  [
    haproxy.stats?.password,
    failover?.password,
    ...applicationsOf(cluster, 'alfresco').flatMap(secretsOfAlfresco),
    ...applicationsOf(cluster, 'alfresco-share').map(({clustering}) => clustering?.password),
  ].filter(secret => secret !== undefined)

/** The variable that a password in the way of a shell, such as `${NAME}`, was to be read from: nobody puts it in its place. */
export function variableMeant({from}: Secret): string | undefined {
  const found = from.kind === 'literal' ? /^\$(?:\{([A-Za-z_]\w*)\}|[A-Z_][A-Z\d_]*)$/.exec(from.value) : null
  // Without braces it may be a password for all that, which nobody is told.
  return found === null ? undefined : (found[1] ?? 'NAME')
}

const secretsOfAlfresco = ({clustering, search}: AlfrescoApplication): readonly (Secret | undefined)[] => [
  // A name is a password where Hazelcast takes it for one, or where it is kept like one.
  clustering !== undefined && (clustering.members.length > 0 || clustering.name?.from.kind !== 'literal') ? clustering.name : undefined,
  clustering?.password,
  search.sharedSecret,
]

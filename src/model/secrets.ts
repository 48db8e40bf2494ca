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

const secretsOfAlfresco = ({clustering, search}: AlfrescoApplication): readonly (Secret | undefined)[] => [
  // A name is a password where Hazelcast takes it for one, or where it is kept like one.
  clustering !== undefined && (clustering.members.length > 0 || clustering.name?.from.kind !== 'literal') ? clustering.name : undefined,
  clustering?.password,
  search.sharedSecret,
]

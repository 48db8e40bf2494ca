import type {Cluster, Secret} from './cluster.ts'

/** Every secret that a cluster's artifacts need. A new place for a secret gets its line here, and nowhere else. */
export const secretsOf = ({haproxy, highAvailability: {failover}}: Cluster): readonly Secret[] =>
  [haproxy.stats?.password, failover?.password].filter(secret => secret !== undefined)

import type {Cluster, Origin} from '../../model/cluster.ts'
import type {Comment} from '../comment.ts'
import {type NodeHeader, nodeHeaderOf} from '../header.ts'
import {type Duty, takenBy} from './duty.ts'

/** What stands at the top of every file for a node. */
export interface DutyHeader extends NodeHeader {
  readonly origin: Origin
  /** Addresses whose ARP another machine can look at. */
  readonly proofs: readonly {readonly text: Comment}[]
}

/** Proofs are for IPv4 alone: nobody asks by ARP for an IPv6 address. */
export const dutyHeaderOf = (duty: Duty, cluster: Cluster): DutyHeader => ({
  ...nodeHeaderOf(cluster, duty.node),
  origin: duty.node.origin,
  proofs: takenBy(duty, 'dr', 'tun')
    .filter(({host}) => host.kind === 'ipv4')
    .map(({host}) => ({text: {comment: host.text}})),
})

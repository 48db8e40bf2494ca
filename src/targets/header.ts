import type {Cluster, LoadBalancer, Node} from '../model/cluster.ts'
import type {Comment} from './comment.ts'

/** What the comment at the top of a load balancer's file names. */
export interface Header {
  readonly host: string
  readonly cluster: string
  readonly specFile: Comment
}

export const headerOf = ({name, specFile}: Cluster, host: LoadBalancer): Header => ({
  host: host.name,
  cluster: name,
  specFile: {comment: specFile},
})

/** What it names in a file that is the same on several nodes. */
export interface SharedHeader {
  readonly cluster: Comment
  readonly specFile: Comment
}

export const sharedHeaderOf = ({name, specFile}: Cluster): SharedHeader => ({cluster: {comment: name}, specFile: {comment: specFile}})

/** What it names in a node's file. */
export interface NodeHeader extends SharedHeader {
  readonly node: Comment
}

export const nodeHeaderOf = (cluster: Cluster, {name}: Node): NodeHeader => ({...sharedHeaderOf(cluster), node: {comment: name}})

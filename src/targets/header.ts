import type {Cluster, LoadBalancer} from '../model/cluster.ts'
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

import type {Cluster, Failover, LoadBalancer} from '../../model/cluster.ts'
import {vrrpVersion} from './vrrp.ts'

/** What `head.hbs` shows. */
export const headView = ({name, specFile, lvs}: Cluster, host: LoadBalancer, failover: Failover | undefined) => ({
  host: host.name,
  hostOrigin: host.origin,
  cluster: name,
  specFile: {comment: specFile},
  origin: failover === undefined ? lvs.origin : '/highAvailability',
  vrrp: failover && {version: vrrpVersion(failover), origin: failover.password?.origin ?? '/highAvailability/password'},
})

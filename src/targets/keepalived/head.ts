import type {Cluster, Failover, LoadBalancer} from '../../model/cluster.ts'
import {headerOf} from '../header.ts'
import {vrrpVersion} from './vrrp.ts'

/** What `head.hbs` shows. */
export const headView = (cluster: Cluster, host: LoadBalancer, failover: Failover | undefined) => ({
  ...headerOf(cluster, host),
  hostOrigin: host.origin,
  origin: failover === undefined ? cluster.lvs.origin : '/highAvailability',
  vrrp: failover && {version: vrrpVersion(failover), origin: failover.password?.origin ?? '/highAvailability/password'},
})

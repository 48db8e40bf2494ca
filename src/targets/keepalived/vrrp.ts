import type {Cluster, Failover, LoadBalancer, Origin} from '../../model/cluster.ts'

/** What `vrrp.hbs` shows: how this load balancer and the others agree on who has the floating addresses. */
export interface VrrpView {
  readonly scripts: readonly {readonly origin: Origin; readonly name: string; readonly program: string; readonly engine: string}[]
  readonly instances: readonly {readonly origin: Origin; readonly name: string}[]
}

export const vrrpView = (_cluster: Cluster, _host: LoadBalancer, _failover: Failover, _secrets: ReadonlyMap<Origin, string>): VrrpView => ({
  scripts: [],
  instances: [],
})

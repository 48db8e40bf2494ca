import type {Cluster, Origin} from '../../model/cluster.ts'

/** What `virtual-servers.hbs` shows: what the kernel balances, where keepalived is its manager. */
export interface VirtualServersView {
  readonly virtualServers: readonly {readonly origin: Origin; readonly address: string; readonly port: number}[]
}

/** None of them where another one manages the kernel's balancing. */
export const virtualServersView = (_cluster: Cluster): VirtualServersView => ({virtualServers: []})

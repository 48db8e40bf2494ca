import type {Cluster, Origin} from '../../model/cluster.ts'
import {markedServices, marksPath} from '../lvs/marks.ts'
import type {Need} from './needs.ts'

/** Where the rules are installed: a file of its own, for /etc/nftables.conf is the administrator's. */
export const filterPath = '/etc/nftables.d/lbgen.nft'

/** What `lbgen-nftables.service.hbs` loads: every file of nftables that is rendered; undefined where there is none. */
export function loaderView(cluster: Cluster, transparent: Need | undefined) {
  const {firewall} = cluster.host
  const marks = markedServices(cluster).flatMap(({packets}) => packets?.firewallMark?.origin ?? [])
  const own = [
    ...(firewall.value ? [{name: 'lbgen', origin: [firewall.origin]}] : []),
    ...(transparent ? [{name: 'lbgen_transparent', origin: transparent.origin}] : []),
  ]
  const tables = [...own, ...(marks.length > 0 ? [{name: 'lbgen-marks', origin: marks}] : [])]
  if (tables.length === 0) return undefined
  const originOf = (some: typeof tables): readonly Origin[] => some.flatMap(({origin}) => origin)
  return {
    origin: originOf(tables),
    files: [
      ...(own.length > 0 ? [{path: filterPath, origin: originOf(own)}] : []),
      ...(marks.length > 0 ? [{path: marksPath, origin: marks}] : []),
    ],
    tables,
  }
}

import type {Report} from '../findings/finding.ts'
import type {Cluster} from './cluster.ts'
import {duration, field, sourced} from './origin.ts'
import type {ResolvedSpec} from './resolve.ts'

/** Settings of the kernel's balancing. Reports LB113. */
export function buildLvs({manager, timeouts = {}}: ResolvedSpec['lvs'], report: Report): Cluster['lvs'] {
  const time = (name: keyof Cluster['lvs']['timeouts']) => {
    const written = field(timeouts, name, '/lvs/timeouts')
    return written && duration(written, report)
  }
  return {
    origin: '/lvs',
    manager: sourced(manager, '/lvs/manager'),
    timeouts: {tcp: time('tcp'), tcpFin: time('tcpFin'), udp: time('udp')},
  }
}

import type {Report} from '../findings/finding.ts'
import {pointer} from '../spec/pointer.ts'
import type {Packets} from './cluster.ts'
import {kinds} from './kinds.ts'
import {field, sourced} from './origin.ts'
import type {ResolvedService} from './resolve.ts'
import type {OriginOf} from './sourced.ts'

/** What the kernel is told of a service. Reports LB154 where it is not said how packets get to the nodes, LB120 on other engines. */
export function buildPackets(name: string, service: ResolvedService, originOf: OriginOf, report: Report): Packets | undefined {
  const path = pointer('/services', name)
  if (service.engine !== 'lvs') {
    for (const key of ['forward', 'protocol', 'firewallMark'] as const)
      if (service[key] !== undefined)
        report({
          ...kinds.contradiction,
          message: `Service \`${name}\` is forwarded by ${service.engine === 'haproxy' ? 'HAProxy' : 'Balance'}, and \`${key}\` is for \`engine: lvs\`.`,
          hint: 'Leave it out, or write `engine: lvs`.',
          path: pointer(path, key),
          part: 'key',
        })
    return undefined
  }
  if (service.forward === undefined) {
    report({
      ...kinds.missingForward,
      message: `Service \`${name}\` does not say how the kernel gets packets to its nodes.`,
      hint: 'Add `forward: dr` (the nodes answer clients themselves), `nat` (answers come back through the load balancer) or `tun` (like `dr`, in a tunnel).',
      path,
      part: 'key',
    })
  }
  return {
    forward: sourced(service.forward ?? 'dr', originOf('forward')),
    protocol: sourced(service.protocol ?? 'tcp', originOf('protocol')),
    firewallMark: field(service, 'firewallMark', path),
  }
}

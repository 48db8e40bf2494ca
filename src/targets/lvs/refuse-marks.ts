import type {Report} from '../../findings/finding.ts'
import type {Cluster, Listener, Service} from '../../model/cluster.ts'
import {kinds} from './kinds.ts'
import {placeOf} from './places.ts'

/** Reports marks that meet: LB650, LB651. */
export function refuseMarks({services}: Cluster, report: Report): void {
  const seen = new Map<number, string>()
  for (const {name, packets} of services) {
    const mark = packets?.firewallMark
    if (mark === undefined) continue
    const other = seen.get(mark.value)
    if (other !== undefined)
      report({
        ...kinds.markTwice,
        message: `Services \`${other}\` and \`${name}\` both have the firewall mark ${mark.value}, and the kernel takes them for one.`,
        hint: 'Give each service a number of its own.',
        path: mark.origin,
      })
    else seen.set(mark.value, name)
  }
  refuseWideMarks(services, report)
  refuseTransparentMark(services, report)
}

/** What `host/nftables.conf.hbs` puts on packets of HAProxy's transparent connections. */
const TRANSPARENT = 27_746

function refuseTransparentMark(services: readonly Service[], report: Report): void {
  const other = services.find(({engine, clientAddress}) => engine.value === 'haproxy' && clientAddress.value === 'transparent')
  const own = services.find(({packets}) => packets?.firewallMark?.value === TRANSPARENT)
  if (other === undefined || own?.packets?.firewallMark === undefined) return
  report({
    ...kinds.markTwice,
    message: `Service \`${own.name}\` has the firewall mark ${TRANSPARENT}, which the connections of service \`${other.name}\` get (\`clientAddress: transparent\`).`,
    hint: 'Give it another number.',
    path: own.packets.firewallMark.origin,
  })
}

/** A mark on packets to every address takes those of other services too: the kernel looks at it before anything else. */
function refuseWideMarks(services: readonly Service[], report: Report): void {
  const protocolOf = ({packets}: Service): string => packets?.protocol.value ?? 'tcp'
  const wide = services.filter(({packets}) => packets?.firewallMark !== undefined)
  for (const service of wide)
    for (const listener of service.listeners.filter(one => placeOf(one) === undefined)) {
      const other = services.find(
        each =>
          each !== service &&
          protocolOf(each) === protocolOf(service) &&
          [...each.listeners, ...each.redirects].some(one => placeOf(one)?.kind === 'ipv4' && sharesPort(one, listener)),
      )
      if (other === undefined) continue
      report({
        ...kinds.markTakesAll,
        message: `Service \`${service.name}\` listens on every address, and takes the packets of service \`${other.name}\` too.`,
        hint: 'Write the addresses of the service.',
        path: listener.address.origin,
      })
    }
}

const sharesPort = (a: Listener, b: Listener): boolean =>
  a.ports.value.some(one => b.ports.value.some(other => one.first <= other.last && other.first <= one.last))

import type {Report} from '../../../findings/finding.ts'
import type {HaproxySettings, Service} from '../../../model/cluster.ts'
import {entriesOf} from '../../../model/listener.ts'
import {kinds} from '../kinds.ts'
import {availability, supports} from '../since.ts'

const isTransparent = ({clientAddress}: Service): boolean => clientAddress.value === 'transparent'

const becomesUser = ({user}: HaproxySettings): boolean => user !== undefined && user.value !== 'root'

/** Where a service needs a right that HAProxy would lose as another user. */
export const keepsRights = (services: readonly Service[], haproxy: HaproxySettings): Service['clientAddress'] | undefined =>
  becomesUser(haproxy) && supports(haproxy.version.value, 'keptRights') ? services.find(isTransparent)?.clientAddress : undefined

/** Reports LB401, LB410 and LB411: what `clientAddress: transparent` needs of HAProxy, of addresses and of the machines. */
export function reportTransparent(service: Service, haproxy: HaproxySettings, report: Report): void {
  if (!isTransparent(service)) return
  const {name, clientAddress} = service
  const path = clientAddress.origin
  if (becomesUser(haproxy) && !supports(haproxy.version.value, 'keptRights')) {
    const {since, instead} = availability('keptRights')
    report({
      ...kinds.missingFeature,
      message: `Service \`${name}\` wants to speak from its clients' addresses, for which HAProxy ${haproxy.version.value} has to stay root.`,
      hint: `${instead ?? ''}, or use HAProxy ${since} or later.`,
      path,
    })
  }
  reportFamilies(service, report)
  report({
    ...kinds.transparentHost,
    message: `Service \`${name}\` speaks to its nodes from its clients' addresses: without the machines set up for it, no answer comes back.`,
    hint: 'Make the load balancer the gateway of its nodes, and install what is rendered for it beside HAProxy: `90-lbgen.conf`, `lbgen.nft`, `lbgen-nftables.service` and `lbgen-transparent.service` lead their answers to HAProxy.',
    path,
  })
}

/** Reports LB410: a node cannot hear from an address of the other family. */
function reportFamilies(service: Service, report: Report): void {
  const {name, clientAddress, servers} = service
  const clients = new Set(entriesOf(service).map(({address}) => (address.value.kind === 'ipv6' ? 'ipv6' : 'ipv4')))
  const nodes = new Set(servers.map(({node}) => node.address.value.kind).filter(kind => kind !== 'name'))
  if (new Set([...clients, ...nodes]).size < 2) return
  report({
    ...kinds.mixedFamilies,
    message: `Service \`${name}\` has IPv4 and IPv6 among its listeners and nodes, and no node hears from a client's address of the other kind.`,
    hint: 'Write a service for each, or another `clientAddress`.',
    path: clientAddress.origin,
  })
}

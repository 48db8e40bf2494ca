import type {AlfrescoApplication, Cluster, Origin, Service} from '../../model/cluster.ts'
import type {Report} from '../../findings/finding.ts'
import {cifsClustering, kinds} from './kinds.ts'
import {distinct} from './distinct.ts'
import {cifsRoles, sourceAddresses} from './load-balancers.ts'
import {alfrescoApplications} from './settings.ts'
import {listSupport} from './since.ts'

/** Reports LB801 to LB804, LB809, LB810 and LB812: what keeps CIFS from working behind the cluster's load balancers. */
export function checkCifs(cluster: Cluster, report: Report): void {
  const applications = alfrescoApplications(cluster).filter(application => cifsRoles(application).length > 0)
  for (const application of applications) checkRelease(application, report)
  const services = distinct(
    applications.flatMap(cifsRoles).map(({service}) => service),
    ({name}) => name,
  )
  checkAddresses(cluster, services, report)
  for (const service of services) {
    checkPlainTcp(service, report)
    checkServers(service, applications, report)
  }
}

function checkAddresses(cluster: Cluster, services: readonly Service[], report: Report): void {
  const addresses = services.flatMap(service => sourceAddresses(cluster, service))
  for (const {value, origin} of distinct(addresses, address => address.origin)) {
    if (value.kind === 'ipv4') continue
    report({
      ...kinds.sourceNotIpv4,
      message: `Alfresco takes dotted IPv4 addresses alone in \`cifs.loadBalancerList\`, and does not start with \`${value.text}\`.`,
      hint: 'Write `sourceAddress` as the IPv4 address that the nodes see connections come from.',
      path: origin,
      see: cifsClustering,
    })
  }
}

function checkRelease({name, release}: AlfrescoApplication, report: Report): void {
  const support = listSupport(release.value)
  const path = release.origin
  if (support.kind === 'gone') {
    const message = `Application \`${name}\` is Alfresco ${release.value}, which has no CIFS: 6.0 was the last release with it.`
    report({...kinds.noCifs, message, hint: "Remove `cifs` from the application's `services`.", path})
  }
  if (support.kind === 'lacks') {
    const message = `Application \`${name}\` is Alfresco ${release.value}, which has no \`cifs.loadBalancerList\` and takes all CIFS clients behind a load balancer for one.`
    const hint = `Update it to ${oneOf(support.first)}, or remove \`cifs\` from the application's \`services\`.`
    report({...kinds.noLoadBalancerList, message, hint, path, see: cifsClustering})
  }
  if (support.kind === 'unsure') {
    const message = `Application \`${name}\` is Alfresco ${release.value}, where only ${oneOf(support.first)} and later read \`cifs.loadBalancerList\`.`
    report({...kinds.unsureRelease, message, hint: `Write the service pack too: \`${release.value}.N\`.`, path})
  }
}

const oneOf = (releases: readonly string[]): string => new Intl.ListFormat('en', {type: 'disjunction'}).format(releases)

/** CIFS is SMB over TCP: Alfresco reads no HTTP, no PROXY header and no TLS there. */
function checkPlainTcp({name, mode, clientAddress, reencrypt}: Service, report: Report): void {
  const found = (what: string, hint: string, path: Origin): void =>
    report({...kinds.cifsNeedsPlainTcp, message: `Service \`${name}\` leads to CIFS, which ${what}.`, hint, path})

  if (mode.value === 'http') found('is not HTTP', 'Write `mode: tcp`.', mode.origin)
  else if (!['hidden', 'transparent'].includes(clientAddress.value))
    found('reads no PROXY header', 'Write `clientAddress: hidden`.', clientAddress.origin)
  if (reencrypt !== undefined) found('reads no TLS', 'Remove `reencrypt`.', reencrypt.origin)
}

function checkServers(service: Service, applications: readonly AlfrescoApplication[], report: Report): void {
  const behind = applications.filter(application => cifsRoles(application).some(role => role.service.name === service.name))
  if (service.discovery) {
    report({
      ...kinds.unknownCifsNodes,
      message: `Service \`${service.name}\` leads to CIFS on the nodes that the DNS names, and nobody tells those of the load balancers unless they are in application \`${behind.map(({name}) => name).join('`, `')}\`.`,
      hint: "List the nodes by name, or see to it that the DNS names none but the application's `nodes`.",
      path: service.discovery.name.origin,
      see: cifsClustering,
    })
  }
  const told = new Set(behind.flatMap(({nodes}) => nodes.map(({name}) => name)))
  for (const {node, origin} of service.servers) {
    if (told.has(node.name)) continue
    report({
      ...kinds.nodeOutsideApplication,
      message: `Service \`${service.name}\` leads to CIFS on node \`${node.name}\`, which is not told of the load balancers: application \`${behind.map(({name}) => name).join('`, `')}\` does not run there.`,
      hint: `Add \`${node.name}\` to the application's \`nodes\`, or take it out of the service's.`,
      path: origin,
      see: cifsClustering,
    })
  }
}

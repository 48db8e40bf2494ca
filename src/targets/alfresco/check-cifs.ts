import {listSupport} from '../../model/applications/alfresco-releases.ts'
import type {AlfrescoApplication, Cluster, Service} from '../../model/cluster.ts'
import type {Report} from '../../findings/finding.ts'
import {cifsClustering, kinds} from './kinds.ts'
import {distinct} from './distinct.ts'
import {cifsRoles, sourceAddresses} from './load-balancers.ts'
import {alfrescoApplications} from './settings.ts'
import {withoutRole} from './without-role.ts'

/** Reports LB801 to LB804 and LB812: what keeps CIFS from working behind the cluster's load balancers. */
export function checkCifs(cluster: Cluster, report: Report): void {
  const applications = alfrescoApplications(cluster).filter(application => cifsRoles(application).length > 0)
  for (const application of applications) checkRelease(cluster, application, report)
  const services = distinct(
    applications.flatMap(cifsRoles).map(({service}) => service),
    ({name}) => name,
  )
  checkAddresses(cluster, services, report)
  for (const service of services) {
    checkDiscovered(service, applications, report)
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

function checkRelease(cluster: Cluster, application: AlfrescoApplication, report: Report): void {
  const {name, release} = application
  const support = listSupport(release.value)
  const path = release.origin
  if (support.kind === 'gone') {
    const message = `Application \`${name}\` is Alfresco ${release.value}, which has no CIFS: 6.0 was the last release with it.`
    for (const role of cifsRoles(application))
      report({...kinds.noCifs, message, hint: withoutRole(cluster, role), path: role.origin, part: 'key'})
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

function checkDiscovered(service: Service, applications: readonly AlfrescoApplication[], report: Report): void {
  if (service.discovery === undefined) return
  const behind = applications.filter(application => cifsRoles(application).some(role => role.service.name === service.name))
  report({
    ...kinds.unknownCifsNodes,
    message: `Service \`${service.name}\` leads to CIFS on the nodes that the DNS names, and nobody tells those of the load balancers unless they are in application \`${behind.map(({name}) => name).join('`, `')}\`.`,
    hint: "List the nodes by name, or see to it that the DNS names none but the application's `nodes`.",
    path: service.discovery.name.origin,
    see: cifsClustering,
  })
}

import type {AlfrescoRole, Cluster, Origin, Service} from '../../model/cluster.ts'
import {grouped} from './distinct.ts'
import {portsAmong} from './node-ports.ts'
import type {Report} from '../../findings/finding.ts'
import {cifsClustering, kinds} from './kinds.ts'
import {type Part, partsOf, streamRoles, titles} from './roles.ts'

/** Reports LB809, LB810 and LB869 to LB871: services that cannot be what an application says that they are. */
export function checkRoles(cluster: Cluster, report: Report): void {
  const parts = partsOf(cluster)
  const ofService = grouped(parts, ({service}) => service.name)
  for (const part of parts) checkNodes(part, report)
  for (const roles of ofService.values()) checkService(roles, report)
  checkSwapped(parts, report)
}

/** What is wrong with one service, said once. */
function checkService(roles: readonly Part[], report: Report): void {
  const stream = roles.find(({role}) => streamRoles.has(role))
  const other = roles.find(part => part !== stream)
  if (stream !== undefined && other !== undefined) return reportTwoRoles(stream, other, report)
  for (const part of roles) {
    if (!streamRoles.has(part.role) || isPlainTcp(part, report)) checkPort(part, report)
  }
}

function reportTwoRoles(one: Part, other: Part, report: Report): void {
  report({
    ...kinds.twoRoles,
    message: `Service \`${one.service.name}\` is named for both ${titles[one.role]} and ${titles[other.role]}, and one port of a node has one of them alone.`,
    hint: `Name a service of its own for each under the application's \`services\`.`,
    path: other.origin,
  })
}

/** Alfresco reads no HTTP, no PROXY header and no TLS where it speaks a protocol of its own; IMAP alone has a port with TLS. */
function isPlainTcp({role, service}: Part, report: Report): boolean {
  const {name, mode, clientAddress, reencrypt} = service
  let isPlain = true
  const found = (what: string, hint: string, path: Origin): void => {
    isPlain = false
    report({...kinds.needsPlainTcp, message: `Service \`${name}\` leads to ${titles[role]}, which ${what}.`, hint, path})
  }

  if (mode.value === 'http') found('is not HTTP', `Write \`mode: tcp\` in service \`${name}\`.`, mode.origin)
  // Of X-Forwarded-For in tcp mode LB111 speaks.
  else if (clientAddress.value.startsWith('proxy-protocol'))
    found('reads no PROXY header', `Write \`clientAddress: hidden\` in service \`${name}\`.`, clientAddress.origin)
  if (reencrypt !== undefined && role !== 'imap')
    found('reads no TLS', `Write \`reencrypt: false\` in service \`${name}\`, or leave it out.`, reencrypt.origin)
  return isPlain
}

/** Where each protocol is known to be. */
const knownPorts: readonly (readonly [string, readonly AlfrescoRole[], readonly number[]])[] = [
  ['CIFS', ['cifs'], [139, 445, 1139, 1445]],
  ['FTP', ['ftp'], [21, 990, 2121]],
  ['NFS', ['nfs'], [111, 2049]],
  ['IMAP', ['imap'], [143, 993, 1143, 1993]],
  ['SMTP', ['smtp'], [25, 465, 587]],
  ['HTTP', ['web', 'share', 'solr', 'spp'], [80, 443, 7070, 8080, 8443, 8983, 8984]],
]

/** A role that was given to another role's service. */
function checkPort({role, service, origin}: Part, report: Report): void {
  const ports = portsAmong(service)
  const protocols = knownPorts.filter(([, , known]) => known.some(port => ports.includes(port)))
  const [other] = protocols
  if (other === undefined || protocols.some(([, roles]) => roles.includes(role))) return
  const [protocol, , known] = other
  report({
    ...kinds.otherPort,
    message: `Service \`${service.name}\` is named for ${titles[role]}, and its port ${ports.find(port => known.includes(port))} is that of ${protocol}.`,
    hint: `Name the service for ${titles[role]} as \`${role}\` under the application's \`services\`.`,
    path: origin,
  })
}

/** Whether a check asks for a page of Share's. */
const asksShare = ({check}: Service): boolean => check.type === 'http' && /^\/share([/?;]|$)/.test(check.path.value)

/** The repository's service, which asks its nodes for Share, beside one for Share that does not. */
function checkSwapped(parts: readonly Part[], report: Report): void {
  for (const {service, origin, applications} of parts.filter(({role}) => role === 'web')) {
    const share = parts.find(part => part.role === 'share' && part.applications.some(one => applications.includes(one)))?.service
    if (share === undefined || share.name === service.name || !asksShare(service) || asksShare(share)) continue
    report({
      ...kinds.swappedRoles,
      message: `Service \`${service.name}\` is named for the repository and checks Share, and service \`${share.name}\` is named for Share and does not.`,
      hint: `Write \`web: ${share.name}\` and \`share: ${service.name}\`, if the two are swapped.`,
      path: origin,
    })
  }
}

/** Share and Solr may stand on nodes of their own, and so may a page for when all else fails. */
function checkNodes({role, service, applications}: Part, report: Report): void {
  if (role === 'share' || role === 'solr') return
  const told = new Set(applications.flatMap(({nodes}) => nodes.map(({name}) => name)))
  const names = applications.map(({name}) => `\`${name}\``).join(', ')
  for (const {node, backup, origin} of service.servers) {
    if (told.has(node.name) || (backup.value && !streamRoles.has(role))) continue
    report({
      ...kinds.nodeOutsideApplication,
      message: `Service \`${service.name}\` leads to ${titles[role]} on node \`${node.name}\`, which ${role === 'cifs' ? 'is not told of the load balancers' : 'gets no settings of it'}: application ${names} does not run there.`,
      hint: `Add \`${node.name}\` to the application's \`nodes\`, or take it out of the service's.`,
      path: origin,
      ...(role === 'cifs' && {see: cifsClustering}),
    })
  }
}

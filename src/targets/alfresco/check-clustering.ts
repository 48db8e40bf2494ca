import {parseHost} from '../../model/endpoint.ts'
import {type AlfrescoFeature, firstWith, hasFeature} from '../../model/applications/alfresco-releases.ts'
import type {AlfrescoApplication, AlfrescoClustering, Origin} from '../../model/cluster.ts'
import type {Report} from '../../findings/finding.ts'
import {roleOf} from './facts.ts'
import {fileRoles} from './file-servers.ts'
import {kinds} from './kinds.ts'
import {addressBetween} from './rows/clustering.ts'

/** Reports LB817, LB818, LB860, LB862 and LB863: what of `clustering` the release does not take up, and what it lacks. */
export function checkClustering(application: AlfrescoApplication, report: Report): void {
  const {clustering} = application
  if (clustering === undefined) return
  reportUnused(application, clustering, report)
  if (!clustering.enabled.value) return
  reportNames(application, clustering, report)
  reportMembers(application, clustering, report)
}

/** What a release makes nothing of, when it is written. */
function reportUnused(application: AlfrescoApplication, clustering: AlfrescoClustering, report: Report): void {
  const {release} = application
  const has = (feature: AlfrescoFeature): boolean => hasFeature(release.value, feature)
  const isClient = clustering.members.length > 0
  const jlan = has('jlanCluster') && fileRoles.some(role => roleOf(application, role))
  const fields: readonly (readonly [keyof AlfrescoClustering, boolean, string])[] = [
    ['name', has('jgroups') || isClient, 'makes up the name itself'],
    ['password', jlan || has('hazelcastPassword'), 'has no password between its nodes'],
    ['interface', jlan || (has('hazelcast') && !isClient), 'goes by the address of each node'],
  ]
  for (const [field, used, why] of fields) {
    const value = clustering[field]
    if (used || value === undefined || !('origin' in Object(value))) continue
    report({
      ...kinds.unusedField,
      message: `Alfresco ${release.value} ${why}: \`clustering.${field}\` has no effect.`,
      hint: 'Leave it out.',
      path: `${clustering.origin}/${field}`,
      part: 'key',
    })
  }
}

/** Nodes listen on addresses; a name may lead to another one. */
function reportNames({name, nodes}: AlfrescoApplication, clustering: AlfrescoClustering, report: Report): void {
  if (clustering.interface !== undefined || clustering.members.length > 0) return
  for (const node of nodes) {
    const {value, origin} = addressBetween(clustering, node)
    if (value.kind !== 'name') continue
    report({
      ...kinds.nameForAddress,
      message: `Node \`${node.name}\` of application \`${name}\` is known by a host name; nodes of a cluster find each other by addresses that stay.`,
      hint: `Write its address under \`clustering.addresses.${node.name}\`.`,
      path: origin,
    })
  }
}

function reportMembers({release}: AlfrescoApplication, {members, name}: AlfrescoClustering, report: Report): void {
  const [first] = members
  if (first === undefined) return
  const path = parentOf(first.origin)
  if (!hasFeature(release.value, 'hazelcastClient'))
    report({
      ...kinds.missingFeature,
      message: `Alfresco ${release.value} has its Hazelcast inside: members of one of its own came with ${firstWith('hazelcastClient')}.`,
      hint: 'Leave `members` out.',
      path,
      part: 'key',
    })
  else if (name === undefined)
    report({
      ...kinds.namelessCluster,
      message: 'A Hazelcast of its own has a name, which its clients have to know.',
      hint: 'Write `name: {env: NAME}` beside `members`: who knows it may join.',
      path,
      part: 'key',
    })
  reportWrongMembers(members, report)
}

function reportWrongMembers(members: AlfrescoClustering['members'], report: Report): void {
  for (const {value, origin} of members.filter(member => !isMember(member.value)))
    report({
      ...kinds.wrongMember,
      message: `\`${value}\` is no member of Hazelcast: an address and a port.`,
      hint: 'Write `10.20.0.31:5701`, for example.',
      path: origin,
    })
}

const parentOf = (origin: Origin): Origin => origin.slice(0, origin.lastIndexOf('/'))

function isMember(text: string): boolean {
  const {six, host = '', port = ''} = /^(?:\[(?<six>[^\]]*)\]|(?<host>[^:]*)):(?<port>[1-9]\d{0,4})$/.exec(text)?.groups ?? {}
  return (six === undefined ? parseHost(host) !== undefined : parseHost(six)?.kind === 'ipv6') && Number(port) <= 65_535
}

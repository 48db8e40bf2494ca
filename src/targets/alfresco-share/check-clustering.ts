import type {Origin, ShareApplication, ShareClustering} from '../../model/cluster.ts'
import type {Report} from '../../findings/finding.ts'
import {fitsXml} from '../xml.ts'
import {kinds} from './kinds.ts'
import {clusterShapeOf, hazelcastShapeOf} from './since.ts'
import type {Tier} from '../../model/applications/tier.ts'

/** Reports LB824, LB825, LB829 and LB832: what of a Share's fields comes to nothing. */
export function checkClustering({share}: Tier, secrets: ReadonlyMap<Origin, string>, report: Report): void {
  checkIdle(share, report)
  if (share.clustering === undefined) return
  const schema = share.clustering.hazelcast?.value ?? clusterShapeOf(share.release.value).hazelcast
  checkHazelcast(share, share.clustering, report)
  checkPassword(share, share.clustering, schema, report)
  checkTexts(share.clustering, secrets, report)
  if (share.clustering.join.value === 'tcp' && schema !== '' && share.nodes.length > 1) checkMembers(share, report)
}

function checkIdle({name, userHeader, sso, repositoryPort, endpoints}: ShareApplication, report: Report): void {
  if (userHeader !== undefined && sso.value !== 'external') {
    reportIdle(name, 'a `userHeader`, which says nothing without `sso: external`', userHeader.origin, report)
  }
  if (repositoryPort !== undefined && endpoints.value === 'balanced') {
    reportIdle(name, 'a `repositoryPort`, which says nothing without `endpoints: local`', repositoryPort.origin, report)
  }
}

function checkHazelcast({name, release}: ShareApplication, {hazelcast: written}: ShareClustering, report: Report): void {
  const {hazelcast} = clusterShapeOf(release.value)
  if (written === undefined || written.value === hazelcast) return
  if (hazelcast === '') reportIdle(name, `a \`hazelcast\`, of which release ${release.value} knows none`, written.origin, report)
  else {
    report({
      ...kinds.otherHazelcast,
      message: `Application \`${name}\` names the schema of Hazelcast ${written.value}, and Share ${release.value} ships ${hazelcast}: a schema that is not in its jar is fetched from the Internet, and Share does not start without.`,
      hint: 'Compare it with `hazelcast-spring-*.jar` in `share/WEB-INF/lib`, and remove `hazelcast` unless that one is another.',
      path: written.origin,
    })
  }
}

/** From Hazelcast 4 on a cluster has no password, and before Hazelcast there was no cluster. */
function checkPassword({name, release}: ShareApplication, {password}: ShareClustering, schema: string, report: Report): void {
  if (password === undefined || (schema !== '' && hazelcastShapeOf(schema).naming === 'group')) return
  reportIdle(name, `a password for its nodes, of which release ${release.value} knows none`, password.origin, report)
}

const reportIdle = (name: string, what: string, path: Origin, report: Report): void =>
  report({...kinds.idleField, message: `Application \`${name}\` has ${what}.`, hint: 'Remove it.', path})

function checkTexts({name, password}: ShareClustering, secrets: ReadonlyMap<Origin, string>, report: Report): void {
  const unfit = (what: string, path: Origin): void =>
    report({
      ...kinds.unfitForXml,
      message: `The ${what} by which Share's nodes know each other holds a character that XML has no place for.`,
      hint: 'Use characters that can be seen.',
      path,
    })

  if (!fitsXml(name.value)) unfit('name', name.origin)
  if (password !== undefined && !fitsXml(secrets.get(password.origin) ?? '')) unfit('password', password.origin)
}

function checkMembers({nodes}: ShareApplication, report: Report): void {
  for (const {name, address} of nodes.filter(node => node.address.value.kind === 'ipv6')) {
    report({
      ...kinds.ipv6Member,
      message: `Share's nodes are to find each other at \`${address.value.text}\`, node \`${name}\`; Hazelcast uses IPv4 unless Java is told otherwise.`,
      hint: 'Give the node an IPv4 address, or start Java with `-Dhazelcast.prefer.ipv4.stack=false` on all nodes.',
      path: address.origin,
    })
  }
}

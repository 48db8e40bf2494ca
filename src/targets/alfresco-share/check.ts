import type {Origin} from '../../model/cluster.ts'
import type {Report} from '../../findings/finding.ts'
import {sourceAddresses} from '../alfresco/load-balancers.ts'
import {checkClustering} from './check-clustering.ts'
import {repositoryUrl} from './config.ts'
import {kinds} from './kinds.ts'
import {csrfShapeOf, firstPackOf} from './since.ts'
import type {Tier} from '../../model/applications/tier.ts'
import {tomcatsOf} from './tomcat.ts'
import {publicUrls} from './urls.ts'

/** Reports LB820 to LB833: what keeps a Share from working behind the cluster's load balancers. */
export function checkTiers(tiers: readonly Tier[], secrets: ReadonlyMap<Origin, string>, report: Report): void {
  for (const tier of tiers) checkTier(tier, secrets, report)
  const first = new Map<string, string>()
  for (const {share} of tiers) {
    for (const node of share.nodes) {
      const other = first.get(node.name)
      first.set(node.name, share.name)
      if (other !== undefined) reportTwo(node.name, other, share, report)
    }
  }
}

const reportTwo = (node: string, other: string, {name, origin}: Tier['share'], report: Report): void =>
  report({
    ...kinds.twoShares,
    message: `Applications \`${other}\` and \`${name}\` both are Share on node \`${node}\`, which reads one file of each kind.`,
    hint: 'Write the `nodes` of each, so that every node has one of them.',
    path: origin,
    part: 'key',
  })

function checkTier(tier: Tier, secrets: ReadonlyMap<Origin, string>, report: Report): void {
  checkRelease(tier, report)
  checkMajor(tier, report)
  checkPublished(tier, report)
  checkStrayNodes(tier, report)
  checkEndpoints(tier, report)
  checkClustering(tier, secrets, report)
  checkBalancers(tier, report)
  checkCsrf(tier, report)
}

function checkRelease({share: {name, release}}: Tier, report: Report): void {
  const first = firstPackOf(release.value)
  if (first === undefined) return
  report({
    ...kinds.unsureShare,
    message: `Application \`${name}\` is Share ${release.value}, of which only ${first} and later have Hazelcast: lbgen takes it for one of those.`,
    hint: `Write the service pack too: \`${release.value}.N\`.`,
    path: release.origin,
  })
}

const majorOf = (release: string): string => release.split('.')[0] ?? ''

/** Share and repository are released together. */
function checkMajor({share: {name, release}, repository}: Tier, report: Report): void {
  if (repository === undefined || majorOf(release.value) === majorOf(repository.release.value)) return
  report({
    ...kinds.otherRelease,
    message: `Application \`${name}\` is Share ${release.value}, and its repository \`${repository.name}\` is Alfresco ${repository.release.value}: they are made for each other within a major release.`,
    hint: 'Write the releases that run there, and update both together.',
    path: release.origin,
  })
}

function checkPublished({cluster, share, shareService, serverName}: Tier, report: Report): void {
  const find = (message: string, hint: string): void => report({...kinds.unpublishedShare, message, hint, path: share.origin, part: 'key'})
  if (shareService === undefined)
    find(
      `No service is said to publish application \`${share.name}\`: neither it nor its Tomcats are told their public address.`,
      "Write the service as `share` under the application's `services`.",
    )
  else if (publicUrls(cluster, shareService, serverName?.value).length === 0)
    find(
      `Nobody says at which address service \`${shareService.name}\` publishes application \`${share.name}\`: neither it nor its Tomcats are told.`,
      'Write the name as `serverName`, or an address with a listener of the service.',
    )
}

function checkStrayNodes({share, shareService}: Tier, report: Report): void {
  if (shareService === undefined) return
  const own = new Set(share.nodes.map(({name}) => name))
  for (const {node, origin} of shareService.servers) {
    if (own.has(node.name)) continue
    report({
      ...kinds.strayShareNode,
      message: `Service \`${shareService.name}\` leads to Share on node \`${node.name}\`, which hears of no change on the others: application \`${share.name}\` does not run there.`,
      hint: `Add \`${node.name}\` to the application's \`nodes\`, or take it out of the service's.`,
      path: origin,
    })
  }
}

function checkEndpoints(tier: Tier, report: Report): void {
  if (tier.share.endpoints.value === 'local') checkLocal(tier, report)
  else checkBalanced(tier, report)
}

function checkLocal({share, repository}: Tier, report: Report): void {
  const own = new Set(repository?.nodes.map(({name}) => name))
  for (const {name} of share.nodes.filter(node => !own.has(node.name))) {
    report({
      ...kinds.noLocalRepository,
      message: `Share on node \`${name}\` asks the repository of its own node, and application \`${share.repository.value}\` does not run there.`,
      hint: `Add \`${name}\` to the \`nodes\` of \`${share.repository.value}\`, or write \`endpoints: balanced\`.`,
      path: share.endpoints.origin,
    })
  }
}

function checkBalanced(tier: Tier, report: Report): void {
  const {share, repositoryService, serverName} = tier
  const [node] = share.nodes
  const url = node && repositoryUrl(tier, node)
  const common = {path: share.endpoints.origin, owner: share.origin}
  if (repositoryService === undefined || url === undefined) {
    report({
      ...kinds.noRepositoryService,
      ...common,
      message: `Application \`${share.name}\` asks the repository through the load balancer, and ${repositoryService === undefined ? 'no service is said to lead there' : `nobody says at which address service \`${repositoryService.name}\` listens`}.`,
      hint:
        repositoryService === undefined
          ? "Write the service as `repository` under the application's `services`, or write `endpoints: local`."
          : 'Write an address with a listener of the service, or write `endpoints: local`.',
    })
  } else if (url.value.startsWith('https://') && serverName === undefined) {
    report({
      ...kinds.tlsByAddress,
      ...common,
      message: `Share asks the repository at \`${url.value}\`, and Java trusts a certificate only for what it names, which seldom is an address.`,
      hint: 'Write the name that the certificate holds as `serverName`.',
    })
  }
}

function checkBalancers(tier: Tier, report: Report): void {
  const services = new Set(tomcatsOf(tier).flatMap(tomcat => tomcat.services.filter(({clientAddress}) => clientAddress.value === 'header')))
  const named = [...services].flatMap(service => sourceAddresses(tier.cluster, service)).filter(({value}) => value.kind === 'name')
  for (const {value, origin} of new Map(named.map(each => [each.origin, each])).values()) {
    report({
      ...kinds.namedBalancer,
      message: `Tomcat tells load balancers by their addresses, and \`${value.text}\` is a name: it does not believe what comes from there.`,
      hint: 'Write `sourceAddress` as the address that the nodes see requests come from.',
      path: origin,
      see: 'https://tomcat.apache.org/tomcat-9.0-doc/config/valve.html#Remote_IP_Valve',
    })
  }
}

function checkCsrf({share, shareService}: Tier, report: Report): void {
  if (!share.csrf.value || shareService === undefined || csrfShapeOf(share.release.value) !== 'literal') return
  report({
    ...kinds.csrfByHand,
    message: `Share ${share.release.value} holds requests against a policy of another shape than lbgen writes, from 5.0 on.`,
    hint: 'Copy `CSRFPolicy` from its `share-security-config.xml`, with the public address as `referer` and `origin`, and write `csrf: false`.',
    path: share.csrf.origin,
    owner: share.origin,
  })
}

import {type Tier, tiersOf} from '../model/applications/tier.ts'
import type {Rule} from './rule.ts'
import {shareSpec} from './share-spec.ts'
import {hasSeveral} from './unsticky-share.ts'

export const unstickyShareRepository: Rule = {
  code: 'LB321',
  name: 'unsticky-share-repository',
  family: 'product',
  severity: 'warning',
  summary: 'Share asks the repository through a load balancer that does not keep it with one node.',
  why: 'What Share asks of the repository for one user belongs together: routing has to be sticky between the two. With single sign-on Share keeps the cookie of the session, `JSESSIONID`, and a service can go by that. Without it Share shows a ticket and keeps no cookie: then either each Share asks a repository of its own, or the service goes by the address that Share has.',
  see: 'Alfresco 3.4 documentation, "Setting up high availability systems": "‘sticky’ routing must be enabled for the HTTP requests made by the Share tier to the repository tier"',
  bad: shareSpec({repository: 'clientAddress: header'}),
  good: shareSpec({repository: 'clientAddress: header', application: ', endpoints: local'}),
  check(cluster, find) {
    for (const tier of tiersOf(cluster)) {
      const {share, repositoryService} = tier
      const why = whyLost(tier)
      if (repositoryService === undefined || why === undefined || share.endpoints.value === 'local') continue
      find({
        message: `Application \`${share.name}\` asks the repository through service \`${repositoryService.name}\`, which does not keep it with one node: ${why}.`,
        hint: 'Write `endpoints: local` where the repository runs beside Share, or `persistence: source` on the service.',
        path: repositoryService.persistence.origin,
        owner: repositoryService.origin,
      })
    }
  },
}

/** Why requests of one Share go to several nodes; undefined: they do not. */
function whyLost({share, repositoryService}: Tier): string | undefined {
  if (repositoryService === undefined || !hasSeveral(repositoryService)) return undefined
  const {type} = repositoryService.persistence
  if (type === 'none') return 'it has no `persistence`'
  const isByCookie = type === 'cookie' || type === 'application-cookie'
  return isByCookie && share.sso.value === 'none' ? 'it goes by a cookie, and Share keeps none without `sso`' : undefined
}

import {tiersOf} from '../model/applications/tier.ts'
import type {Service} from '../model/cluster.ts'
import type {Rule} from './rule.ts'
import {shareSpec} from './share-spec.ts'

export const unstickyShare: Rule = {
  code: 'LB320',
  name: 'unsticky-share',
  family: 'product',
  severity: 'warning',
  summary: 'A service leads browsers to several nodes with Share, and none of them stays with its node.',
  why: 'A session of Share lives in the Tomcat that opened it. On another node its user is a stranger, and is asked to log in again; the policy against forged requests refuses what was begun on the first.',
  see: 'Alfresco documentation, "Setting up Share cluster": sticky sessions by JSESSIONID',
  bad: shareSpec({share: 'clientAddress: header'}),
  good: shareSpec({}),
  check(cluster, find) {
    for (const {share, shareService} of tiersOf(cluster)) {
      if (shareService === undefined || !hasSeveral(shareService) || shareService.persistence.type !== 'none') continue
      find({
        message: `Service \`${shareService.name}\` leads to Share, application \`${share.name}\`, whose sessions are each one node's, and does not keep browsers with their node.`,
        hint: 'Write `persistence: {type: cookie, name: SHARENODE}`, or `{type: application-cookie, name: JSESSIONID}`.',
        path: shareService.persistence.origin,
        owner: shareService.origin,
      })
    }
  },
}

/** Whether there is more than one node to go to. */
export const hasSeveral = ({servers, discovery}: Service): boolean => servers.length > 1 || discovery !== undefined

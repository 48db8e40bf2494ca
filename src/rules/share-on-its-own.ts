import {tiersOf} from '../model/applications/tier.ts'
import type {Rule} from './rule.ts'
import {shareSpec} from './share-spec.ts'
import {hasSeveral} from './unsticky-share.ts'

export const shareOnItsOwn: Rule = {
  code: 'LB322',
  name: 'share-on-its-own',
  family: 'product',
  severity: 'warning',
  summary: 'Nodes of Share behind a load balancer do not tell each other what changed.',
  why: 'Each node keeps pages and dashboards. What a user changes on one of them is not seen on the others until they are started again. Behind a load balancer Share needs Hazelcast.',
  see: 'Alfresco 4.1 documentation, "Configuring Hazelcast between Share instances"',
  bad: shareSpec({application: ', clustering: false'}),
  good: shareSpec({}),
  check(cluster, find) {
    for (const {share, shareService} of tiersOf(cluster)) {
      if (share.clustering !== undefined || share.nodes.length < 2 || shareService === undefined || !hasSeveral(shareService)) continue
      find({
        message: `Service \`${shareService.name}\` leads to several nodes of application \`${share.name}\`, and none of them hears what changed on another.`,
        hint: 'Remove `clustering: false`.',
        path: `${share.origin}/clustering`,
      })
    }
  },
}

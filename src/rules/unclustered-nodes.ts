import {applicationsOf} from '../model/applications/of-kind.ts'
import {alfrescoSpec, has, writtenValues} from './alfresco.ts'
import type {Rule} from './rule.ts'

const spec = (more: string): string =>
  alfrescoSpec('imap: {listen: "192.168.1.10:143", timeouts: {client: 31m, server: 31m}}', `release: "4.1", services: {imap: imap}${more}`)

export const unclusteredNodes: Rule = {
  code: 'LB312',
  name: 'unclustered-nodes',
  family: 'product',
  severity: 'hint',
  summary: 'Several nodes of an Alfresco up to 4.1 serve together, and nobody says that they are a cluster.',
  why: 'Up to 4.1 nodes of a cluster have to be told its name. Without one each keeps caches and indexes of its own: what is changed on one node is old on the others, and gets lost when they write.',
  see: 'Alfresco 4.1 documentation, "Initiating clustering": `alfresco.cluster.name`',
  bad: spec(''),
  good: spec(', clustering: true'),
  check(cluster, find) {
    for (const application of applicationsOf(cluster, 'alfresco')) {
      const {name, nodes, services, clustering, release, origin} = application
      const isToldElsewhere = writtenValues(application, 'alfresco.cluster.name').length > 0
      const active = services.some(({service}) => service.servers.filter(({backup}) => !backup.value).length > 1)
      if (has(application, 'hazelcast') || clustering !== undefined || isToldElsewhere || nodes.length < 2 || !active) continue
      find({
        message: `Nothing makes a cluster of the ${nodes.length} nodes of application \`${name}\`, Alfresco ${release.value}.`,
        hint: 'Write `clustering: true`, or `false` where the nodes are told already.',
        path: `${origin}/clustering`,
        owner: origin,
      })
    }
  },
}

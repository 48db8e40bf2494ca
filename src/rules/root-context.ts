import {applicationsOf} from '../model/applications/of-kind.ts'
import {alfrescoSpec, writtenValues} from './alfresco.ts'
import type {Rule} from './rule.ts'

const spec = (context: string): string =>
  alfrescoSpec(
    'imap: {listen: "192.168.1.10:143", timeouts: {client: 31m, server: 31m}}',
    `release: "5.2", services: {imap: imap}, properties: {alfresco.context: ${context}}`,
  )

export const rootContext: Rule = {
  code: 'LB300',
  name: 'root-context',
  family: 'product',
  severity: 'error',
  summary: 'Alfresco or Share is told that its context is the root of the server.',
  why: 'Both make addresses out of their context, and take `/` for none: links lead nowhere. A load balancer can lead people from `/` to `/share/` instead.',
  see: 'Alfresco documentation, "URL generation parameters": `alfresco.context`, `share.context`',
  bad: spec('/'),
  good: spec('alfresco'),
  check(cluster, find) {
    for (const application of applicationsOf(cluster, 'alfresco')) {
      const roots = ['alfresco.context', 'share.context']
        .flatMap(key => writtenValues(application, key))
        .filter(({value}) => /^\/?$/.test(value))
      for (const {key, origin} of roots)
        find({
          message: `\`${key}\` of application \`${application.name}\` cannot be the root.`,
          hint: `Write \`${key.replace('.context', '')}\`, and lead people from \`/\` there with a \`redirect\` in \`routes\`.`,
          path: origin,
        })
    }
  },
}

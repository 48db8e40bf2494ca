import {applicationsOf} from '../model/applications/of-kind.ts'
import {alfrescoSpec, has, writtenValues} from './alfresco.ts'
import type {Rule} from './rule.ts'

const spec = (clustering: string): string =>
  alfrescoSpec(
    'imap: {listen: "192.168.1.10:143", timeouts: {client: 31m, server: 31m}}',
    `release: "5.2", services: {imap: imap}, clustering: ${clustering}`,
  )

export const knownHazelcastPassword: Rule = {
  code: 'LB313',
  name: 'known-hazelcast-password',
  family: 'product',
  severity: 'hint',
  summary: 'The nodes of an Alfresco from 4.2 to 5.2 let in who knows the password that everybody knows.',
  why: 'A node joins the cluster with a password, `alfrescocluster` if nobody says another one. Who reaches port 5701 of a node can join with it, read the caches and change them.',
  see: 'Alfresco 5.2 documentation, "Clustering properties": `alfresco.hazelcast.password`',
  bad: spec('true'),
  good: spec('{password: {env: HAZELCAST_PASSWORD}}'),
  check(cluster, find) {
    for (const application of applicationsOf(cluster, 'alfresco')) {
      const {clustering, name} = application
      const hasOwn = writtenValues(application, 'alfresco.hazelcast.password').length > 0
      if (clustering?.enabled.value !== true || clustering.password !== undefined || hasOwn) continue
      if (!has(application, 'hazelcastPassword')) continue
      find({
        message: `The nodes of application \`${name}\` let in who knows the password that Alfresco comes with.`,
        hint: 'Write `clustering: {password: {env: NAME}}`.',
        path: clustering.origin,
      })
    }
  },
}

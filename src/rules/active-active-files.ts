import {alfrescoSpec, has, partsOfAlfresco} from './alfresco.ts'
import type {Rule} from './rule.ts'

const spec = (second: string): string =>
  alfrescoSpec(
    `nfs: {listen: "192.168.1.10:111,2049,20048", port: same, persistence: source, check: {type: tcp, port: 2049}, nodes: [alfresco1, ${second}]}`,
    'release: "3.4", services: {nfs: nfs}, clustering: true',
  )

export const activeActiveFiles: Rule = {
  code: 'LB311',
  name: 'active-active-files',
  family: 'product',
  severity: 'warning',
  summary: 'Clients write through FTP or NFS to several nodes of an Alfresco 3.4 cluster at once.',
  why: 'The nodes of an Alfresco 3.4 cluster do not tell each other which files are open or locked. The manual does not recommend concurrent writes to the same documents through CIFS, FTP or NFS there: let one node serve, and the others stand by.',
  see: 'Alfresco 3.4 documentation, "Setting up high availability systems"',
  bad: spec('alfresco2'),
  good: spec('{node: alfresco2, backup: true}'),
  check(cluster, find) {
    for (const {application, role, service} of partsOfAlfresco(cluster, 'ftp', 'nfs')) {
      const [, second] = service.servers.filter(({backup, state}) => !backup.value && state.value === 'ready')
      if (has(application, 'sharedLocks') || second === undefined) continue
      find({
        message: `Service \`${service.name}\` sends clients of \`${role}\` of application \`${application.name}\`, Alfresco ${application.release.value}, to several nodes at once.`,
        hint: 'Write `backup: true` at all nodes of the service but one.',
        path: second.origin,
      })
    }
  },
}

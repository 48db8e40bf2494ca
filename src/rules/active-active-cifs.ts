import {hasFeature} from '../model/applications/alfresco-releases.ts'
import {applicationsOf} from '../model/applications/of-kind.ts'
import type {Rule} from './rule.ts'

const spec = (second: string): string => `lbgen: 1
name: alfresco-cifs
loadBalancers: {lb1: 192.168.1.10}
nodes: {alfresco1: 192.168.1.21, alfresco2: 192.168.1.22}
services:
  cifs:
    listen: "192.168.1.10:445"
    nodes: [alfresco1, ${second}]
    timeouts: {client: 16m, server: 16m}
applications:
  repository: {kind: alfresco, release: "3.4.14", services: {cifs: cifs}, clustering: true}
`

export const activeActiveCifs: Rule = {
  code: 'LB207',
  name: 'active-active-cifs',
  family: 'product',
  severity: 'warning',
  summary: 'Clients write through CIFS to several nodes of an Alfresco 3.4 cluster at once.',
  why: 'The nodes of an Alfresco 3.4 cluster do not tell each other which files are open or locked. The manual does not recommend concurrent writes to the same documents through CIFS, FTP or NFS there: let one node serve, and the others stand by.',
  see: 'Alfresco 3.4 documentation, "Setting up high availability systems"',
  bad: spec('alfresco2'),
  good: spec('{node: alfresco2, backup: true}'),
  check(cluster, find) {
    for (const {name, release, services} of applicationsOf(cluster, 'alfresco')) {
      // Its manual advises against it; later ones share the state of files between nodes.
      if (hasFeature(release.value, 'sharedLocks')) continue
      for (const {service} of services.filter(({role}) => role === 'cifs')) {
        const active = service.servers.filter(({backup, state}) => !backup.value && state.value === 'ready')
        const [, second] = active
        const {discovery} = service
        if (discovery && discovery.slots.value > 1) {
          find({
            message: `Service \`${service.name}\` sends CIFS clients of application \`${name}\`, Alfresco ${release.value}, to up to ${discovery.slots.value} nodes at once.`,
            hint: 'Write `slots: 1`, or list the nodes, with `backup: true` at all but one.',
            path: discovery.slots.origin,
          })
        }
        if (second === undefined) continue
        find({
          message: `Service \`${service.name}\` sends CIFS clients of application \`${name}\`, Alfresco ${release.value}, to ${active.length} nodes at once.`,
          hint: 'Write `backup: true` at all nodes of the service but one.',
          path: second.origin,
        })
      }
    }
  },
}

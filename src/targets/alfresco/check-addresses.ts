import type {AlfrescoApplication, Cluster} from '../../model/cluster.ts'
import type {Report} from '../../findings/finding.ts'
import {kinds} from './kinds.ts'
import {publicAddress} from './public-address.ts'

/** Reports LB819: nobody says under which name or address people reach a part of Alfresco. */
export function checkAddresses(cluster: Cluster, application: AlfrescoApplication, report: Report): void {
  for (const role of ['web', 'share'] as const) {
    const address = publicAddress(cluster, application, role)
    if (address === undefined || address.host !== undefined) continue
    report({
      ...kinds.unknownAddress,
      message: `Nobody says under which name people reach \`${role}\` of application \`${application.name}\`: its service listens on all addresses of several load balancers.`,
      hint: 'Write `serverName`, the name that people type.',
      path: address.origin,
      part: 'key',
    })
  }
}

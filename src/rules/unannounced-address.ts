import {alfrescoSpec, has, partsOfAlfresco} from './alfresco.ts'
import type {Rule} from './rule.ts'

const spec = (release: string): string =>
  alfrescoSpec(
    'ftp: {listen: "192.168.1.10:21,30000-30099", port: same, persistence: source, check: {type: tcp, port: 21}}',
    `release: "${release}", services: {ftp: ftp}`,
  )

export const unannouncedAddress: Rule = {
  code: 'LB305',
  name: 'unannounced-address',
  family: 'product',
  severity: 'hint',
  summary: 'FTP of an Alfresco before 6.0 tells clients the address of its node.',
  why: 'An FTP server that is asked for a passive port (`PASV`) says its address too, and only from 6.0 on can Alfresco say that of the load balancer. Clients that ask with `EPSV` take the address that they know; others try to reach the node.',
  see: 'https://www.rfc-editor.org/rfc/rfc2428.html#section-3',
  bad: spec('5.2'),
  good: spec('6.2'),
  check(cluster, find) {
    for (const {application, service, origin} of partsOfAlfresco(cluster, 'ftp')) {
      if (has(application, 'announcedFtp') || service.packets !== undefined) continue
      find({
        message: `Alfresco ${application.release.value} tells clients of FTP the addresses of its nodes, not that of service \`${service.name}\`.`,
        hint: 'Let clients use `EPSV`, or let them reach the nodes.',
        path: origin,
      })
    }
  },
}

import {portsOf} from '../model/listener.ts'
import {alfrescoSpec, has, partsOfAlfresco} from './alfresco.ts'
import type {Rule} from './rule.ts'

const spec = (ports: string): string =>
  alfrescoSpec(
    `nfs: {listen: "192.168.1.10:${ports}", port: same, persistence: source, check: {type: tcp, port: 2049}}`,
    'release: "5.0", services: {nfs: nfs}',
  )

export const unpublishedMountPort: Rule = {
  code: 'LB306',
  name: 'unpublished-mount-port',
  family: 'product',
  severity: 'warning',
  summary: 'Clients of NFS do not reach the mount server, or not the node that they mount.',
  why: 'Alfresco speaks NFS version 3: a client asks the port mapper (111) where the mount server is, asks that for the folder, and goes to port 2049 with it. All three have to be published, on the ports that the nodes have, and to lead one client to one node.',
  see: 'https://www.rfc-editor.org/rfc/rfc1813.html#page-106',
  bad: spec('111,2049'),
  good: spec('111,2049,20048'),
  check(cluster, find) {
    for (const {application, service, origin} of partsOfAlfresco(cluster, 'nfs')) {
      const mount = application.mountPort?.value
      const ports = service.listeners.flatMap(listener => portsOf(listener))
      if (mount === undefined || !has(application, 'nfs') || (ports.includes(mount) && ports.includes(111))) continue
      find({
        message: `Service \`${service.name}\` does not publish port ${ports.includes(mount) ? 111 : mount}, which a client needs before it comes to NFS itself.`,
        hint: `Add \`111\` and \`${mount}\` to its \`listen\`, with \`port: same\` and \`persistence: source\`.`,
        path: origin,
      })
    }
  },
}
